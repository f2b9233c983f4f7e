// All that a snapshot tells, as text: two snapshots are the same if their descriptions are.
#pragma once

#include <string>

#include "engine/model/snapshot.h"

namespace heddle::model {

[[nodiscard]] std::string describe(const Snapshot& snapshot);
// "new ready running": the states of a task's intervals, oldest first.
[[nodiscard]] std::string statesOf(const Snapshot& snapshot, TaskId task);

}  // namespace heddle::model

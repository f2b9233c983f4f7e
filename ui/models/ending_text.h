// How a task ended, in the reader's language: by what, by whose doing, and whether somebody has asked since.
#pragma once

#include <QString>

#include "engine/model/ending.h"
#include "engine/model/snapshot.h"

namespace heddle::ui {

// Of a task that has ended, to be put after its name: "ended with status 0", "was ended by SIGFPE: integer
// division by zero, last seen at line 31".
[[nodiscard]] QString endingText(const model::Snapshot& snapshot, const model::TaskInfo& task);

}  // namespace heddle::ui

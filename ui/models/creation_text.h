// How a task came into being, in words: when each step of that was done, from its request on.
#pragma once

#include <QString>

#include "engine/model/snapshot.h"

namespace heddle::ui {

// "Asked for at 1.20 ms: control block after 35.2 \u00b5s, memory and files after 147 \u00b5s..." Empty where
// nobody told its steps.
[[nodiscard]] QString creationText(const model::Snapshot& snapshot, const model::TaskInfo& task);

}  // namespace heddle::ui

// How a task ended, in words: by whose doing, and what became of it then.
#pragma once

#include <string>

#include "engine/model/ending.h"
#include "engine/model/snapshot.h"

namespace heddle::session {

// "ended by SIGFPE: integer division by zero, last seen at gallery.cpp:31"; of a task that has ended.
[[nodiscard]] std::string endingInWords(const model::Snapshot& snapshot, const model::TaskInfo& task);
// "a zombie for 12 ms", "an orphan since 40 ms"; empty where there is nothing to say.
[[nodiscard]] std::string aftermathInWords(const model::Snapshot& snapshot, const model::TaskInfo& task);
// "fault", "with_parent"...: as in JSON.
[[nodiscard]] const char* nameOf(model::EndCause cause);

}  // namespace heddle::session

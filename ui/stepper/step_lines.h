// At which line each task of a controlled run stood after any step of it. A pure function of the position.
#pragma once

#include <map>

#include "engine/session/stepping/controlled_session.h"

namespace heddle::ui {

// The line of what each task was about to do after step `step` of the way to where the run stands (0: at the
// start). Of a task that made no step any more: the line of the last one that it had made.
[[nodiscard]] std::map<TaskId, SiteId> linesAfterStep(const session::Position& position, std::uint32_t step);

}  // namespace heddle::ui

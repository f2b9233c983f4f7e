// Which task a user means, and why it cannot make its step, in words. Pure functions of a Position.
#pragma once

#include <string_view>

#include "engine/session/stepping/controlled_session.h"

namespace heddle::session {

// The task of that name, or of that number in `position.tasks` (from 1). Error: there is none; the nearest
// name is told.
[[nodiscard]] Result<TaskId> findTask(const Position& position, std::string_view nameOrNumber);

// Error: the task cannot make its step ("P2 cannot lock B: P1 holds it since step 4"), or cannot give up.
[[nodiscard]] Result<void> mayStep(const Position& position, TaskId task, bool timesOut = false);

// Why a task cannot go on: "P1 holds it since step 4". It is blocked.
[[nodiscard]] std::string whyBlocked(const Position& position, const NextStep& next);

}  // namespace heddle::session

// The deadlocks that last where a controlled run stands, and who goes on beside them: a run may go on for
// long while some of its tasks never will. Pure functions of a Position; what they point at is its
// snapshot's.
#pragma once

#include "engine/session/stepping/controlled_session.h"

namespace heddle::session {

[[nodiscard]] std::vector<const model::Deadlock*> lastingDeadlocks(const Position& position);
// Whether tasks are stuck for ever while others may go.
[[nodiscard]] bool isPartlyDeadlocked(const Position& position);
// Those of the circles, and those bound up with them: to let one of them go on is a way out.
[[nodiscard]] std::vector<TaskId> stuckTasks(const Position& position);
// Those that may go, or give up what they wait for.
[[nodiscard]] std::vector<TaskId> tasksThatMayGo(const Position& position);

}  // namespace heddle::session

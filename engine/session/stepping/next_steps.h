// What each task of a controlled run would do next, for a Position.
#pragma once

#include "engine/session/stepping/controlled_session.h"
#include "engine/session/stepping/step_runner.h"

namespace heddle::session {

// `snapshot`: of where the runner stands.
[[nodiscard]] std::vector<NextStep> nextSteps(const StepRunner& runner, const model::Snapshot& snapshot);

}  // namespace heddle::session

// What a schedule of a run is for: the scenario, its version, and all of its parameters.
#pragma once

#include "engine/control/schedule.h"
#include "engine/session/request.h"

namespace heddle::session {

// Errors (Usage): no scenario of that name, one that cannot be stepped, a parameter that it does not have or that is out of bounds.
[[nodiscard]] Result<control::ScheduleSubject> scheduleSubjectOf(const RunRequest& request);

}  // namespace heddle::session

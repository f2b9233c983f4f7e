// What the segment of a controlled run says of it, whoever makes the run and whether or not it still lives.
#pragma once

#include "engine/control/schedule.h"
#include "engine/wire/segment.h"

namespace heddle::session {

// The choices of the schedule that the run is at. Of no subject: the segment does not know it.
[[nodiscard]] control::Schedule scheduleIn(const wire::Segment& segment);

// Whether one of the run's first `tasks` tasks is of another process than the first.
[[nodiscard]] bool hasProcesses(const wire::Segment& segment, std::size_t tasks);

}  // namespace heddle::session

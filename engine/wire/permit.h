// How tasks of a controlled run come to stand, and are let go on: what the gate, the observer and a script
// share.
//
// Thread rule: any thread and any process that has the segment. permit() only for a task that stands, while
// nobody else gives permits.
#pragma once

#include "engine/wire/segment.h"

namespace heddle::wire {

// The task makes its operation, or (timesOut) gives up instead; it moves from now on, and virtual time is
// not before the end of its sleep or limit. The caller has counted it into `moving`.
void permit(const Segment& segment, TaskRef task, WaitOutcome outcome);

// The books of a permit, without letting the task go on.
void setMoving(const Segment& segment, TaskRef task, WaitOutcome outcome);

// `count` tasks that moved stand now. When nobody else moves, the next one of the script is let go, or else
// the observer told. Returns the task that was let go, if any; if that is `self`, nobody is woken for it.
TaskRef standStill(const Segment& segment, std::uint32_t count, TaskRef self = {});

}  // namespace heddle::wire

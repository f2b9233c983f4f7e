// A lock, or a unit of a semaphore, is taken away from who holds it: a way out of a deadlock.
//
// It is free again as if its holder had given it back, and the event says so in the holder's name; the holder
// does not notice until it gives it back itself. Thread rule: while all tasks of the run stand.
#pragma once

#include "engine/base/result.h"
#include "engine/control/executor.h"
#include "engine/wire/segment.h"

namespace heddle::control {

// `from`: which of its readers loses a reader-writer lock, or which task a unit of a semaphore; an owner is
// known. Errors: no such object or task, nobody holds it, it is nothing that can be held.
Result<void> takeBack(wire::Segment& segment, ObjectNumber object, TaskNumber from);

}  // namespace heddle::control

// Work for a processor: what a scenario lets its tasks compute when it is the time that matters, and where.
#pragma once

#include "engine/base/clock.h"

namespace heddle::runtime {

// Computes until the calling thread has had `length` of CPU time, however long that takes.
void compute(Duration length);
// The calling thread, and what it makes from now on, run on one and the same processor.
void stayOnOneCpu();

}  // namespace heddle::runtime

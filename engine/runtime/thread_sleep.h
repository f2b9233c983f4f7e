// How a thread sleeps: until a moment, never less, and hardly longer.
//
// A timer wakes its thread late, and each time by about as much: on virtual machines 50 to 100 us, for the
// processor has to come back first. So a thread sets its timers earlier, by a little less than its last
// sleeps were late; when it wakes too early all the same, it looks at the clock until it is time. (KVM
// advances the timers of its guests likewise: lapic_timer_advance_ns.) A thread's first sleep is as the
// kernel makes it, so a crowd that sleeps once does not spin.
#pragma once

#include "engine/base/clock.h"

namespace heddle::runtime {

// `length`: how long it sleeps in all.
void sleepAsThread(Instant end, Duration length);

}  // namespace heddle::runtime

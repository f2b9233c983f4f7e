// Whether a thread of another process lives, told by the kernel: a thread that stands in lines keeps a robust
// lock of its own locked for as long as it lives, and the kernel marks that lock when the thread is gone,
// however it ends. To try the lock takes some 20 ns; what /proc says of a thread takes 5 us.
//
// Source: robust futexes, Documentation/locking/robust-futexes.rst of Linux; pthread_mutexattr_setrobust(3).
#pragma once

#include "engine/wire/segment.h"

namespace heddle::runtime {

// Of the calling thread; once, before it stands in a line while there are other processes.
void showLife(wire::LifeRecord& life);

// True: the thread lives. False: it has ended, or never showed that it lives.
[[nodiscard]] bool isSeenToLive(wire::LifeRecord& life);

}  // namespace heddle::runtime

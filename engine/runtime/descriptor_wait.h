// How a task waits for the kernel to say that a descriptor is ready.
#pragma once

#include "engine/runtime/wait.h"

namespace heddle::runtime {

// Waits until `fd` can be read (POLLIN) or written (POLLOUT), or has an error; false: `deadline` came first.
// A thread waits in the kernel; one that carries fibers lets the others go on.
bool awaitDescriptor(const Step& step, int fd, short events, Instant deadline = Instant::max());

}  // namespace heddle::runtime

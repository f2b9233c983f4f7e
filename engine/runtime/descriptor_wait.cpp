#include "engine/runtime/descriptor_wait.h"

#include <poll.h>

#include <algorithm>

#include "engine/runtime/fiber_scheduler.h"

namespace heddle::runtime {

bool awaitDescriptor(const Step& step, int fd, short events, Instant deadline) {
    prepareToPark(step);
    if (FiberScheduler* fibers = step.thread.fibers())
        return fibers->awaitDescriptor(step.task, fd, events, deadline);
    for (;;) {
        timespec limit{};
        if (deadline != Instant::max()) {
            const Instant now = MonotonicClock::now();
            const Duration left = std::max(deadline, now) - now;
            limit = {left.count() / 1'000'000'000, left.count() % 1'000'000'000};
        }
        pollfd ready{.fd = fd, .events = events, .revents = 0};
        const int count = ::ppoll(&ready, 1, deadline == Instant::max() ? nullptr : &limit, nullptr);
        if (count >= 0)  // what is wrong with the descriptor its next use tells
            return count > 0;
    }
}

}  // namespace heddle::runtime

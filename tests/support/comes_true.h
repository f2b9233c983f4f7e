// Waits for what comes true elsewhere: in another thread or process, in the kernel.
#pragma once

#include <algorithm>
#include <thread>

#include "engine/base/clock.h"

namespace heddle::test {

// Looks again and again, ever less often, until `condition` holds. False: it has not come true within
// `limit`.
template <class Condition>
[[nodiscard]] bool comesTrue(Condition condition, Duration limit = std::chrono::minutes{1}) {
    const Instant end = MonotonicClock::now() + limit;
    for (Duration pause = std::chrono::microseconds{100}; !condition();
         pause = std::min<Duration>(2 * pause, std::chrono::milliseconds{4})) {
        if (MonotonicClock::now() > end)
            return false;
        std::this_thread::sleep_for(pause);
    }
    return true;
}

}  // namespace heddle::test

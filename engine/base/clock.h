// Time in the merged stream, the model, every file and every API: CLOCK_MONOTONIC, in nanoseconds.
#pragma once

#include <chrono>
#include <ctime>

namespace heddle {

using Duration = std::chrono::nanoseconds;

// A std::chrono clock that is CLOCK_MONOTONIC by contract, as perf_event and the runtime's events are.
struct MonotonicClock {
    using duration = Duration;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<MonotonicClock>;
    static constexpr bool is_steady = true;

    static time_point now() noexcept {
        timespec t{};
        clock_gettime(CLOCK_MONOTONIC, &t);
        return time_point{Duration{t.tv_sec * 1'000'000'000LL + t.tv_nsec}};
    }
};

using Instant = MonotonicClock::time_point;

constexpr Instant instantFromNs(std::int64_t ns) { return Instant{Duration{ns}}; }
constexpr std::int64_t toNs(Instant t) { return t.time_since_epoch().count(); }

}  // namespace heddle

#include "engine/runtime/thread_sleep.h"

#include <algorithm>
#include <cerrno>
#include <ctime>

namespace heddle::runtime {
namespace {

// By how much at most; of a sleep no more than an eighth.
constexpr Duration kMostEarly = std::chrono::microseconds{64};
constexpr int kShareOfSleep = 8;
// It comes nearer to how late the last sleeps were by an eighth of each, and goes back by an eighth of itself
// for each that was over too early: that is one in six, and a few microseconds each.
constexpr int kShareLearnt = 8;

thread_local constinit Duration t_early{};

// Not on the word by which it is granted what it waits for: whoever granted its last wait may be about to
// ring there still.
void sleepUntil(Instant end) {
    const auto since = end.time_since_epoch().count();
    const timespec until{since / 1'000'000'000, since % 1'000'000'000};
    while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) == EINTR) {
    }
}

}  // namespace

void sleepAsThread(Instant end, Duration length) {
    const Duration early = std::min(t_early, length / kShareOfSleep);
    sleepUntil(end - early);
    const Duration late = MonotonicClock::now() - end;
    if (late < Duration{}) {
        t_early -= t_early / kShareLearnt;
        while (MonotonicClock::now() < end) {
        }
    } else if (early == t_early) {  // else it says nothing of how early is early enough
        t_early = std::min(t_early + std::min(late, kMostEarly) / kShareLearnt, kMostEarly);
    }
}

}  // namespace heddle::runtime

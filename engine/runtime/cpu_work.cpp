#include "engine/runtime/cpu_work.h"

#include <sched.h>

#include <cerrno>
#include <ctime>

#include "engine/base/result.h"
#include "engine/runtime/runtime.h"

namespace heddle::runtime {
namespace {

Duration cpuTime() {
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::seconds{used.tv_sec} + Duration{used.tv_nsec};
}

}  // namespace

void compute(Duration length) {
    constexpr int kRounds = 10'000;  // about ten microseconds: the clock is a system call
    for (const Duration end = cpuTime() + length; cpuTime() < end;)
        for (int round = 0; round < kRounds; ++round) asm volatile("");  // or it would be left out
}

void stayOnOneCpu() {
    cpu_set_t cpus;
    CPU_ZERO(&cpus);
    CPU_SET(static_cast<std::size_t>(::sched_getcpu()), &cpus);
    if (::sched_setaffinity(0, sizeof cpus, &cpus) != 0)
        giveUp("stay on one processor", errnoText(errno));
}

}  // namespace heddle::runtime

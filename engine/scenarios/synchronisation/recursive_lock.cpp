// A function holds a lock and calls itself.
#include <functional>

#include "engine/runtime/recursive_mutex.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    RecursiveMutex lock{"lock"};
    std::function<void(std::int64_t)> descend = [&](std::int64_t levels) {
        lock.lock();  // a plain mutex would stop here the second time: its owner would wait for itself
        sleepFor(set.milliseconds("work"));
        if (levels > 1)
            descend(levels - 1);
        lock.unlock();
    };
    std::vector<Thread> threads;
    for (std::int64_t i = 1; i <= set["threads"]; ++i)
        threads.push_back(Thread{"T" + std::to_string(i), [&] { descend(set["depth"]); }});
    for (Thread& thread : threads) thread.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* lock = objectNamed(seen, "lock");
    const std::uint64_t taken = lock ? lock->acquisitions : 0;
    const bool alone = lock && isHeldAlone(*lock, 1);
    return {taken == static_cast<std::uint64_t>(set["threads"] * set["depth"]) && alone,
            Phrase{"each thread locks %1 times, and nobody comes between", set["depth"]},
            Phrase{alone ? "%1 times locked" : "%1 times locked, by two at once", taken},
            longestOf(waits(seen, wire::Operation::Lock, "T"))};
}

}  // namespace

extern const Scenario kRecursiveLock{
    .id = "recursive-lock",
    .title = "A recursive lock",
    .category = "Synchronisation",
    .text =
        "A function takes the lock and calls itself while it holds it. The lock counts: it is free for "
        "others when it has been unlocked as often as it was locked. Watch the next in line go on only after "
        "the last unlock.",
    .question = "What would happen with a lock that does not count?",
    .answer =
        "The second call would never come in: the thread would wait for a lock that it holds itself, a "
        "deadlock of one.",
    .parameters = {{"threads", "threads", 1, 1000, 3, ""},
                   {"depth", "how often the function calls itself", 1, 1000, 4, ""},
                   {"work", "time at each level", 0, 60'000, 30, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

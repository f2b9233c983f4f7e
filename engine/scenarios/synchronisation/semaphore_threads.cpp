// Twenty threads share five permits.
#include "engine/runtime/semaphore.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Semaphore permits{set.count("permits"), "S"};
    const auto work = [&] {
        permits.acquire();
        sleepFor(set.milliseconds("hold"));
        permits.release();
    };
    std::vector<Thread> threads;
    for (std::int64_t i = 1; i <= set["threads"]; ++i)
        threads.push_back(Thread{"T" + std::to_string(i), work});
    for (Thread& thread : threads) thread.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* s = objectNamed(seen, "S");
    const std::size_t most = s ? mostHoldersAtOnce(*s) : 0;
    return {s && s->acquisitions == static_cast<std::uint64_t>(set["threads"]) && most >= 1 &&
                most <= static_cast<std::size_t>(set["permits"]),
            Phrase{"every thread gets in, never more than %1 at once", set["permits"]},
            Phrase{"%1 got in, at most %2 at once", s ? s->acquisitions : 0, most},
            longestOf(waits(seen, wire::Operation::Acquire, "T"))};
}

}  // namespace

extern const Scenario kSemaphoreThreads{
    .id = "semaphore-threads",
    .title = "Twenty threads, five permits",
    .category = "Synchronisation",
    .text =
        "Each thread takes a permit of the semaphore S, works for a while and gives it back. Watch five "
        "lanes at work at a time, and each release let the first in line go on.",
    .question = "Twenty threads, five permits: how long is the longest wait, in units of the work?",
    .answer = "Three. They work in four waves of five, and the last wave waits for the three before it.",
    .parameters = {{"threads", "threads that want a permit", 1, 10'000, 20, ""},
                   {"permits", "permits of the semaphore", 1, 10'000, 5, ""},
                   {"hold", "time that each keeps its permit", 0, 60'000, 200, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

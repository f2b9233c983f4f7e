// A pool is given one piece of work at a time, and waited for each time.
#include "engine/runtime/pool.h"
#include "engine/runtime/print.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    ThreadPool pool{set.count("workers"), "worker"};
    for (std::int64_t i = 1; i <= set["tasks"]; ++i) {
        const std::int64_t square = pool.apply([&set, i] {
            sleepFor(set.milliseconds("work"));
            return i * i;
        });
        print("{} squared is {}", i, square);
    }
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::vector<Stretch> work = waits(seen, wire::Operation::Sleep, "worker");
    return {work.size() == static_cast<std::size_t>(set["tasks"]) && mostAtOnce(work) == 1,
            Phrase{"%1 pieces of work, one after the other", set["tasks"]},
            Phrase{"%1 pieces of work, at most %2 at once", work.size(), mostAtOnce(work)},
            longestOf(waits(seen, wire::Operation::WaitFuture, ""))};
}

}  // namespace

extern const Scenario kPoolApply{
    .id = "pool-apply",
    .title = "A pool that is waited for",
    .category = "Pools and futures",
    .text =
        "apply() gives a piece of work to the pool and waits for its result, before the next one is given. "
        "Watch that only one worker works at a time, although there are several.",
    .question = "Three workers, four pieces of work of 100 ms: do three workers make it faster?",
    .answer =
        "No, it takes 400 ms as with one: apply() waits for each result before the next piece is given.",
    .parameters = {{"workers", "workers in the pool", 1, 1000, 3, ""},
                   {"tasks", "pieces of work", 1, 10'000, 4, ""},
                   {"work", "length of one piece of work", 1, 60'000, 100, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return mayMissASleep(set["work"], set["workers"]); },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

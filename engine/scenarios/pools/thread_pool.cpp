// A few threads do more pieces of work than they are, in waves.
#include "engine/runtime/pool.h"
#include "engine/runtime/print.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    ThreadPool pool{set.count("workers"), "worker"};
    std::vector<Future<void>> futures;
    for (std::int64_t i = 1; i <= set["tasks"]; ++i) {
        futures.push_back(pool.applyAsync([&set, i] {
            print("task {} begins", i);
            sleepFor(set.milliseconds("work"));
        }));
    }
    for (const Future<void>& future : futures) future.get();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::vector<Stretch> work = waits(seen, wire::Operation::Sleep, "worker");
    const auto most = static_cast<std::int64_t>(mostAtOnce(work));
    const std::int64_t waves = (set["tasks"] + set["workers"] - 1) / set["workers"];
    Instant end{};
    for (const Stretch& stretch : work) end = std::max(end, stretch.end);
    const Duration all = work.empty() ? Duration{} : end - work.front().begin;
    return {static_cast<std::int64_t>(work.size()) == set["tasks"] && most <= set["workers"] &&
                all >= waves * set.milliseconds("work"),
            Phrase{"all is done, never more than %1 at once, so in %2 waves", set["workers"], waves},
            Phrase{"%1 done, at most %2 at once, in %3", work.size(), most, all},
            longestOf(waits(seen, wire::Operation::WaitFuture, ""))};
}

}  // namespace

extern const Scenario kThreadPool{
    .id = "thread-pool",
    .title = "Three workers, six tasks",
    .category = "Pools and futures",
    .text =
        "Six pieces of work are given to a pool of three threads. Three begin at once; the others wait in "
        "the pool's queue until a worker is free. Watch the depth of the queue and the two waves.",
    .question = "Three workers, six pieces of work of the same length: how long does it take, in pieces?",
    .answer = "Two: three pieces at once, and then the other three.",
    .parameters = {{"workers", "threads in the pool", 1, 1000, 3, ""},
                   {"tasks", "pieces of work", 1, 100'000, 6, ""},
                   {"work", "length of one piece of work [5000]", 1, 60'000, 300, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return mayMissASleep(set["work"], set["workers"]); },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

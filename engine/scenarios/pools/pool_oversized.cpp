// A pool with many more workers than work.
#include "engine/runtime/pool.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    ThreadPool pool{set.count("workers"), "worker"};
    pool.map(
        set.count("tasks"), [&](std::size_t) { sleepFor(set.milliseconds("work")); }, 1);
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::vector<Stretch> work = waits(seen, wire::Operation::Sleep, "worker");
    const std::size_t workers = tasksOf(seen, wire::TaskKind::Thread), busy = tasksIn(work);
    return {workers == static_cast<std::size_t>(set["workers"]) && busy > 0 &&
                busy <= static_cast<std::size_t>(set["tasks"]),
            Phrase{"%1 workers, of whom at most %2 ever work", set["workers"], set["tasks"]},
            Phrase{"%1 workers, %2 of them worked", workers, busy},
            longestOf(waits(seen, wire::Operation::Get, "worker"))};
}

}  // namespace

extern const Scenario kPoolOversized{
    .id = "pool-oversized",
    .title = "More workers than work",
    .category = "Pools and futures",
    .text =
        "Forty workers are started for four pieces of work. Watch how long it takes until all workers are "
        "there, and how many of them do nothing but wait for the end of the pool.",
    .question = "Forty workers for four pieces of work: how many of them ever work?",
    .answer = "Four at the most, one for each piece. The others start, wait at the queue and end.",
    .parameters = {{"workers", "workers in the pool", 2, 1000, 40, ""},
                   {"tasks", "pieces of work, better fewer than workers", 1, 999, 4, ""},
                   {"work", "length of one piece of work", 1, 60'000, 300, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return mayMissASleep(set["work"], set["workers"]); },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

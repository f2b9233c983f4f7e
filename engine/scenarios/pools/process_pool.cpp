// A map over a pool of processes.
#include <algorithm>

#include "engine/runtime/print.h"
#include "engine/runtime/process_pool.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    ProcessPool pool{set.count("workers"), "worker"};
    const auto cubes = pool.map(
        set.count("tasks"),
        [length = set.milliseconds("work")](std::size_t i) {
            sleepFor(length);
            return static_cast<long>(i * i * i);
        },
        1);
    for (const long cube : cubes) print("{}", cube);
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::vector<Stretch> work = waits(seen, wire::Operation::Sleep, "worker");
    const std::size_t most = mostAtOnce(work);
    const std::size_t wanted = std::min(set.count("workers"), set.count("tasks"));
    return {work.size() == set.count("tasks") && most >= 1 && most <= wanted,
            Phrase{"%1 pieces of work, at most %2 at once", set["tasks"], wanted},
            Phrase{"%1 pieces of work, at most %2 at once", work.size(), most}, wholeOf(work)};
}

}  // namespace

extern const Scenario kProcessPool{
    .id = "process-pool",
    .title = "Five processes, twenty tasks",
    .category = "Pools and futures",
    .text =
        "map() deals twenty numbers to five processes; each cubes its numbers and the results come back in "
        "order, through shared memory. Watch the numbers of places go out through one queue and the answers "
        "come in through another.",
    .question = "Twenty pieces of 60 ms on five workers: how long does it take?",
    .answer = "About 240 ms: four rounds of five, 60 ms each, and a little for dealing out.",
    .parameters = {{"workers", "processes in the pool", 1, 100, 5, ""},
                   {"tasks", "pieces of work", 1, 4000, 20, ""},
                   {"work", "length of one piece of work", 1, 60000, 60, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return mayMissASleep(set["work"], set["workers"]); },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

// The same work, first by one thread alone and then by a pool.
#include <cmath>

#include "engine/runtime/pool.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    const auto work = [&set](std::size_t) { sleepFor(set.milliseconds("work")); };
    Thread serial{"serial", [&] {
                      for (std::size_t i = 0; i < set.count("tasks"); ++i) work(i);
                  }};
    serial.join();
    Thread parallel{"parallel", [&] {
                        ThreadPool pool{set.count("workers"), "worker"};
                        pool.map(set.count("tasks"), work, set.count("chunk"));
                    }};
    parallel.join();
}

// The pool's time lies nearer to its share of the serial time than to the whole of it.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const Duration serial = lifeOf(seen, "serial").length(), parallel = lifeOf(seen, "parallel").length();
    const double tasks = static_cast<double>(set["tasks"]),
                 chunk = std::max(1.0, static_cast<double>(set["chunk"]));
    const double turns = std::ceil(std::ceil(tasks / chunk) / static_cast<double>(set["workers"]));
    const double share = std::min(1.0, turns * chunk / tasks);
    const auto limit =
        std::chrono::duration_cast<Duration>(serial * (1 + share) / 2) + std::chrono::milliseconds{50};
    return {serial >= set["tasks"] * set.milliseconds("work") && parallel > Duration{} && parallel < limit,
            Phrase{"the pool is done when its workers have done their share: in less than %1", limit},
            Phrase{"%1 by one thread, %2 by the pool", serial, parallel}, wholeLife(seen, "parallel")};
}

}  // namespace

extern const Scenario kPoolMap{
    .id = "pool-map",
    .title = "A map in serial and in a pool",
    .category = "Pools and futures",
    .text =
        "One thread does all pieces of work one after the other; then map() deals them to the workers of a "
        "pool. Each piece sleeps, so that the number of processors does not matter. Watch the workers: none "
        "of them is without work until the end.",
    .question = "A hundred pieces of 10 ms take one thread a second. How long do four workers take?",
    .answer =
        "About a quarter, 250 ms: each does 25 pieces. A little is added for the start of the workers and "
        "for dealing out the work.",
    .parameters = {{"workers", "workers in the pool", 2, 1000, 4, ""},
                   {"tasks", "pieces of work [1000]", 2, 1'000'000, 100, ""},
                   {"work", "length of one piece of work", 1, 60'000, 10, "ms"},
                   {"chunk", "pieces that a worker takes at once, 0: ever fewer", 0, 1'000'000, 0, ""}},
    .run = run,
    .check = check,
    .isUpToChance =
        [](const Parameters& set) { return mayMissASleep(set["tasks"] * set["work"], set["workers"]); },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

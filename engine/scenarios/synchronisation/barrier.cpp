// Workers wait for each other at the end of each phase.
#include "engine/runtime/barrier.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Barrier phase{set.count("workers"), "phase"};
    const auto goThrough = [&](std::int64_t i) {
        for (std::int64_t round = 0; round < set["phases"]; ++round) {
            sleepFor(set.milliseconds("work") * i);  // some are slower
            phase.arriveAndWait();
        }
    };
    std::vector<Thread> workers;
    for (std::int64_t i = 1; i <= set["workers"]; ++i)
        workers.push_back(Thread{"worker " + std::to_string(i), [&, i] { goThrough(i); }});
    for (Thread& worker : workers) worker.join();
}

// The barrier fills up to all, and empties at once, as often as there are phases.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* phase = objectNamed(seen, "phase");
    std::int64_t full = 0, atOnce = 0;
    for (std::size_t i = 1; phase && i < phase->levels.size(); ++i) {
        full += phase->levels[i].level == set["workers"];
        atOnce += phase->levels[i - 1].level == set["workers"] && phase->levels[i].level == 0;
    }
    return {full == set["phases"] && atOnce == full, Phrase{"all go on together, %1 times", set["phases"]},
            Phrase{"%1 times", atOnce}, longestOf(waits(seen, wire::Operation::WaitBarrier, "worker "))};
}

}  // namespace

extern const Scenario kBarrier{
    .id = "barrier",
    .title = "A barrier",
    .category = "Synchronisation",
    .text =
        "Each worker does its part of a phase and waits at the barrier until all have come. The slowest "
        "comes last and waits for nobody. Watch the phases end for all in the same moment.",
    .question = "Who decides how long a phase takes?",
    .answer =
        "The slowest worker: all others wait for it at the barrier. Here that is worker 4, with 4 x 50 ms.",
    .parameters = {{"workers", "workers", 1, 1000, 4, ""},
                   {"phases", "phases", 1, 1000, 3, ""},
                   {"work", "work of the fastest in a phase", 0, 60'000, 50, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

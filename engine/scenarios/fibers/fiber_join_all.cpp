// A program waits for all its fibers at once.
#include "engine/runtime/fiber.h"
#include "engine/runtime/print.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

std::string nameOf(std::int64_t i) {
    return "fiber " + std::to_string(i);
}

void run(const Parameters& set) {
    std::vector<Fiber> fibers;
    for (std::int64_t i = 1; i <= set["fibers"]; ++i) {
        fibers.push_back(Fiber{nameOf(i), [&set, i] {
                                   sleepFor(i * set.milliseconds("unit"));
                                   print("fiber {} is done", i);
                               }});
    }
    joinAll(fibers);
    Fiber{"afterwards", [] { print("all are done"); }}.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const Instant after = lifeOf(seen, "afterwards").begin;
    std::int64_t ended = 0;
    Duration longest{}, sum{};
    for (const model::TaskInfo& task : seen.tasks()) {
        if (!task.exited || !seen.text(task.name).starts_with("fiber "))
            continue;
        ended += *task.exited <= after;
        longest = std::max(longest, *task.exited - task.created);
        sum += *task.exited - task.created;
    }
    return {ended == set["fibers"] && longest >= set["fibers"] * set.milliseconds("unit"),
            Phrase{"what comes after joinAll() begins when all %1 have ended", set["fibers"]},
            Phrase{"%1 had ended; the longest took %2, the sum is %3", ended, longest, sum},
            wholeLife(seen, nameOf(set["fibers"]))};
}

}  // namespace

extern const Scenario kFiberJoinAll{
    .id = "fiber-join-all",
    .title = "Joining all fibers",
    .category = "Fibers",
    .text =
        "Several fibers of one thread sleep for 1, 2, 3... units; the program joins them all and then starts "
        "one more. Watch the program blocked until the last one has ended, and its thread idle in between.",
    .question = "How long does joining all of them take: the sum of the sleeps, or the longest?",
    .answer =
        "The longest. They sleep at the same time, on one thread; joining one after the other only means "
        "that the waits that are over already cost nothing.",
    .parameters = {{"fibers", "fibers", 1, 100'000, 5, ""},
                   {"unit", "length of one unit of sleep", 0, 60'000, 60, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

// Work of different lengths is given all at once; a callback tells of each piece that is done.
#include "engine/runtime/pool.h"
#include "engine/runtime/print.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    ThreadPool pool{set.count("tasks"), "worker"};
    for (std::int64_t i = 1; i <= set["tasks"]; ++i) {
        const auto work = [&set, i] {
            sleepFor((set["tasks"] + 1 - i) * set.milliseconds("unit"));  // the first one is the longest
            return i;
        };
        const auto callback = [](std::int64_t done) { print("task {} is done", done); };
        pool.applyAsync(work, callback).named("task " + std::to_string(i));
    }
}  // whoever leaves the scope closes the pool and waits for its work

// The last one given is done first.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    std::vector<std::int64_t> order;
    std::vector<std::pair<Instant, std::int64_t>> ends;
    for (std::int64_t i = 1; i <= set["tasks"]; ++i)
        if (const auto end = reached(seen, "task " + std::to_string(i), wire::FutureStatus::Done))
            ends.emplace_back(*end, i);
    std::sort(ends.begin(), ends.end());
    bool isReversed = static_cast<std::int64_t>(ends.size()) == set["tasks"];
    for (std::size_t i = 0; i < ends.size(); ++i) {
        isReversed = isReversed && ends[i].second == set["tasks"] - static_cast<std::int64_t>(i);
        order.push_back(ends[i].second);
    }
    return {isReversed, "all are done, the last one given first",
            Phrase{"done in the order %1", inShort(order)},
            shortestOf(waits(seen, wire::Operation::Sleep, "worker"))};
}

}  // namespace

extern const Scenario kPoolApplyAsync{
    .id = "pool-apply-async",
    .title = "Callbacks in the order of completion",
    .category = "Pools and futures",
    .text =
        "applyAsync() gives work to the pool and goes on at once. Each piece is shorter than the one before "
        "it; as soon as one is done its worker calls the callback. Watch that the callbacks come in the "
        "order of completion, not in the order of giving.",
    .question = "Four pieces are given, the longest first. Which callback is called first?",
    .answer =
        "That of the last one given, which is the shortest. The callbacks come in the order of completion: "
        "4, 3, 2, 1. With unit=1 they came so in 44 of 50 runs on two processors.",
    .parameters = {{"tasks", "pieces of work, and workers", 2, 100, 4, ""},
                   {"unit", "how much shorter each is than the one before", 1, 60'000, 150, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return set["unit"] < kSureMs; },
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

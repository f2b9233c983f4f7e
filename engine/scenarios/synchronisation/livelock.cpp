// Two threads give way to each other, over and over.
#include "engine/runtime/mutex.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Mutex a{"A"}, b{"B"};
    SharedVariable gaveWay{0, "gave way"}, through{0, "through"};
    const auto oneMore = [](std::int32_t n) { return n + 1; };
    auto walk = [&](Mutex& mine, Mutex& others) {
        for (std::int64_t i = 0; i < set["tries"]; ++i) {
            mine.lock();
            sleepFor(set.milliseconds("step"));
            const bool isFree = others.tryLock().has_value();
            if (isFree) {
                through.update(oneMore);
                others.unlock();
            } else {
                gaveWay.update(oneMore);
                sleepFor(set.milliseconds("step"));
            }
            mine.unlock();
            if (isFree)
                return;
            sleepFor(set.milliseconds("step"));
        }
    };
    Thread first{"first", [&] { walk(a, b); }};
    Thread second{"second", [&] { walk(b, a); }};
    first.join();
    second.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::int64_t gaveWay = levelOf(seen, "gave way"), through = levelOf(seen, "through");
    return {gaveWay >= set["tries"], Phrase{"they give way at least %1 times", set["tries"]},
            Phrase{"gave way %1 times, %2 got through", gaveWay, through},
            overlapOf(wholeLife(seen, "first"), wholeLife(seen, "second"))};
}

}  // namespace

extern const Scenario kLivelock{
    .id = "livelock",
    .title = "Livelock",
    .category = "Synchronisation",
    .text =
        "Each takes its own lock, finds the other's taken, politely gives its own back, and tries again, in "
        "step with the other. Nobody waits for a lock, everybody is busy, and nobody gets on. Sometimes they "
        "fall out of step, and one gets through.",
    .question = "Neither of them is ever in a deadlock. What would bring them out of step?",
    .answer =
        "A pause of random length after giving way, or a rule that says who gives way. Here it is left to "
        "chance: they get on when the scheduler happens to delay one of them. In 50 runs on two processors "
        "nobody got through; with step=1 in 48 of 50, with step=0 in 31 of 100.",
    .parameters = {{"tries", "how often each tries", 1, 1000, 6, ""},
                   {"step", "length of a step", 0, 60'000, 100, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return set["step"] < kSureMs; },
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

// Peterson's algorithm: two threads keep each other out with nothing but shared variables.
#include "engine/runtime/expect.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/runtime/yield.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    SharedVariable wants[2] = {SharedVariable{0, "0 wants"}, SharedVariable{0, "1 wants"}};
    SharedVariable turn{0, "turn"}, inside{0, "inside"};
    auto visit = [&](int me) {
        const int other = 1 - me;
        auto say = [&] { wants[me].set(1); };
        auto giveWay = [&] { turn.set(other); };
        sleepFor(set.milliseconds("pause") * me / 2);
        if (set.choice("order") == "right")
            say();
        else
            giveWay();
        sleepFor(set.milliseconds("pause") * (2 - me));  // the processor may be taken away anywhere
        if (set.choice("order") == "right")
            giveWay();
        else
            say();
        while (wants[other].get() == 1 && turn.get() == other) spin();
        const int found = inside.update([](int n) { return n + 1; });
        expect(found == 0, "nobody else is inside");
        sleepFor(set.milliseconds("pause"));
        inside.update([](int n) { return n - 1; });
        wants[me].set(0);
    };
    Thread zero{"T0", [&] { visit(0); }};
    Thread one{"T1", [&] { visit(1); }};
    zero.join();
    one.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* inside = objectNamed(seen, "inside");
    const std::int64_t most = inside ? highestLevel(*inside) : 0;
    const bool isRight = set.choice("order") == "right";
    return {most == (isRight ? 1 : 2), Phrase{isRight ? "never two inside" : "two inside at once"},
            Phrase{"at most %1 inside", most}, longestSleepAt(seen, "T", "inside", most)};
}

}  // namespace

extern const Scenario kPeterson{
    .id = "peterson",
    .title = "Peterson's algorithm",
    .category = "Synchronisation",
    .text =
        "Who wants to go in says so, gives the other the turn, and waits while the other wants to as well "
        "and has the turn. In the wrong order (first the turn, then the wish) both get in. Watch the "
        "variable 'inside'. The pauses are made so that the wrong order fails: on two processors in each of "
        "100 runs, with pause=1 in 89, with pause=0 in 6.",
    .question = "Why does it matter which of the two writes comes first?",
    .answer =
        "With the wish first, whoever comes second sees the other's wish and waits. With the turn first, a "
        "thread can give the turn away and be held up before its wish is written: the other one sees no wish "
        "and goes in, and the first one, late, finds that the turn is its own.",
    .parameters = {{"order", "order of the two writes", 0, 0, 0, "", {"right", "wrong"}},
                   {"pause", "length of the pauses", 0, 60'000, 200, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance =
        [](const Parameters& set) { return set.choice("order") == "wrong" && set["pause"] < kSureMs; },
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

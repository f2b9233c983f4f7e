// The same work with and without switching.
#include "engine/runtime/fiber.h"
#include "engine/runtime/thread.h"
#include "engine/runtime/yield.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

// A piece of work that takes a few nanoseconds.
std::uint64_t worked(std::uint64_t seed) {
    return seed * 6364136223846793005u + 1442695040888963407u;
}

void work(const Parameters& set, const char* name, bool switches) {
    const auto life = [&set, switches] {
        volatile std::uint64_t result = 1;
        for (std::int64_t n = 0; n < set["pieces"]; ++n) {
            result = worked(result);
            if (switches)
                yield();
        }
    };
    std::vector<Fiber> fibers;
    for (int i = 0; i < 2; ++i) fibers.push_back(Fiber{name, life});
    joinAll(fibers);
}

void run(const Parameters& set) {
    Thread{"without switching", [&] { work(set, "straight", false); }}.join();
    Thread{"with switching", [&] { work(set, "yielding", true); }}.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const Duration straight = sum(stretches(seen, model::State::Running, "straight"));
    const Duration yielding = sum(stretches(seen, model::State::Running, "yielding"));
    const auto turns = std::max<std::size_t>(stretches(seen, model::State::Running, "yielding").size(), 1);
    return {turns >= 2 * set.count("pieces") && yielding > straight && straight > Duration{},
            "the same work takes more time on the CPU when it yields after each piece",
            Phrase{"%1 without, %2 with %3 turns: %4 ns a turn", straight, yielding, turns,
                   (yielding - straight).count() / static_cast<std::int64_t>(turns)},
            wholeLife(seen, "with switching")};
}

}  // namespace

extern const Scenario kYieldCost{
    .id = "yield-cost",
    .title = "What yielding costs",
    .category = "Fibers",
    .text =
        "Two fibers do a fixed amount of work, first each in one go, then yielding to the other one after "
        "every small piece. Compare the two threads: the work is the same.",
    .question = "Does switching make CPU work faster, slower, or neither?",
    .answer =
        "Slower. One thread does all the work either way, and each switch costs some dozen nanoseconds: "
        "fibers help those who wait, not those who compute.",
    .parameters = {{"pieces", "pieces of work of each fiber", 1000, 5'000'000, 100'000, ""}},
    .run = run,
    .check = check,
    .whyNotStepped = "it is about what a switch costs, and a step costs much more",
};

}  // namespace heddle::scenarios

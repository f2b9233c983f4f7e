// Two processes loop side by side; each sleeps between its lines.
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void loop(const char* name, const Parameters& set) {
    for (std::int64_t i = 1; i <= set["rounds"]; ++i) {
        print("{}: round {}", name, i);
        sleepFor(set.milliseconds("sleep"));
    }
}

void run(const Parameters& set) {
    Process a{"A", [&] { loop("A", set); }};
    Process b{"B", [&] { loop("B", set); }};
    a.join();
    b.join();
}

// Both were alive at the same time for most of the shorter one's life.
Verdict check(const model::Snapshot& seen, const Parameters&) {
    const auto a = lifeOf(seen, "A"), b = lifeOf(seen, "B");
    const Duration together = std::min(a.end, b.end) - std::max(a.begin, b.begin);
    const Duration shorter = std::min(a.length(), b.length());
    return {shorter > Duration{} && together * 2 > shorter, "both processes are alive at the same time",
            Phrase{"%1 of %2", std::max(together, Duration{}), shorter},
            overlapOf(wholeLife(seen, "A"), wholeLife(seen, "B"))};
}

}  // namespace

extern const Scenario kTwoProcesses{
    .id = "two-processes",
    .title = "Two processes side by side",
    .category = "Processes",
    .text =
        "Two child processes run the same loop: print a line, sleep, repeat. Watch that both are alive at "
        "the same time, that each is blocked nearly all of its life, and that their parent waits for them.",
    .question = "One alone needs rounds x sleep. How long do two take together?",
    .answer =
        "As long as one alone: rounds x sleep, here 5 x 100 ms. They sleep at the same time, and who sleeps "
        "needs no processor.",
    .parameters = {{"rounds", "lines that each process prints", 1, 1000, 5, ""},
                   {"sleep", "pause after each line", 0, 60'000, 100, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return set["rounds"] * set["sleep"] < kSureMs; },
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

// Four fibers sleep on one thread.
#include "engine/runtime/fiber.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

// The fibers sleep 1+1+..., 3+3+..., 5+5+... and 7+7+... units.
constexpr std::int64_t kUnits[] = {1, 3, 5, 7};

void run(const Parameters& set) {
    std::vector<Fiber> fibers;
    for (const std::int64_t units : kUnits) {
        fibers.push_back(Fiber{"fiber " + std::to_string(units), [&set, units] {
                                   for (std::int64_t i = 0; i < set["rounds"]; ++i)
                                       sleepFor(units * set.milliseconds("unit"));
                               }});
    }
    for (Fiber& fiber : fibers) fiber.join();
}

// The whole takes as long as the longest fiber, and the fibers sleep at the same time.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    Duration longest{}, sum{};
    Instant begin = Instant::max(), end = Instant::min();
    for (const std::int64_t units : kUnits) {
        const Life life = lifeOf(seen, "fiber " + std::to_string(units));
        begin = std::min(begin, life.begin);
        end = std::max(end, life.end);
        longest = std::max(longest, life.length());
        sum += life.length();
    }
    const Duration all = end > begin ? end - begin : Duration{};
    const Duration least = 7 * set["rounds"] * set.milliseconds("unit");
    return {
        longest >= least && all >= longest && all < longest + longest / 10 + std::chrono::milliseconds{100},
        "all fibers together take as long as the longest, not the sum",
        Phrase{"%1 in all; the longest %2, the sum %3", all, longest, sum}, wholeLife(seen, "fiber 7")};
}

}  // namespace

extern const Scenario kFiberSleep{
    .id = "fiber-sleep",
    .title = "Fibers that sleep",
    .category = "Fibers",
    .text =
        "Four fibers on one thread sleep over and over: 1, 3, 5 and 7 units at a time. A fiber that sleeps "
        "leaves the thread to the others. Watch that all four are blocked at once, and the thread with them.",
    .question = "One thread, four sleepers: is the total the sum of their sleeps, or the longest?",
    .answer =
        "The longest: 2 x 7 units, 1.4 s. A fiber that sleeps leaves the thread to the others, so they sleep "
        "at the same time. The sum would be 3.2 s.",
    .parameters = {{"rounds", "sleeps of each fiber", 1, 1000, 2, ""},
                   {"unit", "length of one unit of sleep", 1, 60'000, 100, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

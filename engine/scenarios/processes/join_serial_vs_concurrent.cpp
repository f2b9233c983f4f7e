// Children that are started and joined one by one, and all at once.
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    const auto work = [&] { sleepFor(set.milliseconds("work")); };
    Process serial{"one by one", [&] {
                       for (std::int64_t i = 1; i <= set["children"]; ++i) {
                           Process child{"serial " + std::to_string(i), work};
                           child.join();
                       }
                   }};
    serial.join();
    Process together{"all at once", [&] {
                         std::vector<Process> children;
                         for (std::int64_t i = 1; i <= set["children"]; ++i)
                             children.push_back(Process{"concurrent " + std::to_string(i), work});
                         for (Process& child : children) child.join();
                     }};
    together.join();
}

// One by one takes the sum, all at once nearer to the longest than to the sum.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const Duration serial = lifeOf(seen, "one by one").length(),
                   together = lifeOf(seen, "all at once").length();
    const std::size_t first = mostAtOnce(waits(seen, wire::Operation::Sleep, "serial"));
    const std::size_t then = mostAtOnce(waits(seen, wire::Operation::Sleep, "concurrent"));
    return {
        serial >= set["children"] * set.milliseconds("work") && first == 1 && then > 1 && together < serial,
        "one by one takes at least the sum; all at once is quicker",
        Phrase{"%1 one by one, %2 all at once (%3 at the same time)", serial, together, then},
        wholeLife(seen, "one by one")};
}

}  // namespace

extern const Scenario kJoinSerialVsConcurrent{
    .id = "join-serial-vs-concurrent",
    .title = "Where join() stands",
    .category = "Processes",
    .text =
        "Whoever joins each child before it starts the next one has them run one after the other. Whoever "
        "starts all and then joins all has them run at the same time. The children are the same; only the "
        "place of join() differs.",
    .question =
        "Four children that sleep 150 ms each: how long do they take one by one, and how long all at once?",
    .answer =
        "One by one the sum, 4 x 150 = 600 ms and a little more; all at once little more than one of them, "
        "for they sleep at the same time.",
    .parameters = {{"children", "children each time", 2, 200, 4, ""},
                   {"work", "what each child sleeps", 20, 60000, 150, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

// Two fibers hand their thread to each other, past a third one that is ready.
#include "engine/runtime/fiber.h"
#include "engine/runtime/print.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    std::vector<Fiber> pair;
    for (std::size_t me = 0; me < 2; ++me) {
        pair.push_back(Fiber{me == 0 ? "ping" : "pong", [&, me] {
                                 for (std::int64_t i = 0; i < set["turns"]; ++i) {
                                     print(me == 0 ? "ping" : "    pong");
                                     switchTo(pair[1 - me]);
                                 }
                             }});
    }
    const Fiber passedOver{"bystander", [] { print("bystander"); }};
    joinAll(pair);
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    auto runs = stretches(seen, model::State::Running, "p");  // of ping and pong
    std::int64_t turns = runs.empty() ? 0 : 1;
    for (std::size_t i = 1; i < runs.size(); ++i) turns += runs[i].task != runs[i - 1].task;
    const auto bystander = stretches(seen, model::State::Running, "bystander");
    // The first of the two has made its last turn when the other begins its own for the last time.
    const bool waited = !bystander.empty() && runs.size() > 1 &&
                        bystander.front().begin > lifeOf(seen, "ping").end - Duration{1};
    return {turns >= 2 * set["turns"] && waited,
            Phrase{"ping and pong take turns, %1 times each, before the bystander runs once", set["turns"]},
            Phrase{waited ? "%1 turns; the bystander had to wait" : "%1 turns; the bystander came between",
                   turns},
            longestOf(stretches(seen, model::State::Ready, "bystander"))};
}

}  // namespace

extern const Scenario kFiberSwitch{
    .id = "fiber-switch",
    .title = "Fibers that hand over",
    .category = "Fibers",
    .text =
        "Two fibers of one thread print in turn; each hands the thread to the other one by name. A third "
        "fiber is ready all the time. Watch whose turn it never is.",
    .question = "When does the bystander run, which has been ready from the beginning?",
    .answer =
        "Only when one of the two has come to its end. An explicit hand-over goes past the line of those "
        "that are ready: fibers are scheduled by the program itself, and it can be as unfair as it likes.",
    .parameters = {{"turns", "turns of each of the two", 1, 1'000'000, 5, ""}},
    .run = run,
    .check = check,
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

// A result is waited for with a time limit, and is not there in time.
#include "engine/runtime/pool.h"
#include "engine/runtime/print.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    ThreadPool pool{1, "worker"};
    Thread impatient{"impatient", [&] {
                         const auto result = pool.applyAsync([&] {
                             sleepFor(set.milliseconds("work"));
                             return 42;
                         });
                         result.named("result");
                         if (!result.waitFor(set.milliseconds("limit")))
                             print("not there in time");
                         print("the result is {}", result.get());
                     }};
}

// The first wait was over before the result was there, a second one came to it.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::vector<Stretch> both = waits(seen, wire::Operation::WaitFuture, "impatient");
    const auto done = reached(seen, "result", wire::FutureStatus::Done);
    if (set["work"] < set["limit"])
        return {done && both.size() <= 1, "the result is there before the time limit",
                Phrase{"%1 waits", both.size()}};
    const bool isGivenUp = done && both.size() >= 2 && both.front().end < *done;
    return {isGivenUp, "the wait ends before the work does, and the result comes all the same",
            isGivenUp ? Phrase{"%1 waits; the first one ended %2 before the work", both.size(),
                               *done - both.front().end}
            : done    ? Phrase{"%1 waits; the first one ended with the work", both.size()}
                      : Phrase{"no result"},
            firstOf(both)};
}

}  // namespace

extern const Scenario kPoolTimeout{
    .id = "pool-timeout",
    .title = "A result that is late",
    .category = "Pools and futures",
    .text =
        "A thread gives work to a pool and waits for its result, but no longer than its time limit. When the "
        "limit has passed it goes on without a result: the work itself is not disturbed. Then it waits "
        "again, as long as it takes.",
    .question = "When the time limit has passed, is the work stopped?",
    .answer =
        "No, only the waiting is over. The worker goes on, and the result is there for whoever asks later.",
    .parameters = {{"work", "length of the work", 1, 60'000, 500, "ms"},
                   {"limit", "time limit of the wait", 1, 60'000, 150, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return std::abs(set["work"] - set["limit"]) < kSureMs; },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

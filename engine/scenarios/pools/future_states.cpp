// Everything that can become of a future.
#include "engine/model/snapshot.h"
#include "engine/runtime/event.h"
#include "engine/runtime/pool.h"
#include "engine/scenarios/observed.h"
#include "engine/scenarios/scenario.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    ThreadPool pool{1, "worker"};
    Event begun{"begun"};
    const auto first = pool.applyAsync([&] {
        begun.set();
        sleepFor(set.milliseconds("work"));
        return 1;
    });
    const auto second = pool.applyAsync([] { return 2; });
    const auto third = pool.applyAsync([]() -> int { throw std::runtime_error{"no result"}; });
    first.named("first"), second.named("second"), third.named("third");
    third.whenOver([](const Future<int>&) { std::printf("the third one is over\n"); });
    begun.wait();
    std::printf("cancel the first, which runs: %s\n", first.cancel() ? "done" : "refused");
    std::printf("cancel the second, which is pending: %s\n", second.cancel() ? "done" : "refused");
    std::printf("the first in half its time: %s\n",
                first.waitFor(set.milliseconds("work") / 2) ? "there" : "not there");
    std::printf("the first: %d\n", first.get());
    std::printf("the third: %s\n", third.exception() ? "an exception" : "a result");
}

Verdict check(const model::Snapshot& seen, const Parameters&) {
    using enum wire::FutureStatus;
    const auto path = [&](std::string_view name) {
        std::string words;
        for (const auto& [status, word] :
             {std::pair{Pending, "pending "}, std::pair{Running, "running "}, std::pair{Done, "done"},
              std::pair{Failed, "failed"}, std::pair{Cancelled, "cancelled"}})
            words += reached(seen, name, status) ? word : "";
        return words;
    };
    const std::string first = path("first"), second = path("second"), third = path("third");
    return {
        first.ends_with("running done") && second == "pending cancelled" && third.ends_with("running failed"),
        "the first is done, the second cancelled, the third failed",
        "first: " + first + "; second: " + second + "; third: " + third};
}

}  // namespace

extern const Scenario kFutureStates;
const Scenario kFutureStates{
    .id = "future-states",
    .title = "The states of a future",
    .category = "Pools and futures",
    .text =
        "A pool with one worker is given three pieces of work. The first runs: it cannot be cancelled, and "
        "its result is not there after half its time. The second still waits: it is cancelled and never "
        "runs. The third throws: its future carries the exception to whoever asks.",
    .question = "Which of the three futures can be cancelled: the one that runs, or those that wait?",
    .parameters = {{"work", "length of the first piece of work", 20, 60'000, 400, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

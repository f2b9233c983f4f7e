// Everything that can become of a future.
#include "engine/runtime/event.h"
#include "engine/runtime/pool.h"
#include "engine/runtime/print.h"
#include "engine/scenarios/scenario_parts.h"

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
    third.whenOver([](const Future<int>&) { print("the third one is over"); });
    begun.wait();
    print("cancel the first, which runs: {}", first.cancel() ? "done" : "refused");
    print("cancel the second, which is pending: {}", second.cancel() ? "done" : "refused");
    print("the first in half its time: {}",
          first.waitFor(set.milliseconds("work") / 2) ? "there" : "not there");
    print("the first: {}", first.get());
    print("the third: {}", third.exception() ? "an exception" : "a result");
}

Verdict check(const model::Snapshot& seen, const Parameters&) {
    using enum wire::FutureStatus;
    const auto path = [&](std::string_view name) {
        Phrase words;
        for (const auto& [status, word] :
             {std::pair{Pending, "pending"}, std::pair{Running, "running"}, std::pair{Done, "done"},
              std::pair{Failed, "failed"}, std::pair{Cancelled, "cancelled"}}) {
            if (reached(seen, name, status))
                words = words.isEmpty() ? Phrase{word} : Phrase{"%1 %2", words, Phrase{word}};
        }
        return words;
    };
    const Phrase first = path("first"), second = path("second"), third = path("third");
    return {first.text().ends_with("running done") && second.text() == "pending cancelled" &&
                third.text().ends_with("running failed"),
            "the first is done, the second cancelled, the third failed",
            Phrase{"first: %1; second: %2; third: %3", first, second, third},
            longestOf(waits(seen, wire::Operation::Sleep, "worker"))};
}

}  // namespace

extern const Scenario kFutureStates{
    .id = "future-states",
    .title = "The states of a future",
    .category = "Pools and futures",
    .text =
        "A pool with one worker is given three pieces of work. The first runs: it cannot be cancelled, and "
        "its result is not there after half its time. The second still waits: it is cancelled and never "
        "runs. The third throws: its future carries the exception to whoever asks.",
    .question = "Which of the three futures can be cancelled: the one that runs, or those that wait?",
    .answer =
        "Those that wait. To cancel the first one is refused, for it runs already; the second has not begun, "
        "and now it never will.",
    .parameters = {{"work", "length of the first piece of work", 20, 60'000, 400, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

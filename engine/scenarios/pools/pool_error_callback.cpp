// One piece of work fails; an error callback tells of it, and the pool goes on.
#include "engine/runtime/pool.h"
#include "engine/runtime/print.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

std::int64_t divide(std::int64_t by) {
    if (by == 0)
        throw std::runtime_error{"division by zero"};
    return 100 / by;
}

void run(const Parameters& set) {
    ThreadPool pool{set.count("workers"), "worker"};
    const auto callback = [](std::int64_t result) { print("result {}", result); };
    const auto failed = [](const std::exception_ptr& error) {
        try {
            std::rethrow_exception(error);
        } catch (const std::exception& exception) {
            print("failed: {}", exception.what());
        }
    };
    for (std::int64_t i = 1; i <= set["tasks"]; ++i) {
        const auto work = [&set, i] {
            sleepFor(set.milliseconds("work"));
            return divide(i - 3);
        };
        pool.applyAsync(work, callback, failed).named("task " + std::to_string(i));
    }
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::int64_t done = endedIn(seen, "task", set["tasks"], wire::FutureStatus::Done);
    const std::int64_t failed = endedIn(seen, "task", set["tasks"], wire::FutureStatus::Failed);
    const auto third = reached(seen, "task 3", wire::FutureStatus::Failed);
    return {failed == 1 && done == set["tasks"] - 1 && third, "the third piece fails, all others are done",
            Phrase{"%1 done, %2 failed", done, failed},
            third ? firstAfter(waits(seen, wire::Operation::Sleep, "worker"), *third) : std::nullopt};
}

}  // namespace

extern const Scenario kPoolErrorCallback{
    .id = "pool-error-callback",
    .title = "Work that fails",
    .category = "Pools and futures",
    .text =
        "The third piece of work divides by zero and throws. Its worker catches the exception, calls the "
        "error callback instead of the callback, and takes the next piece. Watch that no worker ends.",
    .question = "An exception leaves the third piece of work. Does its worker do any more work?",
    .answer =
        "Yes: it catches the exception, calls the error callback and takes the next piece. Four of the five "
        "are done, one has failed.",
    .parameters = {{"workers", "workers in the pool", 1, 1000, 1, ""},
                   {"tasks", "pieces of work", 3, 10'000, 5, ""},
                   {"work", "length of one piece of work", 0, 60'000, 100, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

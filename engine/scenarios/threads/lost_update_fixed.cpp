// Threads read a shared number, pause, and write back one less, under a lock.
#include "engine/runtime/expect.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/print.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    SharedVariable money{static_cast<std::int32_t>(set["money"]), "money"};
    Mutex lock{"lock"};
    const auto takeOne = [&] {
        lock.lock();
        const std::int32_t found = money.get();
        sleepFor(set.milliseconds("pause"));
        money.set(found - 1);
        lock.unlock();
    };
    std::vector<Thread> threads;
    for (std::int64_t i = 1; i <= set["threads"]; ++i)
        threads.push_back(Thread{"T" + std::to_string(i), takeOne});
    for (Thread& thread : threads) thread.join();
    const std::int32_t left = money.get();
    print("money is {} now", left);
    expect(left == set["money"] - set["threads"], "every thread took one away");
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* money = objectNamed(seen, "money");
    const std::int64_t correct = set["money"] - set["threads"];
    return {money && money->level == correct, Phrase{"%1 is left: nothing was lost", correct},
            money ? Phrase{"%1 is left", money->level} : Phrase{"nothing"},
            longestOf(waits(seen, wire::Operation::Lock, "T"))};
}

}  // namespace

extern const Scenario kLostUpdateFixed{
    .id = "lost-update-fixed",
    .title = "Lost updates, mended",
    .category = "Threads",
    .text =
        "Each thread reads the shared number, pauses, and writes back one less, and holds the lock from "
        "before the read until after the write. Watch that between a read and its write no other thread "
        "reads: all stand in line for the lock. What it costs: the pauses come one after the other.",
    .question = "100 threads each take one from 100, under a lock. What is left, and how long does it take?",
    .answer =
        "0: nothing is lost. It takes at least 100 x 5 ms, half a second: the pauses lie under the lock and "
        "come one after the other.",
    .parameters = {{"threads", "threads that each take one away", 2, 10'000, 100, ""},
                   {"money", "the number at the start", 0, 1'000'000, 100, ""},
                   {"pause", "time between read and write", 0, 60'000, 5, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

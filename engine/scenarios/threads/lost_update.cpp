// Threads read a shared number, pause, and write back one more: updates get lost.
#include "engine/model/snapshot.h"
#include "engine/runtime/expect.h"
#include "engine/runtime/print.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/observed.h"
#include "engine/scenarios/scenario.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    SharedVariable money{static_cast<std::int32_t>(set["money"]), "money"};
    std::vector<Thread> threads;
    for (std::int64_t i = 1; i <= set["threads"]; ++i) {
        threads.emplace_back("T" + std::to_string(i), [&] {
            const std::int32_t found = money.get();
            sleepFor(set.milliseconds("pause"));
            money.set(found - 1);
        });
    }
    for (Thread& thread : threads) thread.join();
    const std::int32_t left = money.get();
    print("money is {} now", left);
    expect(left == set["money"] - set["threads"], "every thread took one away");
}

// Every thread took one away. If nothing was lost, `money` - `threads` would be left.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* money = objectNamed(seen, "money");
    const std::int64_t correct = set["money"] - set["threads"];
    return {money && money->level > correct, Phrase{"more than %1 is left: updates were lost", correct},
            money ? Phrase{"%1 is left, %2 of %3 updates were lost", money->level, money->level - correct,
                           set["threads"]}
                  : Phrase{"nothing"},
            longestOf(waits(seen, wire::Operation::Sleep, "T"))};
}

}  // namespace

extern const Scenario kLostUpdate;
const Scenario kLostUpdate{
    .id = "lost-update",
    .title = "Lost updates",
    .category = "Threads",
    .text =
        "Each thread reads the shared number, pauses, and writes back one less. Between a thread's read and "
        "its write the others read the same old value, so nearly all updates are lost. Watch the reads pile "
        "up before the first write.",
    .question = "100 threads each take one from 100. What is left?",
    .answer =
        "Nearly always 99. All threads read 100 before the first one writes, so each of them writes 99. Only "
        "0 would be right.",
    .parameters = {{"threads", "threads that each take one away", 2, 10'000, 100, ""},
                   {"money", "the number at the start", 0, 1'000'000, 100, ""},
                   {"pause", "time between read and write", 0, 60'000, 200, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return set["pause"] < kSureMs; },
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

// Threads read a shared number, pause, and write back one more: updates get lost.
#include <set>

#include "engine/model/step_time.h"
#include "engine/runtime/expect.h"
#include "engine/runtime/print.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    SharedVariable money{static_cast<std::int32_t>(set["money"]), "money"};
    const auto takeOne = [&] {
        const std::int32_t found = money.get();
        sleepFor(set.milliseconds("pause"));
        money.set(found - 1);
    };
    std::vector<Thread> threads;
    for (std::int64_t i = 1; i <= set["threads"]; ++i)
        threads.push_back(Thread{"T" + std::to_string(i), takeOne});
    threads.clear();  // joins them
    const std::int32_t left = money.get();
    print("money is {} now", left);
    expect(left == set["money"] - set["threads"], "every thread took one away");
}

// Whether each change is to one less than a number that stood there before, which a thread can have read.
bool followFromReads(const model::ObjectInfo& money) {
    std::set<std::int64_t> before;
    bool follow = true;
    for (std::size_t i = 0; i < money.levels.size(); before.insert(money.levels[i++].level))
        follow = follow && (i == 0 || before.contains(money.levels[i].level + 1));
    return follow;
}

// Each thread took one away; main reads what is left. If nothing was lost, `money` - `threads` would be left.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* money = objectNamed(seen, "money");
    const std::int64_t threads = set["threads"], correct = set["money"] - threads;
    const std::vector<Stretch> pauses = waits(seen, wire::Operation::Sleep, "T");
    const bool didAll = money && money->reads == set.count("threads") + 1 &&
                        money->writes == set.count("threads") &&
                        (model::isInSteps(seen) || tasksIn(pauses) == set.count("threads"));
    return {didAll && followFromReads(*money) && money->level > correct,
            Phrase{"each thread reads, pauses and writes one less, and more than %1 is left", correct},
            money ? Phrase{"%1 is left after %2 reads and %3 writes: %4 of %5 updates were lost",
                           money->level, money->reads, money->writes, money->level - correct, threads}
                  : Phrase{"nothing"},
            mostMetOf(pauses)};
}

}  // namespace

extern const Scenario kLostUpdate{
    .id = "lost-update",
    .title = "Lost updates",
    .category = "Threads",
    .text =
        "Each thread reads the shared number, pauses, and writes back one less. Meanwhile the others read "
        "the old value too, so nearly all updates are lost. Watch the reads pile up before the first write.",
    .question = "100 threads each take one from 100. What is left?",
    .answer =
        "99, in each of 100 runs on two processors: all threads read 100 before the first one writes. Only 0 "
        "would be right. With pause=0 from 1 to 58 were left; of two threads without a pause one update was "
        "lost in 69 of 100 runs.",
    .parameters = {{"threads", "threads that each take one away", 2, 10'000, 100, ""},
                   {"money", "the number at the start", 0, 1'000'000, 100, ""},
                   {"pause", "time between read and write", 0, 60'000, 200, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return set["pause"] < kSureMs; },
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

// Three smokers each lack two of three things; an agent lays two of them on the table.
#include "engine/runtime/condition.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

constexpr std::int32_t kNothing = 0, kTheEnd = -1;  // 1, 2, 3: what that smoker lacks lies there

void run(const Parameters& set) {
    Mutex lock{"lock"};
    Condition changed{"changed"};
    SharedVariable table{kNothing, "table"};
    auto lay = [&](std::int32_t things) {
        lock.lock();
        changed.wait(lock, [&] { return table.get() == kNothing; });
        table.set(things);
        changed.notifyAll();
        lock.unlock();
    };
    auto smoke = [&](std::int32_t mine) {
        for (std::int32_t there = kNothing; there != kTheEnd;) {
            lock.lock();
            changed.wait(lock, [&] { return (there = table.get()) == mine || there == kTheEnd; });
            if (there == mine) {
                table.set(kNothing);
                changed.notifyAll();
            }
            lock.unlock();
            sleepFor(set.milliseconds("smoke"));
        }
    };
    std::vector<Thread> smokers;
    for (std::int32_t i = 1; i <= 3; ++i)
        smokers.push_back(Thread{"smoker " + std::to_string(i), [&, i] { smoke(i); }});
    for (std::int32_t round = 0; round < set["cigarettes"]; ++round) lay(1 + (round * 2) % 3);
    lay(kTheEnd);
    for (Thread& smoker : smokers) smoker.join();
}

// Between two things laid the table was empty.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* table = objectNamed(seen, "table");
    std::int64_t taken = 0, onTop = 0;
    for (std::size_t i = 1; table && i < table->levels.size(); ++i) {
        const std::int64_t before = table->levels[i - 1].level, now = table->levels[i].level;
        taken += before > kNothing && now == kNothing;
        onTop += before != kNothing && now != kNothing;
    }
    return {taken == set["cigarettes"] && onTop == 0,
            Phrase{"%1 cigarettes, the table empty in between", set["cigarettes"]},
            Phrase{"%1 cigarettes", taken},
            longestOf(waits(seen, wire::Operation::WaitCondition, "smoker "))};
}

}  // namespace

extern const Scenario kCigaretteSmokers{
    .id = "cigarette-smokers",
    .title = "Cigarette smokers",
    .category = "Synchronisation",
    .text =
        "The agent lays what one smoker lacks on the table and tells all. All wake up, one finds what it "
        "needs, the others wait again. Watch three go on and two of them stop at once.",
    .question = "Why must the agent tell all of them, and not only one?",
    .answer = "If only one were told, it could be one who lacks something else: nobody would go on.",
    .parameters = {{"cigarettes", "cigarettes in all", 1, 10'000, 9, ""},
                   {"smoke", "time to smoke one", 0, 60'000, 60, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

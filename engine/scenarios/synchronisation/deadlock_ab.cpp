// Half of the threads lock A then B, the other half B then A.
#include "engine/runtime/mutex.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Mutex a{"A"}, b{"B"};
    auto first = [&] {
        a.lock();
        sleepFor(set.milliseconds("hold"));
        b.lock();
        b.unlock();
        a.unlock();
    };
    auto second = [&] {
        b.lock();
        sleepFor(set.milliseconds("hold"));
        a.lock();
        a.unlock();
        b.unlock();
    };
    std::vector<Thread> threads;
    for (std::int64_t i = 1; i <= set["threads"]; ++i)
        threads.push_back(Thread{"Thread-" + std::to_string(i), i % 2 == 1 ? Body{first} : Body{second}});
    for (Thread& thread : threads) thread.join();
}

Verdict check(const model::Snapshot& seen, const Parameters&) {
    const model::Deadlock* deadlock = deadlockIn(seen);
    std::string circle;
    for (const TaskId task : deadlock ? deadlock->tasks : std::vector<TaskId>{})
        circle += (circle.empty() ? "" : ", ") + seen.nameOf(task);
    return {deadlock && deadlock->tasks.size() == 2, "two threads wait for each other, for ever",
            deadlock ? Phrase{"they wait for each other: %1", circle} : Phrase{"no deadlock"},
            firstDeadlock(seen)};
}

}  // namespace

extern const Scenario kDeadlockAb{
    .id = "deadlock-ab",
    .title = "Deadlock A/B",
    .category = "Synchronisation",
    .text =
        "Every other thread locks A and then B, the rest B and then A. As soon as one holds A and one holds "
        "B, neither can go on, and all the others stand in line behind them. The run is ended by its time "
        "limit.",
    .question = "Which two threads hold the locks in the end, and who waits for which?",
    .answer =
        "An odd thread holds A and waits for B, an even one holds B and waits for A; who comes first decides "
        "which two. All others wait behind them for their first lock. It came in each of 100 runs on two "
        "processors; with hold=0 in 15, with hold=0 and two threads in 1.",
    .parameters = {{"threads", "threads, of both kinds in turn", 2, 1000, 10, ""},
                   {"hold", "time between the first lock and the second", 0, 60'000, 200, "ms"}},
    .run = run,
    .check = check,
    .standsStill = [](const Parameters&) { return true; },
    .endsAfter = [](const Parameters& set) { return set.milliseconds("hold") + std::chrono::seconds{2}; },
    .isUpToChance = [](const Parameters& set) { return set["hold"] < kSureMs; },
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

// All threads lock A before B.
#include "engine/runtime/mutex.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Mutex a{"A"}, b{"B"};
    const auto lockBoth = [&] {
        a.lock();
        sleepFor(set.milliseconds("hold"));
        b.lock();
        b.unlock();
        a.unlock();
    };
    std::vector<Thread> threads;
    for (std::int64_t i = 1; i <= set["threads"]; ++i)
        threads.push_back(Thread{"Thread-" + std::to_string(i), lockBoth});
    for (Thread& thread : threads) thread.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo *a = objectNamed(seen, "A"), *b = objectNamed(seen, "B");
    const auto wanted = static_cast<std::uint64_t>(set["threads"]);
    const std::uint64_t gotA = a ? a->acquisitions : 0, gotB = b ? b->acquisitions : 0;
    return {!deadlockIn(seen) && gotA == wanted && gotB == wanted,
            Phrase{"all %1 threads get both locks", wanted}, Phrase{"%1 got A, %2 got B", gotA, gotB},
            longestOf(waits(seen, wire::Operation::Lock, "Thread-"))};
}

}  // namespace

extern const Scenario kDeadlockAbFixed{
    .id = "deadlock-ab-fixed",
    .title = "Deadlock A/B, mended",
    .category = "Synchronisation",
    .text =
        "The same two locks, but every thread takes A first. Who holds B needs nothing more, so a circle of "
        "waits cannot close. Watch the threads stand in line for A, one behind the other; nobody ever waits "
        "for B.",
    .question = "Which of the four conditions of a deadlock is gone?",
    .answer =
        "The circular wait. Who waits for B has A already, and who has B waits for nothing: the circle "
        "cannot close.",
    .parameters = {{"threads", "threads", 2, 1000, 10, ""},
                   {"hold", "time between the first lock and the second", 0, 60'000, 20, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

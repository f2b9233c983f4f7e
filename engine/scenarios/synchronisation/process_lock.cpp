// Two processes, one lock.
#include "engine/runtime/mutex.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Mutex lock{"L"};
    const auto work = [&](const char* name) {
        for (std::int64_t round = 1; round <= set["rounds"]; ++round) {
            lock.lock();
            print("{} is inside, round {}", name, round);
            sleepFor(set.milliseconds("inside"));
            lock.unlock();
        }
    };
    Process first{"first", [&] { work("first"); }};
    Process second{"second", [&] { work("second"); }};
    first.join();
    second.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* lock = objectNamed(seen, "L");
    const auto wanted = static_cast<std::uint64_t>(2 * set["rounds"]);
    const bool alone = lock && isHeldAlone(*lock, 1);
    return {alone && lock->acquisitions == wanted && tasksOf(seen, wire::TaskKind::Process) == 3,
            Phrase{"two processes take the lock %1 times in all, never both at once", wanted},
            Phrase{alone ? "%1 times, one at a time" : "%1 times", lock ? lock->acquisitions : 0},
            longestOf(waits(seen, wire::Operation::Lock, ""))};
}

}  // namespace

extern const Scenario kProcessLock{
    .id = "process-lock",
    .title = "Two processes, one lock",
    .category = "Synchronisation",
    .text =
        "Processes share no memory of their own, but the lock L lies where both can reach it. Whoever is "
        "inside keeps the other one out, as between threads. Watch the lock go from hand to hand.",
    .question =
        "Both processes want the lock again as soon as they have given it back. Can one keep it for ever?",
    .answer = "No: unlock() hands the lock to whoever stands first in line, so they take turns.",
    .parameters = {{"rounds", "times that each takes the lock", 1, 10'000, 5, ""},
                   {"inside", "time spent inside", 0, 60'000, 60, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

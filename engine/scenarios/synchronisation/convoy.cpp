// One thread is held up while it has the lock, and all others pile up behind it.
#include "engine/runtime/mutex.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Mutex lock{"L"};
    const auto work = [&](bool isSlow) {
        for (std::int64_t round = 1; round <= set["rounds"]; ++round) {
            sleepFor(set.milliseconds("apart"));
            lock.lock();
            const bool isHeldUp = isSlow && round == 2;
            sleepFor(set.milliseconds(isHeldUp ? "stop" : "inside"));
            lock.unlock();
        }
    };
    std::vector<Thread> threads;
    for (std::int64_t i = 1; i <= set["threads"]; ++i)
        threads.push_back(Thread{"T" + std::to_string(i), [&, i] { work(i == 1); }});
    for (Thread& thread : threads) thread.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* lock = objectNamed(seen, "L");
    const auto wanted = static_cast<std::uint64_t>(set["threads"] * set["rounds"]);
    const auto longest = static_cast<std::uint64_t>(set["threads"] - 1);
    const bool alone = lock && isHeldAlone(*lock, 1);
    return {alone && lock->acquisitions == wanted && lock->maxWaiters == longest,
            Phrase{"all %1 others stand in line behind the one that is held up", longest},
            Phrase{"at most %1 in line, %2 of %3 locks after a wait", lock ? lock->maxWaiters : 0,
                   lock ? lock->contended : 0, lock ? lock->acquisitions : 0},
            longestOf(waits(seen, wire::Operation::Lock, "T"))};
}

}  // namespace

extern const Scenario kConvoy{
    .id = "convoy",
    .title = "A convoy behind a lock",
    .category = "Synchronisation",
    .text =
        "The threads need the lock L seldom and for a short time, so hardly anybody waits. In its second "
        "round T1 is held up while it holds the lock: a page fault, a slow disk. All others come to the "
        "lock meanwhile and wait. Watch the line form, and how it goes on after T1 has let go.",
    .question = "T1 is held up once. When the lock is free again, does everything go on as before?",
    .answer =
        "Not at once: the others stand in line now, each is handed the lock in turn, and comes back while "
        "the rest still waits. They travel as a convoy until chance breaks it up.",
    .parameters = {{"threads", "threads", 2, 500, 6, ""},
                   {"rounds", "rounds of each", 2, 1000, 4, ""},
                   {"apart", "work without the lock", 1, 10'000, 60, "ms"},
                   {"inside", "work with the lock", 0, 10'000, 5, "ms"},
                   {"stop", "how long T1 is held up", 1, 60'000, 600, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance =
        [](const Parameters& set) {
            return set["stop"] - set["apart"] - set["threads"] * set["inside"] < kSureMs;
        },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

// To make threads take turns one can join each at once, or lock what they really share.
#include "engine/runtime/mutex.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Mutex mutex{"M"};
    const auto work = [&] {
        sleepFor(set.milliseconds("apart"));  // nobody else is concerned
        mutex.lock();
        sleepFor(set.milliseconds("shared"));
        mutex.unlock();
    };
    Thread{"all serial",
           [&] {
               for (std::int64_t i = 1; i <= set["threads"]; ++i)
                   Thread{"joined " + std::to_string(i), work}.join();
           }}
        .join();
    Thread{"part serial",
           [&] {
               std::vector<Thread> threads;
               for (std::int64_t i = 1; i <= set["threads"]; ++i)
                   threads.push_back(Thread{"locked " + std::to_string(i), work});
           }}
        .join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const Duration all = lifeOf(seen, "all serial").length(), part = lifeOf(seen, "part serial").length();
    const Duration apart = set.milliseconds("apart"), shared = set.milliseconds("shared");
    const model::ObjectInfo* mutex = objectNamed(seen, "M");
    const bool isFaster = set["threads"] == 1 || apart.count() == 0 || part < all;
    return {mutex && isHeldAlone(*mutex, 1) && all >= set["threads"] * (apart + shared) &&
                part >= apart + set["threads"] * shared && isFaster,
            Phrase{"with joins %1 times the whole work, with the mutex only the shared part one by one",
                   set["threads"]},
            Phrase{"%1 with joins, %2 with the mutex", all, part}, wholeLife(seen, "part serial")};
}

}  // namespace

extern const Scenario kJoinVsMutex{
    .id = "join-vs-mutex",
    .title = "Join at once, or lock",
    .category = "Synchronisation",
    .text =
        "Each thread works alone for a while, and then with what all share. First each thread is joined "
        "before the next one starts: everything is serial. Then all start, and a mutex guards the shared "
        "part: only that is serial. Compare the two halves of the timeline.",
    .question = "Both ways keep the shared part safe. How much faster is the second one?",
    .answer = "By what the threads do apart: that overlaps now. The shared part still is done one by one.",
    .parameters = {{"threads", "threads of each half", 1, 500, 4, ""},
                   {"apart", "work of each that is its own", 0, 60'000, 120, "ms"},
                   {"shared", "work of each with what all share", 0, 60'000, 40, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

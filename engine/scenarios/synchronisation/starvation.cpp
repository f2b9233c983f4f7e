// A job waits and waits, because more important ones keep coming.
#include "engine/runtime/queue.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

constexpr std::int64_t kUrgent = 1, kHumble = 2;  // the smaller number goes first

void run(const Parameters& set) {
    PriorityQueue<std::int64_t> jobs{4, "jobs"};
    Semaphore isAskedAgain{0, "next job is there"}, isDone{0, "humble job is done"};
    jobs.put(kHumble);
    jobs.put(kUrgent);
    Thread clerk{"clerk", [&] {
                     for (std::int64_t served = 0; served <= set["urgent"]; ++served) {
                         const std::int64_t job = jobs.get();
                         sleepFor(set.milliseconds("work"));
                         if (job == kHumble)
                             isDone.release();
                         else
                             isAskedAgain.acquire();
                     }
                 }};
    Thread hasty{"hasty", [&] {  // hands in the next job while the clerk works on the one before
                     for (std::int64_t job = 2; job <= set["urgent"] + 1; ++job) {
                         if (job <= set["urgent"])
                             jobs.put(kUrgent);
                         isAskedAgain.release();
                     }
                 }};
    Thread patient{"patient", [&] { isDone.acquire(); }};
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const auto waited = waits(seen, wire::Operation::Acquire, "patient");
    const Duration least = set["urgent"] * set.milliseconds("work");
    const Duration length = waited.empty() ? Duration{} : waited.front().end - waited.front().begin;
    const model::ObjectInfo* jobs = objectNamed(seen, "jobs");
    const std::int64_t served = jobs ? putsAndTakes(*jobs).second : 0;
    // The patient one may come to its wait a little late.
    return {served == set["urgent"] + 1 && length * 2 > least,
            Phrase{"the humble job, the first in the queue, is done after %1 urgent ones", set["urgent"]},
            Phrase{"%1 jobs were done; the patient thread waited %2", served, length}, firstOf(waited)};
}

}  // namespace

extern const Scenario kStarvation{
    .id = "starvation",
    .title = "Starvation",
    .category = "Synchronisation",
    .text =
        "A clerk does jobs in the order of their priority. The humble job was there first. But whenever the "
        "clerk has done an urgent one, the hasty thread has handed in the next. Nobody does anything "
        "wrong, nothing is deadlocked, and yet the patient thread does not get on.",
    .question = "If the hasty thread never stopped, when would the humble job be done?",
    .answer =
        "Never. Priority alone is not fair: schedulers let a job that waits grow more important (aging).",
    .parameters = {{"urgent", "urgent jobs in all", 1, 10'000, 12, ""},
                   {"work", "that each job takes", 1, 10'000, 40, "ms"}},
    .run = run,
    .check = check,
    // The patient one might come when all is done.
    .isUpToChance = [](const Parameters& set) { return set["urgent"] * set["work"] < kSureMs; },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

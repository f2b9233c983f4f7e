// A producer waits until all its items have been worked off.
#include "engine/runtime/joinable_queue.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    JoinableQueue<std::int64_t> jobs{set.count("jobs"), "jobs"};
    const auto workOff = [&] {
        while (jobs.get() != 0) {
            sleepFor(set.milliseconds("work"));
            jobs.taskDone();
        }
        jobs.taskDone();  // 0 is the word to end
    };
    std::vector<Process> workers;
    for (std::int64_t w = 1; w <= set["workers"]; ++w)
        workers.push_back(Process{"worker " + std::to_string(w), workOff});
    Process producer{"producer", [&] {
                         for (std::int64_t job = 1; job <= set["jobs"]; ++job) jobs.put(job);
                         jobs.join();
                         print("all jobs are done");
                         for (std::int64_t w = 1; w <= set["workers"]; ++w) jobs.put(0);
                     }};
}

// The producer did not go on before the last job was worked off.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::vector<Stretch> work = waits(seen, wire::Operation::Sleep, "worker");
    const std::vector<Stretch> joined = waits(seen, wire::Operation::WaitCondition, "producer");
    const model::ObjectInfo* left = objectNamed(seen, "jobs unfinished");
    Instant lastWork{};
    for (const Stretch& stretch : work) lastWork = std::max(lastWork, stretch.end);
    const bool hasWaited = !joined.empty() && joined.back().end >= lastWork;
    return {work.size() == set.count("jobs") && hasWaited && left && left->level == 0,
            Phrase{"the producer waits until all %1 jobs are done", set["jobs"]},
            Phrase{hasWaited ? "%1 jobs done; the producer waited for the last one"
                             : "%1 jobs done; the producer did not wait for the last one",
                   work.size()},
            longestOf(joined)};
}

}  // namespace

extern const Scenario kJoinableQueue{
    .id = "joinable-queue",
    .title = "A queue that can be joined",
    .category = "Queues",
    .text =
        "Workers say of each job that they have done with it, not only that they have taken it. join() waits "
        "for that: an empty queue alone does not mean that the work is done. Watch the number of unfinished "
        "jobs, and the producer.",
    .question = "When the queue is empty, are all jobs done?",
    .answer =
        "No. The last ones have been taken, but are still worked on. join() waits until every job was said "
        "to be done.",
    .parameters = {{"jobs", "jobs in all", 1, 10000, 6, ""},
                   {"workers", "worker processes", 1, 100, 2, ""},
                   {"work", "time for one job", 1, 60000, 100, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return mayMissASleep(set["work"], set["workers"]); },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

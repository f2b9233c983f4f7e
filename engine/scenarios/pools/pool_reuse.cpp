// Many pieces of work on few processes: the same ones over and over.
#include <unistd.h>

#include "engine/runtime/print.h"
#include "engine/runtime/process_pool.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    ProcessPool pool{set.count("workers"), "worker"};
    std::vector<Future<long>> pids;
    for (std::int64_t i = 1; i <= set["tasks"]; ++i) {
        pids.push_back(pool.applyAsync([length = set.milliseconds("work")] {
            sleepFor(length);
            return static_cast<long>(::getpid());
        }));
    }
    for (const Future<long>& pid : pids) print("done by process {}", pid.get());
}

// The process that makes the pool counts too.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::vector<Stretch> work = waits(seen, wire::Operation::Sleep, "worker");
    const std::size_t processes = tasksOf(seen, wire::TaskKind::Process);
    return {work.size() == set.count("tasks") && processes == set.count("workers") + 1 &&
                tasksIn(work) <= set.count("workers"),
            Phrase{"%1 pieces of work, and never more than %2 workers", set["tasks"], set["workers"]},
            Phrase{"%1 pieces of work by %2 of %3 workers", work.size(), tasksIn(work), processes - 1},
            wholeOf(work)};
}

}  // namespace

extern const Scenario kPoolReuse{
    .id = "pool-reuse",
    .title = "Workers are used again",
    .category = "Pools and futures",
    .text =
        "A pool of five processes does twenty pieces of work. A process costs much more to start than to use "
        "again: watch that there are only five workers from beginning to end, and that each does several "
        "pieces.",
    .question = "Twenty pieces of work, five workers: how many different process ids are printed?",
    .answer =
        "Five at the most, however many pieces there are: each worker is one process, and does piece after "
        "piece.",
    .parameters = {{"workers", "processes in the pool", 1, 100, 5, ""},
                   {"tasks", "pieces of work", 1, 4000, 20, ""},
                   {"work", "length of one piece of work", 1, 60000, 50, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return mayMissASleep(set["work"], set["workers"]); },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

// Two ways to end a pool: close it and join it, or terminate it.
#include "engine/runtime/pool.h"
#include "engine/runtime/print.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void give(ThreadPool& pool, const std::string& name, const Parameters& set) {
    for (std::int64_t i = 1; i <= set["tasks"]; ++i)
        pool.applyAsync([&set] { sleepFor(set.milliseconds("work")); }).named(name + " " + std::to_string(i));
}

void run(const Parameters& set) {
    ThreadPool first{set.count("workers"), "first"};
    give(first, "closed", set);
    first.close();  // what was given is done, but nothing more is taken
    try {
        first.apply([] {});
    } catch (const PoolClosed& refusal) {
        print(refusal.what());
    }
    first.join();

    ThreadPool second{set.count("workers"), "second"};
    give(second, "terminated", set);
    sleepFor(set.milliseconds("work") / 2);
    second.terminate();  // what has begun is ended, the rest never begins
    second.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    using enum wire::FutureStatus;
    const std::int64_t tasks = set["tasks"];
    const std::int64_t closed = endedIn(seen, "closed", tasks, Done);
    const std::int64_t done = endedIn(seen, "terminated", tasks, Done);
    const std::int64_t cancelled = endedIn(seen, "terminated", tasks, Cancelled);
    return {closed == tasks && done + cancelled == tasks && done <= set["workers"],
            Phrase{"closed: all %1 are done; terminated: at most %2, the rest is cancelled", tasks,
                   set["workers"]},
            Phrase{"closed: %1 done; terminated: %2 done, %3 cancelled", closed, done, cancelled},
            longestOf(waits(seen, wire::Operation::Sleep, "second"))};
}

}  // namespace

extern const Scenario kPoolCloseJoinTerminate{
    .id = "pool-close-join-terminate",
    .title = "The end of a pool",
    .category = "Pools and futures",
    .text =
        "The first pool is closed: it takes no more work, and join() waits until what it has is done. The "
        "second one is terminated while it works: what has not begun is cancelled. Watch the queues of the "
        "two pools go down to nothing, one slowly and one at once.",
    .question = "Two workers, six pieces of work: how many are done by the pool that is terminated?",
    .answer =
        "Two at the most, which had begun. The other four are cancelled and never begin. The pool that was "
        "closed does all six.",
    .parameters = {{"workers", "workers in each pool", 1, 1000, 2, ""},
                   {"tasks", "pieces of work for each pool", 1, 1000, 6, ""},
                   {"work", "length of one piece of work", 20, 60'000, 200, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

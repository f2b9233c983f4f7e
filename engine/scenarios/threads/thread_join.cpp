// main waits for its threads, the slow one last.
#include <algorithm>

#include "engine/runtime/print.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    std::vector<Thread> threads;
    for (std::int64_t i = 1; i <= set["threads"]; ++i) {
        threads.push_back(Thread{"thread " + std::to_string(i), [&set, i] {
                                     sleepFor(i * set.milliseconds("unit"));
                                     print("thread {} ends", i);
                                 }});
    }
    for (Thread& thread : threads) thread.join();
    print("all have ended");
}

// main, which is nobody's child here, ends after all of them.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    Instant last{};
    std::int64_t ended = 0;
    for (std::int64_t i = 1; i <= set["threads"]; ++i)
        if (const model::TaskInfo* task = taskNamed(seen, "thread " + std::to_string(i));
            task && task->exited) {
            ++ended;
            last = std::max(last, *task->exited);
        }
    const auto tasks = seen.tasks();
    // A thread has been joined a little before the kernel is done with it.
    const bool isLast = !tasks.empty() && tasks.front().exited &&
                        *tasks.front().exited + std::chrono::milliseconds{kSureMs} >= last;
    return {ended == set["threads"] && isLast, Phrase{"main ends after its %1 threads", set["threads"]},
            Phrase{isLast ? "%1 threads ended, main after them" : "%1 threads ended, main before the last",
                   ended},
            longestOf(waits(seen, wire::Operation::Join, ""))};
}

}  // namespace

extern const Scenario kThreadJoin{
    .id = "thread-join",
    .title = "Waiting for threads",
    .category = "Threads",
    .text =
        "main starts threads of different lengths and joins them in the order of starting. join() of a "
        "thread that has ended already returns at once; of one that runs it waits. Watch main wait once for "
        "each.",
    .question = "Four threads sleep 1, 2, 3 and 4 units. How long does main wait in all?",
    .answer =
        "Four units, as long as the longest. While main waits for the first one the others sleep too, so "
        "each further join() waits only for what is left.",
    .parameters = {{"threads", "threads", 1, 1000, 4, ""},
                   {"unit", "how much longer each is than the one before", 1, 60000, 80, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

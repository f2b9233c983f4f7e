// Which threads does a process have at present?
#include <filesystem>

#include "engine/model/snapshot.h"
#include "engine/runtime/print.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/observed.h"
#include "engine/scenarios/scenario.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

// The kernel's own list.
std::int64_t threadsNow() {
    const std::filesystem::directory_iterator list{"/proc/self/task"};
    return std::distance(begin(list), end(list));
}

void run(const Parameters& set) {
    print("at first: {}", threadsNow());
    std::vector<Thread> threads;
    for (std::int64_t i = 1; i <= set["threads"]; ++i)
        threads.emplace_back("thread " + std::to_string(i), [&] { sleepFor(set.milliseconds("work")); });
    print("while they work: {}", threadsNow());
    threads.clear();  // joins them
    print("afterwards: {}", threadsNow());
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const auto atOnce = static_cast<std::int64_t>(mostAtOnce(waits(seen, wire::Operation::Sleep, "thread ")));
    std::int64_t ended = 0;
    for (const model::TaskInfo& task : seen.tasks())
        ended += task.kind == wire::TaskKind::Thread && task.exited.has_value();
    return {atOnce == set["threads"] && ended == set["threads"],
            Phrase{"%1 threads beside main, all at once, and none at the end", set["threads"]},
            Phrase{"%1 at once, %2 have ended", atOnce, ended}};
}

}  // namespace

extern const Scenario kThreadEnumeration;
const Scenario kThreadEnumeration{
    .id = "thread-enumeration",
    .title = "The threads of a process",
    .category = "Threads",
    .text =
        "The kernel lists the threads of each process. main counts them before it starts any, while they "
        "work, and after they were joined. Watch the lanes begin and end under main.",
    .question = "main starts five threads. How many are on the list while they work?",
    .answer = "Six: main is a thread as well.",
    .parameters = {{"threads", "threads that main starts", 1, 1000, 5, ""},
                   {"work", "what each does", 50, 60000, 400, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

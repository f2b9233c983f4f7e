// All threads of a process have its number.
#include <unistd.h>

#include <set>

#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    const auto tell = [&] {
        print("process {}, thread {}", ::getpid(), ::gettid());
        sleepFor(set.milliseconds("work"));
    };
    std::vector<Thread> threads;
    for (std::int64_t i = 1; i <= set["tasks"]; ++i)
        threads.push_back(Thread{"thread " + std::to_string(i), tell});
    threads.clear();  // joins them
    std::vector<Process> processes;
    for (std::int64_t i = 1; i <= set["tasks"]; ++i)
        processes.push_back(Process{"process " + std::to_string(i), tell});
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    std::set<std::int32_t> ofThreads, ofProcesses;
    for (const model::TaskInfo& task : seen.tasks()) {
        if (seen.text(task.name).starts_with("thread "))
            ofThreads.insert(task.pid.value());
        if (seen.text(task.name).starts_with("process "))
            ofProcesses.insert(task.pid.value());
    }
    return {
        ofThreads.size() == 1 && ofProcesses.size() == set.count("tasks") &&
            !ofProcesses.contains(*ofThreads.begin()),
        "all threads have one process number, each process has its own",
        Phrase{"%1 number for the threads, %2 for the processes", ofThreads.size(), ofProcesses.size()},
        overlapOf(wholeLife(seen, "thread 1"), wholeLife(seen, "thread " + std::to_string(set["tasks"])))};
}

}  // namespace

extern const Scenario kSamePid{
    .id = "same-pid",
    .title = "One process number for all threads",
    .category = "Threads",
    .text =
        "Threads live inside a process: each has a number of its own, but they all answer with the same "
        "process number. Processes that are started in the same way have a number each.",
    .question =
        "Three threads and three processes print their process number. How many different numbers are there?",
    .answer = "Four: one for all three threads together, and one for each of the three processes.",
    .parameters = {{"tasks", "threads, and processes", 1, 200, 3, ""},
                   {"work", "what each does", 1, 60000, 120, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

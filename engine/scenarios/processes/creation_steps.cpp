// The steps in which a process, a thread and a fiber come into being, and when each was really done.
#include "engine/model/snapshot.h"
#include "engine/runtime/fiber.h"
#include "engine/runtime/process.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/observed.h"
#include "engine/scenarios/scenario.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    const auto work = [&] { sleepFor(set.milliseconds("work")); };
    Process{"process", work}.join();
    Thread{"thread", work}.join();
    Thread{"carrier", [&] { Fiber{"fiber", work}.join(); }}.join();
}

// "asked for, made after 80 us, ready after 95 us, running after 120 us": what the sources tell of it.
std::string stepsOf(const model::Snapshot& seen, const model::TaskInfo& task, bool& isInOrder) {
    const Instant asked = task.requested.value_or(task.created);
    std::string steps = std::string{seen.text(task.name)} + ": made after " + inWords(task.created - asked);
    const model::HistoryView history = seen.history(task.id);
    bool hasRun = false, wasReady = false;
    for (std::size_t i = 0; i < history.size() && !hasRun; ++i) {
        const model::Interval interval = history.at(i);
        hasRun = interval.state == model::State::Running;
        if (!hasRun && (wasReady || interval.state != model::State::Ready))
            continue;
        wasReady = true;
        steps += (hasRun ? ", on a processor after " : ", in the ready queue after ") +
                 inWords(interval.begin - asked);
    }
    isInOrder = isInOrder && hasRun && asked <= task.created;
    return steps + "; ";
}

Verdict check(const model::Snapshot& seen, const Parameters&) {
    std::string steps;
    bool isInOrder = true;
    for (const char* name : {"process", "thread", "fiber"}) {
        const model::TaskInfo* task = taskNamed(seen, name);
        isInOrder = isInOrder && task;
        steps += task ? stepsOf(seen, *task, isInOrder) : "";
    }
    return {isInOrder, "each is asked for, made, put into the ready queue, and runs, in this order", steps};
}

}  // namespace

extern const Scenario kCreationSteps;
const Scenario kCreationSteps{
    .id = "creation-steps",
    .title = "How a task comes into being",
    .category = "Processes",
    .text =
        "The textbook's steps: obtain a control block, give it memory and files, fill it, put it into the "
        "ready "
        "queue. The first three the kernel does between the request and the moment in which the task is "
        "made; "
        "for a fiber the runtime does them. Zoom in on the beginning of each lane.",
    .question = "What is made fastest: a process, a thread or a fiber?",
    .answer =
        "A fiber: a stack and a few words. A thread shares the memory of its process; for a process the "
        "kernel copies the tables of its memory.",
    .parameters = {{"work", "what each does", 1, 60'000, 50, "ms"}},
    .run = run,
    .check = check,
};

}  // namespace heddle::scenarios

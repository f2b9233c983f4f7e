// The steps in which a process, a thread and a fiber come into being, and when each was really done.
#include "engine/model/snapshot.h"
#include "engine/runtime/fiber.h"
#include "engine/runtime/process.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/observed.h"
#include "engine/scenarios/scenario.h"
#include "engine/scenarios/shown.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    const auto work = [&] { sleepFor(set.milliseconds("work")); };
    Process{"process", work}.join();
    Thread{"thread", work}.join();
    Thread{"carrier", [&] { Fiber{"fiber", work}.join(); }}.join();
}

// What the sources tell of its beginning, from the moment in which it was asked for.
Phrase stepsOf(const model::Snapshot& seen, const model::TaskInfo& task, bool& isInOrder) {
    const Instant asked = task.requested.value_or(task.created);
    const model::HistoryView history = seen.history(task.id);
    Duration ready{}, running{};
    for (std::size_t i = 0; i < history.size() && running == Duration{}; ++i) {
        const model::Interval interval = history.at(i);
        if (interval.state == model::State::Running)
            running = interval.begin - asked;
        else if (interval.state == model::State::Ready && ready == Duration{})
            ready = interval.begin - asked;
    }
    isInOrder = isInOrder && running > Duration{} && asked <= task.created;
    if (ready == Duration{})
        return {"%1: made after %2, on a processor after %3", seen.text(task.name), task.created - asked,
                running};
    return {"%1: made after %2, in the ready queue after %3, on a processor after %4", seen.text(task.name),
            task.created - asked, ready, running};
}

// From its creation until it first runs.
std::optional<Stretch> beginningOf(const model::Snapshot& seen, std::string_view name) {
    const auto runs = stretches(seen, model::State::Running, name);
    const model::TaskInfo* task = taskNamed(seen, name);
    return task && !runs.empty() ? between(task->id, task->created, runs.front().begin) : std::nullopt;
}

Verdict check(const model::Snapshot& seen, const Parameters&) {
    std::vector<Phrase> steps;
    bool isInOrder = true;
    for (const char* name : {"process", "thread", "fiber"}) {
        const model::TaskInfo* task = taskNamed(seen, name);
        isInOrder = isInOrder && task;
        steps.push_back(task ? stepsOf(seen, *task, isInOrder) : Phrase{});
    }
    return {isInOrder, "each is asked for, made, put into the ready queue, and runs, in this order",
            Phrase{"%1; %2; %3", steps[0], steps[1], steps[2]}, beginningOf(seen, "process")};
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
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

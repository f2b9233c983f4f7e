#include "engine/control/replay.h"

namespace heddle::control {
namespace {

// The object of an operation, or the task that it joins; empty where there is none.
std::string_view objectName(const Executor& executor, const Operation& operation) {
    if (operation.object != ObjectNumber::None)
        return executor.nameOf(operation.object);
    return operation.target != TaskNumber::None ? executor.nameOf(operation.target) : std::string_view{};
}

Error misfit(std::size_t index, std::string why) {
    return {Fault::BadInput, "replay step " + std::to_string(index + 1), std::move(why),
            "the schedule is of another version of the program; search for one again"};
}

// Makes one step, and keeps the books.
void make(Executor& executor, Choice choice, Replay& replay) {
    const Step step{choice, executor.tasks()[indexOf(choice.task)].next};
    replay.outcome = executor.step(choice);
    replay.steps.push_back(step);
    if (!replay.failure)
        replay.failure = failureAfter(executor, choice.task, replay.outcome);
}

Result<Replay> begin(Executor& executor) {
    if (auto started = executor.restart(); !started)
        return started.error();
    Replay replay;
    replay.outcome = executor.standing();
    if (replay.outcome == Outcome::Deadlock)
        replay.failure = failureAfter(executor, TaskNumber::None, replay.outcome);
    return replay;
}

std::optional<TaskNumber> findTask(const Executor& executor, std::string_view name) {
    for (std::size_t i = 0; i < executor.tasks().size(); ++i) {
        if (executor.nameOf(taskAt(i)) == name)
            return taskAt(i);
    }
    return std::nullopt;
}

}  // namespace

Result<Replay> replay(Executor& executor, const Schedule& schedule) {
    auto begun = begin(executor);
    if (!begun)
        return begun;
    for (std::size_t i = 0; i < schedule.entries.size(); ++i) {
        const ScheduleEntry& entry = schedule.entries[i];
        const auto task = findTask(executor, entry.task);
        if (!task)
            return misfit(i, "there is no task '" + entry.task + "'");
        const Operation& next = executor.tasks()[indexOf(*task)].next;
        if (next.kind != OperationKind::None &&
            (next.kind != entry.operation || objectName(executor, next) != entry.object))
            return misfit(i, "'" + entry.task + "' should " + std::string(wordOf(entry.operation)) + " '" +
                                 entry.object + "', and is about to " + std::string(wordOf(next.kind)) +
                                 " '" + std::string(objectName(executor, next)) + "'");
        if (auto possible = whyNot(executor, {*task, entry.timesOut}); !possible)
            return misfit(i, "'" + entry.task + "' cannot make it: " + possible.error().why);
        make(executor, {*task, entry.timesOut}, begun.value());
    }
    return begun;
}

Result<Replay> replay(Executor& executor, std::span<const Step> steps) {
    auto begun = begin(executor);
    if (!begun)
        return begun;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (auto possible = whyNotAgain(executor, steps[i], i); !possible)
            return possible.error();
        make(executor, steps[i].choice, begun.value());
    }
    return begun;
}

Schedule scheduleOf(const Executor& executor, ScheduleSubject subject, std::span<const Step> steps) {
    Schedule schedule{std::move(subject), {}};
    for (const Step& step : steps)
        schedule.entries.push_back({std::string(executor.nameOf(step.choice.task)), step.operation.kind,
                                    std::string(objectName(executor, step.operation)), step.choice.timesOut});
    return schedule;
}

}  // namespace heddle::control

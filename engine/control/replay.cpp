#include "engine/control/replay.h"

#include "engine/base/phrase.h"
#include "engine/control/search/starvation.h"

namespace heddle::control {
namespace {

Error misfit(std::size_t index, std::string why) {
    return {Fault::BadInput, Phrase{"replay step %1", index + 1}, std::move(why),
            "the schedule is of another version of the program; search for one again"};
}

// "lock 'A'", "yield"
std::string actionOf(std::string_view word, std::string_view object) {
    return object.empty() ? std::string(word) : std::string(word) + " '" + std::string(object) + "'";
}

// Makes one step, and keeps the books.
Result<void> make(Executor& executor, const Step& step, Replay& replay) {
    const auto outcome = makeStep(executor, step);
    if (!outcome)
        return misfit(replay.steps.size(), Phrase{"%1: %2", outcome.error().what, outcome.error().why});
    replay.outcome = outcome.value();
    replay.steps.push_back(step);
    if (!replay.failure)
        replay.failure = failureAfter(executor, step.choice.task, replay.outcome);
    return {};
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

// Who had it has taken it in one of the steps made.
std::optional<ObjectNumber> findObject(const Executor& executor, std::span<const Step> steps,
                                       std::string_view name) {
    for (const Step& step : steps) {
        if (step.operation.object != ObjectNumber::None && executor.nameOf(step.operation.object) == name)
            return step.operation.object;
    }
    return std::nullopt;
}

// The step that an entry of a schedule means now.
Result<Step> stepOf(const Executor& executor, const ScheduleEntry& entry, std::span<const Step> made) {
    const std::size_t index = made.size();
    const auto task = findTask(executor, entry.task);
    const std::string wanted = entry.intervention == Intervention::Kill ? "be ended"
                               : entry.intervention == Intervention::TakeBack
                                   ? Phrase{"lose '%1'", entry.object}.text()
                                   : actionOf(wordOf(entry.operation), entry.object);
    if (!task)
        return misfit(index, Phrase{"'%1' should %2, and there is no such task", entry.task, wanted});
    const Operation& next = executor.tasks()[indexOf(*task)].next;
    if (entry.intervention == Intervention::TakeBack) {
        const auto object = findObject(executor, made, entry.object);
        if (!object)
            return misfit(index, Phrase{"nobody has used '%1'", entry.object});
        return Step{{*task, false}, {.object = *object}, entry.intervention};
    }
    if (entry.intervention == Intervention::Kill)
        return Step{{*task, false}, next, entry.intervention};
    if (next.kind != OperationKind::None &&
        (next.kind != entry.operation || subjectOf(executor, next) != entry.object))
        return misfit(index, Phrase{"'%1' should %2, and is about to %3", entry.task, wanted,
                                    actionOf(wordOf(next.kind), subjectOf(executor, next))});
    if (auto possible = whyNot(executor, {*task, entry.timesOut}); !possible)
        return misfit(index, Phrase{"'%1' cannot %2: %3", entry.task, wanted, possible.error().why});
    return Step{{*task, entry.timesOut}, next};
}

}  // namespace

Result<Replay> replay(Executor& executor, const Schedule& schedule, std::uint32_t patience,
                      const std::function<bool()>& goesOn) {
    auto begun = begin(executor);
    if (!begun)
        return begun;
    StarvationCounter starvation{patience};
    for (const ScheduleEntry& entry : schedule.entries) {
        if (goesOn && !goesOn()) {
            begun->isStopped = true;
            break;
        }
        const auto step = stepOf(executor, entry, begun->steps);
        if (!step)
            return step.error();
        const TaskNumber starved = starvation.chosen(step->choice.task, executor.tasks());
        if (auto made = make(executor, step.value(), begun.value()); !made)
            return made.error();
        if (!begun->failure && starved != TaskNumber::None)
            begun->failure = starvationOf(starved, patience);
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
        if (auto made = make(executor, steps[i], begun.value()); !made)
            return made.error();
    }
    return begun;
}

Schedule scheduleOf(const Executor& executor, ScheduleSubject subject, std::span<const Step> steps) {
    Schedule schedule{std::move(subject), {}};
    for (const Step& step : steps) {
        const bool isKill = step.intervention == Intervention::Kill;
        schedule.entries.push_back(
            {.task = std::string(executor.nameOf(step.choice.task)),
             .operation = isKill ? OperationKind::None : step.operation.kind,
             .object = isKill ? std::string{} : std::string(subjectOf(executor, step.operation)),
             .timesOut = step.choice.timesOut,
             .intervention = step.intervention});
    }
    return schedule;
}

}  // namespace heddle::control

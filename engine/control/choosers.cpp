#include "engine/control/choosers.h"

namespace heddle::control {
namespace {

bool goesWillingly(const TaskView& view) {
    return view.mayGo && !isLastResort(view, false);
}

// The first one after `last` that goes willingly, in a circle.
std::optional<Choice> nextAfter(std::span<const TaskView> tasks, TaskNumber last) {
    const std::size_t first = last == TaskNumber::None ? 0 : indexOf(last) + 1;
    for (std::size_t k = 0; k < tasks.size(); ++k) {
        const std::size_t i = (first + k) % tasks.size();
        if (goesWillingly(tasks[i]))
            return Choice{taskAt(i), false};
    }
    return std::nullopt;
}

bool isBlocked(const TaskView& view) {
    return view.isAlive() && !view.mayGo;
}

TaskNumber newlyBlocked(const Executor& executor, Choice made, const std::vector<bool>& wasBlocked) {
    const auto tasks = executor.tasks();
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const bool isOld = i < wasBlocked.size() && wasBlocked[i] && taskAt(i) != made.task;
        if (isBlocked(tasks[i]) && !isOld)
            return taskAt(i);
    }
    return TaskNumber::None;
}

}  // namespace

std::optional<Choice> earliestLastResort(std::span<const TaskView> tasks) {
    std::optional<Choice> earliest;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const bool sleeps = tasks[i].mayGo && isLastResort(tasks[i], false);
        if ((sleeps || tasks[i].mayTimeOut) &&
            (!earliest || tasks[i].due < tasks[indexOf(earliest->task)].due))
            earliest = Choice{taskAt(i), !sleeps};
    }
    return earliest;
}

std::optional<Choice> OneTask::choose(std::span<const TaskView> tasks) {
    if (indexOf(m_task) < tasks.size() && tasks[indexOf(m_task)].mayGo)
        return Choice{m_task, false};
    return std::nullopt;
}

std::optional<Choice> RoundRobin::choose(std::span<const TaskView> tasks) {
    if (m_used < m_quantum && goesWillingly(tasks[indexOf(m_last)])) {
        ++m_used;
        return Choice{m_last, false};
    }
    auto choice = nextAfter(tasks, m_last);
    if (!choice)
        choice = earliestLastResort(tasks);
    if (choice) {
        m_last = choice->task;
        m_used = 1;
    }
    return choice;
}

std::optional<Choice> AtRandom::choose(std::span<const TaskView> tasks) {
    std::size_t willing = 0;
    for (const TaskView& view : tasks) willing += goesWillingly(view) ? 1u : 0u;
    if (willing == 0)
        return earliestLastResort(tasks);
    std::size_t left = m_random.below(willing);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (goesWillingly(tasks[i]) && left-- == 0)
            return Choice{taskAt(i), false};
    }
    return std::nullopt;
}

std::optional<Choice> Calm::choose(std::span<const TaskView> tasks) {
    std::optional<Choice> choice;
    if (m_last != TaskNumber::None && goesWillingly(tasks[indexOf(m_last)]))
        choice = Choice{m_last, false};
    if (!choice)
        choice = nextAfter(tasks, m_last);
    if (!choice)
        choice = earliestLastResort(tasks);
    if (choice)
        m_last = choice->task;
    return choice;
}

StopWhen whenTaken(ObjectNumber object) {
    return [object](const StepEvent& event) {
        return isTaking(event.step.operation.kind) && !event.step.choice.timesOut &&
               (object == ObjectNumber::None || event.step.operation.object == object);
    };
}

StopWhen whenSomebodyBlocks() {
    return [](const StepEvent& event) { return event.blocked != TaskNumber::None; };
}

StopWhen whenDeadlock() {
    return
        [](const StepEvent& event) { return event.failure && event.failure->outcome == Outcome::Deadlock; };
}

Drive drive(Executor& executor, Chooser& chooser, std::uint32_t mostSteps, const StopWhen& stop) {
    Drive done;
    std::vector<bool> wasBlocked;
    while (executor.standing() == Outcome::GoesOn) {
        if (done.steps.size() >= mostSteps) {
            done.end = DriveEnd::StepLimit;
            return done;
        }
        const auto choice = chooser.choose(executor.tasks());
        if (!choice)
            return done;
        const Step step{*choice, executor.tasks()[indexOf(choice->task)].next};
        wasBlocked.clear();
        for (const TaskView& view : executor.tasks()) wasBlocked.push_back(isBlocked(view));
        const Outcome outcome = executor.step(*choice);
        done.steps.push_back(step);
        if (!done.failure)
            done.failure = failureAfter(executor, choice->task, outcome);
        if (stop && stop({step, outcome, done.failure, executor.tasks(),
                          newlyBlocked(executor, *choice, wasBlocked)})) {
            done.end = DriveEnd::Stopped;
            return done;
        }
        if (isFailure(outcome)) {
            done.end = DriveEnd::Failed;
            return done;
        }
    }
    done.end = executor.standing() == Outcome::AllEnded ? DriveEnd::AllEnded : DriveEnd::Failed;
    return done;
}

}  // namespace heddle::control

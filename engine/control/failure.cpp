#include "engine/control/failure.h"

#include <algorithm>

#include "engine/base/phrase.h"

namespace heddle::control {
namespace {

bool isForeverBlocked(const TaskView& view) {
    return view.isAlive() && !view.isEnabled() && view.blockedBy != TaskNumber::None;
}

Failure deadlockOf(std::span<const TaskView> tasks, std::vector<TaskNumber> who) {
    std::sort(who.begin(), who.end());
    Failure failure{.outcome = Outcome::Deadlock, .task = TaskNumber::None, .message = {}, .stuck = {}};
    for (const TaskNumber task : who) failure.stuck.push_back({task, tasks[indexOf(task)].next});
    return failure;
}

}  // namespace

void findCycle(std::span<const TaskView> tasks, TaskNumber from, std::vector<TaskNumber>& cycle) {
    cycle.clear();
    TaskNumber at = from;
    for (std::size_t steps = 0; steps <= tasks.size(); ++steps) {
        if (at == TaskNumber::None || !isForeverBlocked(tasks[indexOf(at)]))
            break;
        cycle.push_back(at);
        at = tasks[indexOf(at)].blockedBy;
        if (at == from)
            return;
    }
    cycle.clear();
}

Failure starvationOf(TaskNumber task, std::uint32_t patience) {
    return {
        Outcome::Starved, task, Phrase{"it could have gone on at %1 choices, and others went", patience}, {}};
}

std::optional<Failure> failureAfter(const Executor& executor, TaskNumber task, Outcome outcome) {
    const auto tasks = executor.tasks();
    if (outcome != Outcome::Deadlock && isFailure(outcome))
        return Failure{outcome, task, std::string(executor.message()), {}};
    if (outcome != Outcome::Deadlock && (task == TaskNumber::None || !isForeverBlocked(tasks[indexOf(task)])))
        return std::nullopt;
    std::vector<TaskNumber> cycle;
    if (outcome != Outcome::Deadlock) {
        findCycle(tasks, task, cycle);
        return cycle.empty() ? std::nullopt : std::optional{deadlockOf(tasks, std::move(cycle))};
    }
    for (std::size_t i = 0; i < tasks.size() && cycle.empty(); ++i) findCycle(tasks, taskAt(i), cycle);
    if (cycle.empty()) {
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            if (tasks[i].isAlive())
                cycle.push_back(taskAt(i));
        }
    }
    return deadlockOf(tasks, std::move(cycle));
}

}  // namespace heddle::control

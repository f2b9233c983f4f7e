// What went wrong in a run, and when two runs went wrong in the same way.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/control/executor.h"

namespace heddle::control {

// A task that cannot go on, and what it was about to do.
struct StuckTask {
    TaskNumber task;
    Operation operation;
    friend bool operator==(const StuckTask&, const StuckTask&) = default;
};

struct Failure {
    Outcome outcome = Outcome::GoesOn;
    TaskNumber task = TaskNumber::None;  // whose step failed, or who starved
    std::string message;                 // of an assertion or exception
    std::vector<StuckTask> stuck;  // of a deadlock: the cycle in order of task numbers; all who are alive,
                                   // where no cycle of exclusive owners explains it
    friend bool operator==(const Failure&, const Failure&) = default;  // in the same way
};

// Whether an outcome is what a search looks for.
[[nodiscard]] constexpr bool isFailure(Outcome outcome) {
    return outcome != Outcome::GoesOn && outcome != Outcome::AllEnded && outcome != Outcome::StepLimit;
}

// The tasks of which each is blocked by the next and the last by the first, found from `from` on; empty if
// there is no such cycle or one of them may still time out. They will never go on, whatever the others do.
void findCycle(std::span<const TaskView> tasks, TaskNumber from, std::vector<TaskNumber>& cycle);

// `task` could have gone on at so many choices, and others went.
[[nodiscard]] Failure starvationOf(TaskNumber task, std::uint32_t patience);

// The failure that stands after a step of `task` that ended with `outcome`; nothing if there is none. Finds a
// deadlock among some of the tasks as soon as the step closes it.
[[nodiscard]] std::optional<Failure> failureAfter(const Executor& executor, TaskNumber task, Outcome outcome);

}  // namespace heddle::control

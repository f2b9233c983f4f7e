// A schedule, made again by a program; and a run, written down as a schedule.
#pragma once

#include <functional>

#include "engine/control/failure.h"
#include "engine/control/schedule.h"

namespace heddle::control {

struct Replay {
    std::vector<Step> steps;  // that were made
    Outcome outcome = Outcome::GoesOn;
    std::optional<Failure> failure;  // the first one on the way
    bool isStopped = false;          // before its end, because `goesOn` said so
};

// Runs the program from its start by `schedule`. An error names the step where the schedule no longer fits:
// no such task, another operation or object, a task that is blocked or has ended; the program then stands in
// front of that step.
// `patience`: as of SearchLimits. `goesOn` is asked before every step; null: it does.
[[nodiscard]] Result<Replay> replay(Executor& executor, const Schedule& schedule, std::uint32_t patience = 0,
                                    const std::function<bool()>& goesOn = nullptr);
// The same by steps that this program has made before.
[[nodiscard]] Result<Replay> replay(Executor& executor, std::span<const Step> steps);

// Names are taken from `executor`, which has made the steps.
[[nodiscard]] Schedule scheduleOf(const Executor& executor, ScheduleSubject subject,
                                  std::span<const Step> steps);

}  // namespace heddle::control

// The shortest schedule that fails in the same way as a given one: fewest steps, and among these the fewest
// switches from task to task.
//
// First what is cheap: steps that the failure does not depend on are left out, and runs of a task are drawn
// together, each attempt checked by running it. Then what is exact: all shorter schedules are tried, one for
// each class of equivalent ones (sleep sets), and then all of that length with fewer switches. That may take
// more runs than allowed; `isLeast` says whether it was done. What comes back has always been run, and failed
// in the same way.
#pragma once

#include "engine/control/failure.h"

namespace heddle::control {

struct MinimiseLimits {
    std::uint64_t runs = 50'000;  // of the program
    Duration time = std::chrono::seconds(5);
};

struct ShortestSchedule {
    Failure failure;
    std::vector<Step> steps;
    std::size_t switches = 0;  // places where the task is not that of the step before
    bool isLeast = false;      // no schedule is shorter, none as short has fewer switches
    std::uint64_t runs = 0;
};

[[nodiscard]] std::size_t switchesIn(std::span<const Step> steps);

// Errors: the steps do not fail (that a task starves is no failure of a step), or the program does not repeat
// itself.
[[nodiscard]] Result<ShortestSchedule> minimise(Executor& executor, std::span<const Step> steps,
                                                const MinimiseLimits& limits = {});

}  // namespace heddle::control

// Who woke a task, as arrows from the waker's lane to its own: as many as can be told apart.
#pragma once

#include <vector>

#include "ui/timeline/lane_layout.h"
#include "ui/timeline/time_scale.h"

namespace heddle::ui {

struct WakeArrow {
    double x = 0;  // pixels from the left edge of the scale
    std::size_t fromLane = 0, toLane = 0;
    Instant at;
};

// Of one task. Empty where the wake-ups in the range stand closer than a readable distance on average.
[[nodiscard]] std::vector<WakeArrow> wakeArrows(const model::Snapshot& snapshot, const LaneLayout& layout,
                                                TaskId task, const TimeScale& scale);
// Of all tasks whose lanes are among [first, last): while they are so few that each can be followed, else
// none.
[[nodiscard]] std::vector<WakeArrow> allWakeArrows(const model::Snapshot& snapshot, const LaneLayout& layout,
                                                   std::size_t first, std::size_t last,
                                                   const TimeScale& scale);

}  // namespace heddle::ui

// What a tooltip over the lanes says: the words for the interval, or, where several intervals share the
// pixel, the share of each state in it.
#pragma once

#include <QString>

#include "ui/timeline/lane_layout.h"
#include "ui/timeline/time_scale.h"

namespace heddle::ui {

// `x`: pixels from the left edge of the scale. Empty where there is nothing to say.
[[nodiscard]] QString laneExplanation(const model::Snapshot& snapshot, const Lane& lane,
                                      const TimeScale& scale, double x);

}  // namespace heddle::ui

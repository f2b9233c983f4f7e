// Durations and instants in words: the largest unit that keeps three figures ("1.24 s", "820 ms", "9.60 µs",
// "42 ns"). The time of a controlled run is told in steps.
#pragma once

#include <QString>

#include "engine/model/step_time.h"

namespace heddle::ui {

// Three figures; 0 is "0 s". From ten minutes on in minutes, from ten hours on in hours.
[[nodiscard]] QString durationText(Duration duration);
// An instant relative to the start of the stream, with the precision that a range of `visible` needs: "1
// 243.7 ms".
[[nodiscard]] QString instantText(Duration sinceStart, Duration visible);

// The same as the run counts its time: "3 steps", "step 4" where it is a controlled one.
[[nodiscard]] QString durationText(const model::Snapshot& snapshot, Duration duration);
[[nodiscard]] QString instantText(const model::Snapshot& snapshot, Instant at, Duration visible);
// For sentences: "480 ms" after the start of the stream, or "step 4".
[[nodiscard]] QString sinceStartText(const model::Snapshot& snapshot, Instant at);

}  // namespace heddle::ui

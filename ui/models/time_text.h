// Durations and instants in words: the largest unit that keeps three figures ("1.24 s", "820 ms", "9.60 µs",
// "42 ns").
#pragma once

#include <QString>

#include "engine/base/clock.h"

namespace heddle::ui {

// Three figures; 0 is "0 s". From ten minutes on in minutes, from ten hours on in hours.
[[nodiscard]] QString durationText(Duration duration);
// An instant relative to the start of the stream, with the precision that a range of `visible` needs: "1
// 243.7 ms".
[[nodiscard]] QString instantText(Duration sinceStart, Duration visible);

}  // namespace heddle::ui

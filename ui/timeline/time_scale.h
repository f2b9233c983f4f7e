// Time <-> pixel for one visible range. All arithmetic is relative to the range's start, so that a stream
// that began weeks after boot is drawn as precisely as one at zero.
//
// Invariants: range.from < range.to, width > 0; border(0) == range.from, border(width) == range.to, and
// borders ascend.
#pragma once

#include "ui/models/view_state.h"

namespace heddle::ui {

struct TimeScale {
    TimeRange range;
    int width = 1;  // pixels of the device

    // Left border of a pixel column, in whole nanoseconds. column from 0 to width.
    [[nodiscard]] Instant border(int column) const {
        const std::int64_t length = range.length().count();
        // (length * column) / width without leaving 64 bits.
        return range.from + Duration{length / width * column + length % width * column / width};
    }
    // Pixels from the left edge; outside [0, width] for times outside the range.
    [[nodiscard]] double xOf(Instant time) const {
        return static_cast<double>((time - range.from).count()) * pixelsPerNs();
    }
    [[nodiscard]] Instant at(double x) const {
        const double ns = x / pixelsPerNs();
        return range.from + Duration{static_cast<std::int64_t>(ns < 0 ? ns - 0.5 : ns + 0.5)};
    }
    [[nodiscard]] double pixelsPerNs() const { return width / static_cast<double>(range.length().count()); }
    friend bool operator==(const TimeScale&, const TimeScale&) = default;
};

// `range` scaled by `factor` (below 1: zoom in) so that `fixed` keeps its place on the screen.
[[nodiscard]] inline TimeRange zoomedAround(TimeRange range, Instant fixed, double factor) {
    const auto scaled = [&](Instant edge) {
        return fixed +
               Duration{static_cast<std::int64_t>(static_cast<double>((edge - fixed).count()) * factor)};
    };
    const TimeRange zoomed{scaled(range.from), scaled(range.to)};
    return zoomed.from < zoomed.to ? zoomed : range;
}

[[nodiscard]] inline TimeRange movedBy(TimeRange range, double share) {
    const Duration step{static_cast<std::int64_t>(static_cast<double>(range.length().count()) * share)};
    return {range.from + step, range.to + step};
}

}  // namespace heddle::ui

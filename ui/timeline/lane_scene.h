// What a timeline plot shows: everything that its layers draw from, in one place.
//
// Thread rule: the gui thread. The plot owns it; layers only read.
#pragma once

#include "ui/theme/theme.h"
#include "ui/timeline/lane_layout.h"
#include "ui/timeline/time_scale.h"

namespace heddle::ui {

struct LaneScene {
    model::SnapshotPtr snapshot;  // may be null: an empty plot
    TimeRange range{instantFromNs(0), instantFromNs(1'000'000'000)};
    LaneLayout layout;
    int scroll = 0;  // logical pixels of lanes above the visible part
    const Theme* theme = &Theme::light();

    [[nodiscard]] Instant start() const { return snapshot ? snapshot->start() : Instant{}; }
    // A number on the time axis: nanoseconds since the start of the stream (exact for a hundred days).
    [[nodiscard]] double keyOf(Instant time) const { return static_cast<double>((time - start()).count()); }
};

// The vertical measures of one lane on a device, in its pixels.
struct LaneBand {
    int top = 0, height = 0;       // of the whole lane
    int blockTop = 0, blocks = 1;  // of its tallest block
    [[nodiscard]] int baseline() const { return blockTop + blocks; }
};

[[nodiscard]] inline LaneBand bandOf(const Lane& lane, int scroll, int areaTop, double ratio) {
    const auto px = [ratio](double logical) { return static_cast<int>(logical * ratio + 0.5); };
    LaneBand band;
    band.top = px(areaTop + lane.top - scroll);
    band.height = px(areaTop + lane.bottom() - scroll) - band.top;
    const int margin =
        std::max(px(1), static_cast<int>(band.height * (lane.kind == LaneKind::Task ? 0.17 : 0.1)));
    band.blockTop = band.top + margin;
    band.blocks = std::max(1, band.height - 2 * margin);
    return band;
}

}  // namespace heddle::ui

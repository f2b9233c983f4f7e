// What one task's lane shows for a range and a width, in neutral terms: no colours, no heights, no painter.
//
// Intervals that are at least a pixel wide become blocks, their edges rounded to the nearest pixel. A column
// that any narrower interval touches becomes a LaneColumn with the exact share of each state: nothing that
// happened is lost, and nothing is shown as more than it was.
//
// Thread rule: pure functions; the cache belongs to the thread that paints.
// Invariants: blocks and columns are in ascending order and never overlap; shares of a column add up to 1,
// less the part of it in which the task did not exist. Cost: O(intervals) while there are fewer than a few
// per pixel, else O(width log n).
#pragma once

#include <unordered_map>
#include <vector>

#include "engine/model/history_view.h"
#include "ui/timeline/time_scale.h"

namespace heddle::ui {

struct LaneBlock {
    static constexpr std::size_t kSeveral = static_cast<std::size_t>(-1);

    int begin = 0, end = 0;  // pixel columns [begin, end)
    model::State state = model::State::Unknown;
    std::size_t interval = kSeveral;  // its index in the history; kSeveral where nobody looked it up
};

struct LaneColumn {
    int x = 0;
    std::array<float, model::kStateCount> share{};
};

struct LaneGeometry {
    std::vector<LaneBlock> blocks;
    std::vector<LaneColumn> columns;
};

[[nodiscard]] LaneGeometry laneGeometry(const model::HistoryView& history, const TimeScale& scale);

// Memory that making the geometry needs, kept from lane to lane.
struct LaneGeometryScratch {
    std::vector<Instant> borders;  // of `bordersOf`
    TimeScale bordersOf;
    std::vector<model::StateTotals> totals;
    std::vector<std::array<float, model::kStateCount>> shares;
    std::vector<char> isDense;
};
// The same, into `result`.
void makeLaneGeometry(const model::HistoryView& history, const TimeScale& scale, LaneGeometryScratch& scratch,
                      LaneGeometry& result);

// Exact shares of the states between two instants; all 0 where the task did not exist.
[[nodiscard]] std::array<float, model::kStateCount> sharesOf(const model::HistoryView& history, Instant from,
                                                             Instant to);

// Keeps the geometry of lanes while scale and history stay as they are.
class LaneGeometryCache {
public:
    const LaneGeometry& of(TaskId task, const model::HistoryView& history, const TimeScale& scale);
    void clear() { m_entries.clear(); }

private:
    struct Entry {
        TimeScale scale;
        std::size_t size = 0;
        Instant end;
        LaneGeometry geometry;
    };
    std::unordered_map<TaskId, Entry> m_entries;
    LaneGeometryScratch m_scratch;
};

}  // namespace heddle::ui

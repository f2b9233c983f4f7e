// What a row of spans shows for a range and a width: a lock's holders one after the other, the tasks on a
// CPU. Spans of at least a pixel become blocks; columns with narrower ones the exact share of the time that
// is taken.
//
// A list of spans is anything with size(), beginAt(i), endAt(i) (both ascending) and taskAt(i); a span of no
// task is free time.
//
// Thread rule: pure.
// Cost: O(spans in the range) while they are few, else O(width log n) with an index kept by the caller.
#pragma once

#include <cmath>

#include "ui/timeline/step_index.h"
#include "ui/timeline/time_scale.h"

namespace heddle::ui {

struct SpanBlock {
    int begin = 0, end = 0;  // pixel columns [begin, end)
    TaskId task;
};

struct SpanColumn {
    int x = 0;
    double share = 0;  // of the column's time that is taken
};

struct SpanGeometry {
    std::vector<SpanBlock> blocks;
    std::vector<SpanColumn> columns;
};

// The edges of spans as steps between 1 (taken) and 0.
template <class Spans>
struct SpanEdges {
    const Spans& spans;
    [[nodiscard]] std::size_t size() const { return 2 * spans.size(); }
    [[nodiscard]] Instant timeAt(std::size_t i) const {
        return i % 2 ? spans.endAt(i / 2) : spans.beginAt(i / 2);
    }
    [[nodiscard]] std::int64_t valueAt(std::size_t i) const {
        return i % 2 == 0 && spans.taskAt(i / 2) ? 1 : 0;
    }
};

// Index of the first span that ends after `time`.
template <class Spans>
[[nodiscard]] std::size_t firstSpanEndingAfter(const Spans& spans, Instant time) {
    std::size_t low = 0, high = spans.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (spans.endAt(middle) <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

template <class Spans>
[[nodiscard]] SpanGeometry spanGeometry(const Spans& spans, const TimeScale& scale, StepIndex& index) {
    SpanGeometry result;
    const auto taken = [&result](int x, double share) {
        if (share <= 0)
            return;
        if (!result.columns.empty() && result.columns.back().x == x)
            result.columns.back().share += share;
        else
            result.columns.push_back({x, share});
    };
    const std::size_t first = firstSpanEndingAfter(spans, scale.range.from);
    const std::size_t last = firstSpanEndingAfter(spans, scale.range.to);  // may reach into the range
    const auto width = static_cast<std::size_t>(scale.width);
    if (last - first > 2 * width && scale.range.length().count() >= scale.width) {
        const SpanEdges<Spans> edges{spans};
        index.extend(edges);
        std::size_t hint = 0;
        double before = index.areaUntil(edges, scale.border(0), hint);
        for (int x = 0; x < scale.width; ++x) {
            const double after = index.areaUntil(edges, scale.border(x + 1), hint);
            taken(x, (after - before) / static_cast<double>((scale.border(x + 1) - scale.border(x)).count()));
            before = after;
        }
        return result;
    }
    for (std::size_t i = first; i < spans.size() && spans.beginAt(i) < scale.range.to; ++i) {
        if (!spans.taskAt(i))
            continue;
        const double begin = scale.xOf(spans.beginAt(i)), end = scale.xOf(spans.endAt(i));
        if (end - begin >= 1) {
            const auto px = [&](double x) {
                return static_cast<int>(std::lround(std::clamp(x, 0.0, double(width))));
            };
            if (px(begin) < px(end))
                result.blocks.push_back({px(begin), px(end), spans.taskAt(i)});
            continue;
        }
        const int x = static_cast<int>(std::floor(begin));
        const double here = std::min(end, x + 1.0) - begin;
        if (x >= 0 && x < scale.width)
            taken(x, here);
        if (x + 1 >= 0 && x + 1 < scale.width)
            taken(x + 1, end - begin - here);
    }
    return result;
}

}  // namespace heddle::ui

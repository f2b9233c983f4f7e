#include "ui/timeline/lane_geometry.h"

#include <algorithm>
#include <cmath>

namespace heddle::ui {

using model::HistoryView;
using model::Interval;
using model::kStateCount;

namespace {

// Up to here it is cheaper to look at each interval than to ask for sums at each pixel border.
constexpr std::size_t kIntervalsPerPixel = 2;
// Lanes kept; beyond that the cache starts afresh (scrolling through thousands of lanes).
constexpr std::size_t kMostLanesKept = 512;

using Shares = std::array<float, kStateCount>;

// Intervals one by one.
class Walk {
public:
    Walk(const TimeScale& scale, LaneGeometryScratch& scratch, LaneGeometry& result)
        : m_scale(scale), m_shares(scratch.shares), m_isDense(scratch.isDense), m_result(result) {
        m_shares.assign(static_cast<std::size_t>(scale.width), {});
        m_isDense.assign(static_cast<std::size_t>(scale.width), 0);
    }

    void add(const Interval& interval, std::size_t index) {
        const double begin = m_scale.xOf(interval.begin), end = m_scale.xOf(interval.end);
        if (end - begin >= 1)
            addWide(begin, end, interval.state, index);
        else
            addNarrow(begin, end, interval.state);
    }

    void finish() {
        for (LaneBlock& b : m_result.blocks) {
            // Only the outermost columns of a wide interval can be shared with narrow ones.
            while (b.begin < b.end && m_isDense[static_cast<std::size_t>(b.begin)]) ++b.begin;
            while (b.begin < b.end && m_isDense[static_cast<std::size_t>(b.end - 1)]) --b.end;
        }
        std::erase_if(m_result.blocks, [](const LaneBlock& b) { return b.begin >= b.end; });
        for (int x = 0; x < m_scale.width; ++x)
            if (m_isDense[static_cast<std::size_t>(x)])
                m_result.columns.push_back({x, m_shares[static_cast<std::size_t>(x)]});
    }

private:
    void addWide(double begin, double end, model::State state, std::size_t index) {
        const double width = m_scale.width;
        const int first = static_cast<int>(std::lround(std::clamp(begin, 0.0, width)));
        const int last = static_cast<int>(std::lround(std::clamp(end, 0.0, width)));
        if (first < last)
            m_result.blocks.push_back({first, last, state, index});
        const double firstWhole = std::ceil(begin), lastWhole = std::floor(end);
        addShare(static_cast<int>(std::max(firstWhole - 1, -1.0)), firstWhole - begin, state);
        addShare(static_cast<int>(std::min(lastWhole, width)), end - lastWhole, state);
    }

    void addNarrow(double begin, double end, model::State state) {
        const int first = static_cast<int>(std::floor(begin));
        const int last = static_cast<int>(std::floor(end));
        if (first == last) {
            addShare(first, end - begin, state);
            markDense(first, end - begin);
            return;
        }
        addShare(first, last - begin, state);
        markDense(first, last - begin);
        addShare(last, end - last, state);
        markDense(last, end - last);
    }

    void addShare(int column, double share, model::State state) {
        if (column >= 0 && column < m_scale.width)
            m_shares[static_cast<std::size_t>(column)][model::indexOf(state)] += static_cast<float>(share);
    }
    void markDense(int column, double share) {
        if (column >= 0 && column < m_scale.width && share > 0)
            m_isDense[static_cast<std::size_t>(column)] = 1;
    }

    const TimeScale& m_scale;
    std::vector<Shares>& m_shares;  // whole columns of wide intervals are left out
    std::vector<char>& m_isDense;
    LaneGeometry& m_result;
};

// Sums at every pixel border.
void fromTotals(const HistoryView& history, const TimeScale& scale, LaneGeometryScratch& scratch,
                LaneGeometry& result) {
    const auto borders = static_cast<std::size_t>(scale.width) + 1;
    if (scratch.bordersOf != scale || scratch.borders.size() != borders) {
        scratch.borders.resize(borders);
        for (std::size_t i = 0; i < borders; ++i) scratch.borders[i] = scale.border(static_cast<int>(i));
        scratch.bordersOf = scale;
    }
    const std::vector<Instant>& times = scratch.borders;
    std::vector<model::StateTotals>& totals = scratch.totals;
    totals.resize(borders);
    history.totalsUntilEach(times.data(), borders, totals.data());

    for (int x = 0; x < scale.width; ++x) {
        const auto i = static_cast<std::size_t>(x);
        const std::int64_t length = (times[i + 1] - times[i]).count();
        std::int64_t parts[kStateCount], lived = 0;
        std::size_t only = kStateCount;
        for (std::size_t s = 0; s < kStateCount; ++s) {
            parts[s] = (totals[i + 1][s] - totals[i][s]).count();
            lived += parts[s];
            only = parts[s] == length ? s : only;
        }
        if (lived == 0)
            continue;
        if (only == kStateCount) {
            LaneColumn& column = result.columns.emplace_back();
            column.x = x;
            const double inverse = 1 / static_cast<double>(length);
            for (std::size_t s = 0; s < kStateCount; ++s)
                if (parts[s] != 0)
                    column.share[s] = static_cast<float>(static_cast<double>(parts[s]) * inverse);
            continue;
        }
        const auto state = static_cast<model::State>(only);
        if (!result.blocks.empty() && result.blocks.back().end == x && result.blocks.back().state == state)
            ++result.blocks.back().end;
        else
            result.blocks.push_back({x, x + 1, state, LaneBlock::kSeveral});
    }
}

}  // namespace

void makeLaneGeometry(const HistoryView& history, const TimeScale& scale, LaneGeometryScratch& scratch,
                      LaneGeometry& result) {
    result.blocks.clear();
    result.columns.clear();
    if (history.isEmpty() || history.begin() >= scale.range.to || history.end() <= scale.range.from)
        return;
    const std::size_t atFrom = history.indexAt(scale.range.from);
    const std::size_t first = atFrom == history.size() ? 0 : atFrom;
    const std::size_t last = history.indexAt(scale.range.to - Duration{1});
    const bool isSparse = last - first < kIntervalsPerPixel * static_cast<std::size_t>(scale.width);
    if (!isSparse && scale.range.length().count() >= scale.width)
        return fromTotals(history, scale, scratch, result);
    Walk walk{scale, scratch, result};
    for (std::size_t i = first; i <= last; ++i) walk.add(history.at(i), i);
    walk.finish();
}

LaneGeometry laneGeometry(const HistoryView& history, const TimeScale& scale) {
    LaneGeometryScratch scratch;
    LaneGeometry result;
    makeLaneGeometry(history, scale, scratch, result);
    return result;
}

Shares sharesOf(const HistoryView& history, Instant from, Instant to) {
    if (history.isEmpty() || from >= to)
        return {};
    const model::StateTotals totals = history.totals(from, to);
    Shares shares{};
    for (std::size_t s = 0; s < kStateCount; ++s)
        shares[s] = static_cast<float>(static_cast<double>(totals[s].count()) /
                                       static_cast<double>((to - from).count()));
    return shares;
}

const LaneGeometry& LaneGeometryCache::of(TaskId task, const HistoryView& history, const TimeScale& scale) {
    if (m_entries.size() > kMostLanesKept)
        m_entries.clear();
    Entry& entry = m_entries[task];
    if (entry.scale != scale || entry.size != history.size() || entry.end != history.end()) {
        entry.scale = scale;
        entry.size = history.size();
        entry.end = history.end();
        makeLaneGeometry(history, scale, m_scratch, entry.geometry);
    }
    return entry.geometry;
}

}  // namespace heddle::ui

#include "ui/timeline/wake_arrows.h"

namespace heddle::ui {

namespace {

constexpr double kReadableDistance = 12;  // pixels between two arrows
constexpr std::size_t kMostAtOnce = 60;   // of all tasks together

}  // namespace

std::vector<WakeArrow> wakeArrows(const model::Snapshot& snapshot, const LaneLayout& layout, TaskId task,
                                  const TimeScale& scale) {
    std::vector<WakeArrow> arrows;
    const model::HistoryView history = snapshot.history(task);
    const std::size_t lane = layout.indexOf(task);
    if (history.isEmpty() || lane == layout.lanes().size() || history.begin() >= scale.range.to)
        return arrows;
    const std::size_t atFrom = history.indexAt(scale.range.from);
    const std::size_t first = atFrom == history.size() ? 0 : atFrom;
    const std::size_t last = history.indexAt(scale.range.to - Duration{1});
    // A wake-up comes with at least two intervals: waiting, and what follows.
    if (static_cast<double>(last - first) > 3 * scale.width / kReadableDistance)
        return arrows;
    for (std::size_t i = first; i <= last; ++i) {
        const model::Interval interval = history.at(i);
        if (!interval.waker || interval.begin < scale.range.from)
            continue;
        const std::size_t from = layout.indexOf(interval.waker);
        const double x = scale.xOf(interval.begin);
        if (from == layout.lanes().size() || from == lane)
            continue;
        if (arrows.empty() || x - arrows.back().x >= kReadableDistance)
            arrows.push_back({x, from, lane, interval.begin});
    }
    return arrows;
}

std::vector<WakeArrow> allWakeArrows(const model::Snapshot& snapshot, const LaneLayout& layout,
                                     std::size_t first, std::size_t last, const TimeScale& scale) {
    std::vector<WakeArrow> all;
    for (std::size_t i = first; i < last; ++i) {
        if (layout.lanes()[i].kind != LaneKind::Task)
            continue;
        const auto arrows = wakeArrows(snapshot, layout, layout.lanes()[i].task, scale);
        all.insert(all.end(), arrows.begin(), arrows.end());
        if (all.size() > kMostAtOnce)
            return {};
    }
    return all;
}

}  // namespace heddle::ui

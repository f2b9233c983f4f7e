#include "ui/timeline/lane_explanation.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/models/story_text.h"
#include "ui/models/time_text.h"
#include "ui/models/words.h"
#include "ui/timeline/lane_geometry.h"

namespace heddle::ui {

using model::State;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Timeline", text);
}

QString sharesText(const model::Snapshot& snapshot, const model::HistoryView& history, Instant from,
                   Instant to, std::size_t intervals) {
    const auto shares = sharesOf(history, from, to);
    QStringList parts;
    for (const State state : {State::Running, State::Ready, State::Blocked, State::SuspendedReady,
                              State::SuspendedBlocked, State::New, State::Terminated, State::Unknown})
        if (const double share = static_cast<double>(shares[model::indexOf(state)]); share > 0)
            parts += QStringLiteral("%1 %2 %").arg(termOf(state).word,
                                                   QString::number(share * 100, 'f', share < 0.1 ? 1 : 0));
    return tr("%1 intervals within %2: %3")
        .arg(QString::number(intervals), durationText(snapshot, to - from), parts.join(QStringLiteral(", ")));
}

QString taskText(const model::Snapshot& snapshot, const Lane& lane, Instant from, Instant to) {
    const model::HistoryView history = snapshot.history(lane.task);
    if (history.isEmpty() || to <= history.begin() || from >= history.end())
        return {};
    const QString name = nameText(snapshot, lane.task);
    const std::size_t first = history.indexAt(std::max(from, history.begin()));
    const std::size_t last = history.indexAt(std::max(to - Duration{1}, history.begin()));
    if (last > first + 1)
        return name + QLatin1Char('\n') + sharesText(snapshot, history, from, to, last - first + 1);
    return intervalText(snapshot, lane.task, std::max(from + (to - from) / 2, history.begin()));
}

QString holdersText(const model::Snapshot& snapshot, const model::ObjectInfo& object, Instant at) {
    QStringList lines;
    for (std::size_t i = object.holds.size(); i-- > 0 && object.holds[i].end > at;)
        if (const model::Hold hold = object.holds[i]; hold.begin <= at)
            lines += tr("held by %1 for %2")
                         .arg(nameText(snapshot, hold.task), durationText(snapshot, hold.end - hold.begin));
    for (const model::Holder& holder : object.holders)
        if (holder.since <= at && at <= snapshot.now())
            lines += tr("held by %1 for %2")
                         .arg(nameText(snapshot, holder.task),
                              durationText(snapshot, snapshot.now() - holder.since));
    return lines.join(QLatin1Char('\n'));
}

QString levelText(const model::Series<model::LevelStep>& steps, Instant at) {
    const std::size_t index = model::stepIndexAt(steps, at);
    return index < steps.size() ? QString::number(steps[index].level) : QString();
}

}  // namespace

QString laneExplanation(const model::Snapshot& snapshot, const Lane& lane, const TimeScale& scale, double x) {
    const Instant at = scale.at(x);
    const model::ObjectInfo* object = snapshot.object(lane.object);
    switch (lane.kind) {
        case LaneKind::Task: {
            const int column = std::clamp(static_cast<int>(x), 0, scale.width - 1);
            return taskText(snapshot, lane, scale.border(column),
                            std::max(scale.border(column + 1), scale.border(column) + Duration{1}));
        }
        case LaneKind::Holders:
            return object ? holdersText(snapshot, *object, at) : QString();
        case LaneKind::Level:
            return object ? levelText(object->levels, at) : QString();
        case LaneKind::Waiters: {
            const QString count = object ? levelText(object->waiterCounts, at) : QString();
            return count.isEmpty() ? count : tr("%1 waiting").arg(count);
        }
        case LaneKind::Cpu:
            for (const model::CpuInfo& cpu : snapshot.cpus())
                if (cpu.id == lane.cpu)
                    if (const std::size_t step = model::stepIndexAt(cpu.steps, at); step < cpu.steps.size())
                        return cpu.steps[step].task ? nameText(snapshot, cpu.steps[step].task)
                                                    : tr("none of the tasks watched");
            return {};
        case LaneKind::Objects:
        case LaneKind::Cpus:
            return {};
    }
    return {};
}

}  // namespace heddle::ui

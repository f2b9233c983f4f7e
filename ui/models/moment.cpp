#include "ui/models/moment.h"

#include <algorithm>

namespace heddle::ui {

using model::State;

std::optional<model::Interval> intervalAt(const model::Snapshot& snapshot, TaskId task, Instant at) {
    const model::HistoryView history = snapshot.history(task);
    const std::size_t index = history.indexAt(at);
    return index < history.size() ? std::optional{history.at(index)} : std::nullopt;
}

Moment::Moment(model::SnapshotPtr snapshot, Instant at) : m_snapshot(std::move(snapshot)), m_at(at) {
    const auto tasks = m_snapshot->tasks();
    m_states.assign(tasks.size(), kAbsent);
    for (const model::TaskInfo& task : tasks) {
        for (std::size_t s = 0; s < model::kStateCount; ++s) m_totals[s] += task.totals[s];
        if (isPresent()) {
            add(task.id, task.state, task.wait, task.stateSince);
        } else if (task.created <= m_at) {
            if (const auto interval = intervalAt(*m_snapshot, task.id, m_at))
                add(task.id, interval->state, interval->wait, interval->begin);
        }
    }
    std::stable_sort(m_waits.begin(), m_waits.end(),
                     [](const PendingWait& a, const PendingWait& b) { return a.since < b.since; });
}

void Moment::add(TaskId task, State state, const model::Wait& wait, Instant since) {
    m_states[task.value() - 1] = static_cast<std::uint8_t>(state);
    ++m_counts[model::indexOf(state)];
    ++m_taskCount;
    const bool waits = state == State::Blocked || state == State::SuspendedBlocked;
    if (waits && (wait.object || wait.other))
        m_waits.push_back({task, wait, since});
}

bool Moment::exists(TaskId task) const {
    return task && task.value() <= m_states.size() && m_states[task.value() - 1] != kAbsent;
}

State Moment::stateOf(TaskId task) const {
    return exists(task) ? static_cast<State>(m_states[task.value() - 1]) : State::Unknown;
}

std::vector<model::Holder> Moment::holdersOf(ObjectId object) const {
    const model::ObjectInfo* info = m_snapshot->object(object);
    if (!info)
        return {};
    if (isPresent())
        return info->holders;
    std::vector<model::Holder> holders;
    // Holds stand in the order of their ends: those before the first that ended later are over.
    std::size_t low = 0, high = info->holds.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (info->holds[middle].end <= m_at)
            low = middle + 1;
        else
            high = middle;
    }
    const bool isExclusive =
        info->kind == wire::ObjectKind::Mutex || info->kind == wire::ObjectKind::RecursiveMutex;
    const std::size_t last = isExclusive ? std::min(low + 1, info->holds.size()) : info->holds.size();
    for (std::size_t i = low; i < last; ++i) {
        const model::Hold hold = info->holds[i];
        if (hold.begin <= m_at)
            holders.push_back({hold.task, hold.units, hold.begin, hold.site});
    }
    for (const model::Holder& holder : info->holders) {
        if (holder.since <= m_at)
            holders.push_back(holder);
    }
    std::stable_sort(holders.begin(), holders.end(),
                     [](const model::Holder& a, const model::Holder& b) { return a.since < b.since; });
    return holders;
}

std::vector<model::Waiter> Moment::waitersOf(ObjectId object) const {
    if (isPresent()) {
        const model::ObjectInfo* info = m_snapshot->object(object);
        return info ? info->waiters : std::vector<model::Waiter>();
    }
    std::vector<model::Waiter> waiters;
    for (const PendingWait& w : m_waits) {
        if (w.wait.object == object)
            waiters.push_back({w.task, w.wait.operation, w.since, w.wait.site});
    }
    return waiters;
}

std::int64_t Moment::levelOf(ObjectId object) const {
    const model::ObjectInfo* info = m_snapshot->object(object);
    if (!info)
        return 0;
    if (isPresent())
        return info->level;
    const std::size_t index = model::stepIndexAt(info->levels, m_at);
    return index < info->levels.size() ? info->levels[index].level : 0;
}

}  // namespace heddle::ui

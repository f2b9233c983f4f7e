// What every task does, and every object, at one instant of a snapshot: the common ground of diagram, graph
// and tables.
//
// Thread rule: immutable once made. Holds the snapshot that it is made of.
// Cost: at the present one pass over the tasks; in the past a binary search for each task.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "engine/model/snapshot.h"

namespace heddle::ui {

// A task that cannot go on, and what for.
struct PendingWait {
    TaskId task;
    model::Wait wait;
    Instant since;
};

class Moment {
public:
    Moment(model::SnapshotPtr snapshot, Instant at);  // the snapshot is not null

    [[nodiscard]] const model::Snapshot& snapshot() const { return *m_snapshot; }
    [[nodiscard]] const model::SnapshotPtr& snapshotPtr() const { return m_snapshot; }
    [[nodiscard]] Instant at() const { return m_at; }
    [[nodiscard]] bool isPresent() const { return m_at >= m_snapshot->now(); }

    // Whether the task existed by then.
    [[nodiscard]] bool exists(TaskId task) const;
    // Of a task that did not exist: Unknown.
    [[nodiscard]] model::State stateOf(TaskId task) const;
    [[nodiscard]] std::size_t count(model::State state) const { return m_counts[model::indexOf(state)]; }
    // Tasks that existed by then.
    [[nodiscard]] std::size_t taskCount() const { return m_taskCount; }

    // Time that all tasks together have spent in each state, in the whole run so far (not only up to at()).
    [[nodiscard]] const model::StateTotals& totals() const { return m_totals; }

    // Waits whose object or task is known, in the order of their beginning.
    [[nodiscard]] const std::vector<PendingWait>& waits() const { return m_waits; }
    [[nodiscard]] std::vector<model::Holder> holdersOf(ObjectId object) const;
    [[nodiscard]] std::vector<model::Waiter> waitersOf(ObjectId object) const;
    // Free units, depth or value: see ObjectInfo::level.
    [[nodiscard]] std::int64_t levelOf(ObjectId object) const;

private:
    static constexpr std::uint8_t kAbsent = 0xff;

    void add(TaskId task, model::State state, const model::Wait& wait, Instant since);

    model::SnapshotPtr m_snapshot;
    Instant m_at;
    std::vector<std::uint8_t> m_states;  // by task; kAbsent: not yet
    std::array<std::size_t, model::kStateCount> m_counts{};
    std::size_t m_taskCount = 0;
    model::StateTotals m_totals{};
    std::vector<PendingWait> m_waits;
};

using MomentPtr = std::shared_ptr<const Moment>;

// The interval of `task` that holds `at`; nothing where the task did not exist.
[[nodiscard]] std::optional<model::Interval> intervalAt(const model::Snapshot& snapshot, TaskId task,
                                                        Instant at);

}  // namespace heddle::ui

// Notices the moment at which a circle of waits closes: each task waits for a lock that the next one holds,
// or for the next one to end. Only a new wait can close one, so it is enough to follow from there.
//
// Cost: one step a link; all walks together are bounded by a multiple of the events (Budget).
// Invariant: a circle is reported once, when it closes.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/budget.h"
#include "engine/model/snapshot.h"
#include "engine/model/store.h"
#include "engine/model/task_fold.h"

namespace heddle::model {

class DeadlockWatch {
public:
    DeadlockWatch(const Store& store, const TaskFold& tasks, Budget& budget)
        : m_store(&store), m_tasks(&tasks), m_budget(&budget) {}

    void waitBegan(std::uint32_t task, std::int64_t time);
    [[nodiscard]] const std::vector<Deadlock>& found() const { return m_found; }

private:
    // The one task that `task` cannot go on without; 0 if there is none, or not one alone.
    [[nodiscard]] std::uint32_t waitsFor(std::uint32_t task) const;

    const Store* m_store;
    const TaskFold* m_tasks;
    Budget* m_budget;
    std::vector<Deadlock> m_found;
};

}  // namespace heddle::model

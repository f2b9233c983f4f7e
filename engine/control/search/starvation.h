// Counts for how many choices each task could have gone on and another one was chosen: bounded fairness, as
// the field calls it, is broken when the count passes a bound. It begins anew with the task's own step, and
// rests while the task is blocked: who is let go and overtaken again and again starves as well.
//
// A property of the schedule, not of its equivalence class.
#pragma once

#include <vector>

#include "engine/control/executor.h"

namespace heddle::control {

class StarvationCounter {
public:
    // After how many choices a task starves; 0: never.
    explicit StarvationCounter(std::uint32_t patience = 0) : m_patience(patience) {}

    [[nodiscard]] bool isOn() const { return m_patience > 0; }
    void restart() { m_counts.clear(); }
    // Before each step: `task` is chosen, of `tasks` as they stand. A task that starves by it; None if nobody
    // does.
    TaskNumber chosen(TaskNumber task, std::span<const TaskView> tasks) {
        if (!isOn())
            return TaskNumber::None;
        TaskNumber starved = TaskNumber::None;
        m_counts.resize(tasks.size());
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            // Whoever sleeps, or waits for its time to pass, is in no hurry.
            const bool couldGo = tasks[i].mayGo && !isLastResort(tasks[i], false);
            if (taskAt(i) == task)
                m_counts[i] = 0;
            else if (couldGo && ++m_counts[i] >= m_patience && starved == TaskNumber::None)
                starved = taskAt(i);
        }
        return starved;
    }

private:
    std::uint32_t m_patience;
    std::vector<std::uint32_t> m_counts;
};

}  // namespace heddle::control

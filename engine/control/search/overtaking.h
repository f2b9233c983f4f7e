// Counts how often others take what a task waits for before it gets it: bounded waiting, as the field calls
// it, is broken when the count passes a bound. A property of the schedule, not of its equivalence class.
#pragma once

#include <vector>

#include "engine/control/executor.h"

namespace heddle::control {

class OvertakingCounter {
public:
    void restart() { m_counts.clear(); }
    // The task that was overtaken most often in its present operation reaches `bound` by this step; None if
    // nobody does.
    TaskNumber stepped(const Step& step, std::span<const TaskView> tasks, std::uint32_t bound) {
        m_counts.resize(tasks.size());
        m_counts[indexOf(step.choice.task)] = 0;
        if (!isTaking(step.operation.kind) || step.choice.timesOut)
            return TaskNumber::None;
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            if (taskAt(i) != step.choice.task && isTaking(tasks[i].next.kind) &&
                tasks[i].next.object == step.operation.object && ++m_counts[i] >= bound)
                return taskAt(i);
        }
        return TaskNumber::None;
    }

private:
    std::vector<std::uint32_t> m_counts;
};

}  // namespace heddle::control

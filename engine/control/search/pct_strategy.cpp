#include "engine/control/search/pct_strategy.h"

#include <algorithm>

namespace heddle::control {

PctStrategy::PctStrategy(std::uint64_t seed, std::uint32_t depth, std::uint32_t expectedSteps)
    : m_random(seed),
      m_depth(std::max(depth, 1u)),
      m_expectedSteps(expectedSteps),
      m_learnsSteps(expectedSteps == 0) {}

bool PctStrategy::begin() {
    m_order.clear();
    m_changePoints.clear();
    for (std::uint32_t i = 1; i < m_depth && m_expectedSteps > 0; ++i)
        m_changePoints.push_back(static_cast<std::uint32_t>(m_random.below(m_expectedSteps)));
    std::sort(m_changePoints.begin(), m_changePoints.end());
    m_nextChange = 0;
    m_step = 0;
    return true;
}

// A new task gets a place that is as likely as any other.
void PctStrategy::admit(std::size_t tasks) {
    while (m_order.size() < tasks) {
        const auto place = static_cast<std::ptrdiff_t>(m_random.below(m_order.size() + 1));
        m_order.insert(m_order.begin() + place, taskAt(m_order.size()));
    }
}

void PctStrategy::fallBelowAll(TaskNumber task) {
    const auto at = std::find(m_order.begin(), m_order.end(), task);
    std::rotate(at, at + 1, m_order.end());
}

std::optional<TaskNumber> PctStrategy::highest(std::span<const TaskView> tasks) const {
    for (const TaskNumber task : m_order) {
        if (tasks[indexOf(task)].isEnabled())
            return task;
    }
    return std::nullopt;
}

std::optional<Choice> PctStrategy::choose(std::span<const TaskView> tasks) {
    admit(tasks.size());
    auto task = highest(tasks);
    for (; task && m_nextChange < m_changePoints.size() && m_changePoints[m_nextChange] == m_step;
         ++m_nextChange) {
        fallBelowAll(*task);
        task = highest(tasks);
    }
    if (!task)
        return std::nullopt;
    const TaskView& view = tasks[indexOf(*task)];
    const bool timesOut = view.mayTimeOut && (!view.mayGo || m_random.below(4) == 0);
    return Choice{*task, timesOut};
}

void PctStrategy::stepped(const Step& step, std::span<const TaskView>) {
    ++m_step;
    if (step.operation.kind == OperationKind::Yield || step.operation.kind == OperationKind::Sleep)
        fallBelowAll(step.choice.task);
}

void PctStrategy::end(std::uint32_t steps, bool) {
    if (m_learnsSteps)
        m_expectedSteps = std::max(m_expectedSteps, steps);
}

}  // namespace heddle::control

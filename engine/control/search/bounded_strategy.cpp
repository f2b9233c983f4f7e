#include "engine/control/search/bounded_strategy.h"

namespace heddle::control {

bool BoundedStrategy::begin() {
    m_depth = 0;
    m_prefix = {};
    if (!m_begun)
        return m_begun = true;
    if (m_coverage.isComplete)
        return false;
    if (takeNext()) {
        m_prefix = std::span{m_steps}.first(m_nodes.size() - 1);
        return true;
    }
    if (!m_wasCut)
        m_coverage.preemptions = m_bound;
    if (!m_forbade || m_bound == m_mostPreemptions) {
        m_coverage.isComplete = !m_forbade && !m_wasCut;
        return false;
    }
    ++m_bound;
    m_forbade = false;
    return true;
}

// The deepest node that has an alternative takes it; the nodes below are forgotten.
bool BoundedStrategy::takeNext() {
    while (!m_nodes.empty()) {
        Node& node = m_nodes.back();
        if (m_alternatives.size() > node.firstAlternative) {
            node.chosen = m_alternatives.back().choice;
            node.chosenCosts = m_alternatives.back().costs;
            m_alternatives.pop_back();
            return true;
        }
        m_nodes.pop_back();
    }
    return false;
}

std::optional<Choice> BoundedStrategy::choose(std::span<const TaskView> tasks) {
    if (m_depth == m_nodes.size())
        open(tasks);
    return m_nodes[m_depth].chosen;
}

void BoundedStrategy::open(std::span<const TaskView> tasks) {
    Node node{static_cast<std::uint32_t>(m_alternatives.size()), 0, {}, false};
    TaskNumber last = TaskNumber::None;
    if (m_depth > 0) {
        const Node& before = m_nodes[m_depth - 1];
        node.preemptions = before.preemptions + (before.chosenCosts ? 1 : 0);
        last = before.chosen.task;
    }
    const auto goesOnFreely = [](const TaskView& view) {
        return view.mayGo && view.next.kind != OperationKind::Yield && view.next.kind != OperationKind::Sleep;
    };
    const bool switchCosts = last != TaskNumber::None && goesOnFreely(tasks[indexOf(last)]);
    const auto offer = [&](Choice choice, bool costs) {
        if (costs && node.preemptions >= m_bound)
            m_forbade = true;
        else
            m_alternatives.push_back({choice, costs});
    };
    // The last one offered is taken first: the task that ran before, so that the first schedule of all is the
    // calmest.
    const auto offerTask = [&](std::size_t i) {
        const bool costs = switchCosts && taskAt(i) != last;
        if (tasks[i].mayTimeOut)
            offer({taskAt(i), true}, costs || tasks[i].mayGo);
        if (tasks[i].mayGo)
            offer({taskAt(i), false}, costs);
    };
    for (std::size_t i = tasks.size(); i-- > 0;) {
        if (taskAt(i) != last)
            offerTask(i);
    }
    if (last != TaskNumber::None)
        offerTask(indexOf(last));
    // A bound never forbids everything: going on, or switching when that cannot be, is free.
    node.chosen = m_alternatives.back().choice;
    node.chosenCosts = m_alternatives.back().costs;
    m_alternatives.pop_back();
    m_nodes.push_back(node);
}

void BoundedStrategy::end(std::uint32_t, bool wasCut) {
    m_wasCut = m_wasCut || wasCut;
    const Node* last = m_nodes.empty() ? nullptr : &m_nodes.back();
    const std::uint32_t used = last ? last->preemptions + (last->chosenCosts ? 1 : 0) : 0;
    if (used < m_bound)
        ++m_coverage.repeated;
}

Coverage BoundedStrategy::coverage() const {
    return m_coverage;
}

}  // namespace heddle::control

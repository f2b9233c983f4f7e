#include "engine/control/history_tree.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/phrase.h"

namespace heddle::control {

NodeNumber HistoryTree::advance(const Step& step) {
    for (const NodeNumber child : node(m_current).children) {
        if (node(child).step == step)
            return m_current = child;
    }
    const auto made = static_cast<NodeNumber>(m_nodes.size());
    m_nodes.push_back({m_current, step, node(m_current).depth + 1, {}, {}});
    m_nodes[static_cast<std::size_t>(m_current)].children.push_back(made);
    return m_current = made;
}

bool HistoryTree::back() {
    if (m_current == NodeNumber::Root)
        return false;
    m_current = node(m_current).parent;
    return true;
}

void HistoryTree::goTo(NodeNumber number) {
    HEDDLE_CHECK(static_cast<std::size_t>(number) < m_nodes.size());
    m_current = number;
}

std::vector<Step> HistoryTree::steps(NodeNumber number) const {
    std::vector<Step> steps;
    for (; number != NodeNumber::Root; number = node(number).parent) steps.push_back(node(number).step);
    std::reverse(steps.begin(), steps.end());
    return steps;
}

std::vector<NodeNumber> HistoryTree::leaves() const {
    std::vector<NodeNumber> leaves;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].children.empty())
            leaves.push_back(static_cast<NodeNumber>(i));
    }
    return leaves;
}

NodeNumber HistoryTree::parting(NodeNumber a, NodeNumber b) const {
    while (a != b) {
        // A parent's number is lower, so the higher of the two is no ancestor of the other.
        NodeNumber& later = a > b ? a : b;
        later = node(later).parent;
    }
    return a;
}

Result<void> HistoryTree::setName(NodeNumber number, std::string name) {
    const auto refused = [&name](std::string why) {
        return Error{Fault::Usage, Phrase{"name a branch '%1'", name}, std::move(why), "choose another name"};
    };
    if (name.empty())
        return refused("a name is needed");
    if (const auto taken = find(name); taken && *taken != number)
        return refused("another branch has that name");
    m_nodes[static_cast<std::size_t>(number)].name = std::move(name);
    return {};
}

std::optional<NodeNumber> HistoryTree::find(std::string_view name) const {
    for (std::size_t i = 0; i < m_nodes.size() && !name.empty(); ++i) {
        if (m_nodes[i].name == name)
            return static_cast<NodeNumber>(i);
    }
    return std::nullopt;
}

}  // namespace heddle::control

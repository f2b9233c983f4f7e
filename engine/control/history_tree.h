// The history of a stepped run: a tree of steps. The program stands at one node; stepping goes to a child,
// going back to the parent; what was chosen otherwise is another child. Nothing is ever forgotten.
//
// Pure data: it does not run anything; who goes back runs choices() again. A value; one thread at a time.
// Invariants: node 0 is the root, a parent's number is lower than its children's, two children of a node
// differ in their step, names of branches are unique.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/control/executor.h"

namespace heddle::control {

enum class NodeNumber : std::uint32_t { Root = 0 };

class HistoryTree {
public:
    struct Node {
        NodeNumber parent = NodeNumber::Root;  // of the root: itself
        Step step;                             // that led here; the root's means nothing
        std::uint32_t depth = 0;               // steps from the root
        std::vector<NodeNumber> children;      // in the order of their making
        std::string name;                      // of the branch that ends here; mostly empty
    };

    HistoryTree() : m_nodes(1) {}

    [[nodiscard]] NodeNumber current() const { return m_current; }
    [[nodiscard]] const Node& node(NodeNumber number) const {
        return m_nodes[static_cast<std::size_t>(number)];
    }
    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }

    // To the child of this step, which is made if it is new.
    NodeNumber advance(const Step& step);
    // To the parent; false at the root.
    bool back();
    void goTo(NodeNumber number);

    // The steps from the root to a node: what to run to stand there.
    [[nodiscard]] std::vector<Step> steps(NodeNumber number) const;
    // The ends of all branches, in the order of their making.
    [[nodiscard]] std::vector<NodeNumber> leaves() const;
    // Where two branches part: the last node that both come through. The same node, or one on the way to the
    // other, if one is a part of the other.
    [[nodiscard]] NodeNumber parting(NodeNumber a, NodeNumber b) const;

    // Error: the name is empty or taken.
    Result<void> setName(NodeNumber number, std::string name);
    void removeName(NodeNumber number) { m_nodes[static_cast<std::size_t>(number)].name.clear(); }
    [[nodiscard]] std::optional<NodeNumber> find(std::string_view name) const;

private:
    std::vector<Node> m_nodes;
    NodeNumber m_current = NodeNumber::Root;
};

}  // namespace heddle::control

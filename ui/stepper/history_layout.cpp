#include "ui/stepper/history_layout.h"

#include <algorithm>

namespace heddle::ui {

using session::NodeId;

namespace {

constexpr std::size_t indexOf(NodeId node) {
    return static_cast<std::size_t>(node);
}

}  // namespace

std::vector<NodeId> wayTo(const StepHistory& nodes, NodeId node) {
    std::vector<NodeId> way;
    for (; node != NodeId::Start && indexOf(node) < nodes.size(); node = nodes[indexOf(node)].parent)
        way.push_back(node);
    std::reverse(way.begin(), way.end());
    return way;
}

HistoryLayout layOutHistory(const StepHistory& nodes, NodeId current) {
    HistoryLayout layout;
    const std::size_t count = nodes.size();
    layout.rows.assign(count, 0);
    layout.isOnPath.assign(count, false);
    if (count == 0)
        return layout;
    // A parent's number is lower than its children's: one pass each way does it.
    std::vector<std::uint32_t> firstChild(count, 0);
    std::vector<std::uint32_t> branchEnd(count);  // depth at which the row that begins here ends
    for (std::size_t i = 1; i < count; ++i)
        if (std::uint32_t& first = firstChild[indexOf(nodes[i].parent)]; first == 0)
            first = static_cast<std::uint32_t>(i);
    for (std::size_t i = count; i-- > 0;)
        branchEnd[i] = firstChild[i] == 0 ? nodes[i].depth : branchEnd[firstChild[i]];
    // By row: stretches of columns that are taken. Few rows; a stretch begins at the parent's column.
    struct Stretch {
        std::uint32_t from, to;
    };
    std::vector<std::vector<Stretch>> taken(1);
    taken[0].push_back({0, branchEnd[0]});
    for (std::size_t i = 1; i < count; ++i) {
        layout.columnCount = std::max(layout.columnCount, nodes[i].depth + 1);
        const std::size_t parent = indexOf(nodes[i].parent);
        if (firstChild[parent] == i) {
            layout.rows[i] = layout.rows[parent];
            continue;
        }
        const Stretch wanted{nodes[parent].depth, branchEnd[i]};
        const auto isFree = [&wanted](const std::vector<Stretch>& row) {
            return std::none_of(row.begin(), row.end(), [&wanted](const Stretch& s) {
                return s.from <= wanted.to && wanted.from <= s.to;
            });
        };
        std::size_t row = layout.rows[parent] + 1;
        while (row < taken.size() && !isFree(taken[row])) ++row;
        if (row >= taken.size())
            taken.resize(row + 1);
        taken[row].push_back(wanted);
        layout.rows[i] = static_cast<std::uint32_t>(row);
    }
    layout.rowCount = static_cast<std::uint32_t>(taken.size());
    for (std::size_t i = 0; i < count; ++i)
        if (firstChild[i] == 0)
            layout.leaves.push_back(static_cast<NodeId>(i));
    layout.isOnPath[0] = true;
    for (const NodeId node : wayTo(nodes, current)) layout.isOnPath[indexOf(node)] = true;
    return layout;
}

}  // namespace heddle::ui

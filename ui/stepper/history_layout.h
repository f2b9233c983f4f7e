// Where the steps of a history stand: a column for each depth, a row for each branch. The first way that was
// taken from a step goes on in its row, others get rows below. Pure functions.
//
// Invariants: no two nodes share a place; a node stands in its parent's row or below it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/session/stepping/controlled_session.h"

namespace heddle::ui {

using session::StepHistory;

struct HistoryLayout {
    std::vector<std::uint32_t> rows;  // by node; the column is its depth
    std::uint32_t rowCount = 1;
    std::uint32_t columnCount = 1;
    std::vector<session::NodeId> leaves;  // in the order of their making
    std::vector<bool> isOnPath;           // by node: on the way from the start to the current one
};

[[nodiscard]] HistoryLayout layOutHistory(const StepHistory& nodes, session::NodeId current);

// The nodes from the start (which is left out) to `node`.
[[nodiscard]] std::vector<session::NodeId> wayTo(const StepHistory& nodes, session::NodeId node);

}  // namespace heddle::ui

// Two branches of a history side by side: where they part, what each does from there, and what differs at
// their ends. Pure functions.
#pragma once

#include <QString>
#include <vector>

#include "ui/stepper/history_layout.h"

namespace heddle::ui {

struct ComparedRow {
    QString what;         // "step 7", "Thread-1", "lock A"
    QString left, right;  // empty: nothing on that side
};

struct BranchComparison {
    std::uint32_t partsAfter = 0;    // steps that both have in common
    std::vector<ComparedRow> steps;  // from there on
    std::vector<ComparedRow> ends;   // what differs when both are over; empty: nothing
};

// "a branch's name", or "14 steps, deadlock": of a branch by its end.
[[nodiscard]] QString branchText(const StepHistory& history, session::NodeId leaf,
                                 const session::PositionPtr& end);

// Both positions stand at the end of their branch, in the same run.
[[nodiscard]] BranchComparison compareBranches(const session::Position& left, const session::Position& right);

}  // namespace heddle::ui

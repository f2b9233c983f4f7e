#include "ui/stepper/step_lines.h"

#include <algorithm>

namespace heddle::ui {

using session::HistoryNode;
using session::NodeId;

namespace {

bool isItsOwn(const HistoryNode& step) {
    return step.intervention == session::Intervention::None && step.site;
}

}  // namespace

std::map<TaskId, SiteId> linesAfterStep(const session::Position& position, std::uint32_t step) {
    const session::StepHistory& history = *position.history;
    std::map<TaskId, SiteId> lines;
    for (const session::NextStep& next : position.tasks)
        if (next.isAlive() && next.site)
            lines[next.task] = next.site;
    const HistoryNode* node = &history[position.current];
    // What was made later was still to be done then: of each task the first of it counts.
    for (; node->depth > step; node = &history[node->parent])
        if (isItsOwn(*node))
            lines[node->task] = node->site;
    auto unknown = std::count_if(position.tasks.begin(), position.tasks.end(),
                                 [&lines](const auto& next) { return !lines.contains(next.task); });
    for (; unknown > 0 && node->depth > 0; node = &history[node->parent])
        if (isItsOwn(*node) && lines.try_emplace(node->task, node->site).second)
            --unknown;
    return lines;
}

}  // namespace heddle::ui

#include "engine/session/stepping/next_steps.h"

#include <algorithm>

namespace heddle::session {

using wire::OperationKind;

namespace {

// All who hold what it needs, itself left out; where that is nobody, the one who alone can let it go on.
std::vector<TaskId> blockersOf(const control::TaskView& view, TaskId self, const model::Snapshot& snapshot) {
    std::vector<TaskId> blockers;
    const OperationKind kind = view.next.kind;
    const bool needsHolders =
        kind == OperationKind::Lock || kind == OperationKind::LockShared || kind == OperationKind::Acquire;
    if (const model::ObjectInfo* object = snapshot.object(objectIdOf(view.next.object));
        object && needsHolders) {
        for (const model::Holder& holder : object->holders) {
            if (holder.task != self)
                blockers.push_back(holder.task);
        }
    }
    if (blockers.empty() && view.blockedBy != control::TaskNumber::None)
        blockers.push_back(taskIdOf(view.blockedBy));
    return blockers;
}

}  // namespace

std::vector<NextStep> nextSteps(const StepRunner& runner, const model::Snapshot& snapshot) {
    std::vector<NextStep> next;
    const auto views = runner.tasks();
    next.reserve(views.size());
    for (std::size_t i = 0; i < views.size(); ++i) {
        const control::TaskView& view = views[i];
        const auto number = control::taskAt(i);
        NextStep step{.task = taskIdOf(number),
                      .name = std::string(runner.nameOf(number)),
                      .operation = view.next.kind,
                      .object = objectIdOf(view.next.object),
                      .target = taskIdOf(view.next.target),
                      .subject = std::string(control::subjectOf(runner, view.next)),
                      .site = runner.siteOf(number),
                      .mayGo = view.mayGo,
                      .mayTimeOut = view.mayTimeOut,
                      .isSuspended = view.isSuspended,
                      .blockedBy = {},
                      .blockedSince = runner.stream().blockedSince(taskIdOf(number))};
        if (view.isAlive() && !view.mayGo)
            step.blockedBy = blockersOf(view, step.task, snapshot);
        next.push_back(std::move(step));
    }
    return next;
}

}  // namespace heddle::session

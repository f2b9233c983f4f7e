#include "engine/model/beginning.h"

#include <algorithm>
#include <utility>

namespace heddle::model {

bool Beginning::tellsSteps() const {
    return when(Milestone::ControlBlock) || when(Milestone::Resources) || when(Milestone::Filled);
}

bool Beginning::isAllTold() const {
    return std::all_of(moments.begin(), moments.end(), [](const Moment& moment) { return moment.at; });
}

bool Beginning::isInOrder() const {
    Instant latest = asked;
    for (const Moment& moment : moments) {
        if (moment.at && *moment.at < latest)
            return false;
        latest = moment.at.value_or(latest);
    }
    return true;
}

std::optional<Instant> Beginning::when(Milestone milestone) const {
    for (const Moment& moment : moments)
        if (moment.milestone == milestone)
            return moment.at;
    return std::nullopt;
}

Beginning beginningOf(const Snapshot& snapshot, const TaskInfo& task) {
    const auto stepDone = [&task](wire::CreationStep step) {
        return task.creation[static_cast<std::size_t>(step) - 1];
    };
    Beginning told{.asked = task.requested.value_or(task.created),
                   .moments = {{{Milestone::ControlBlock, stepDone(wire::CreationStep::ControlBlock)},
                                {Milestone::Resources, stepDone(wire::CreationStep::Resources)},
                                {Milestone::Filled, stepDone(wire::CreationStep::Filled)},
                                {Milestone::ReadyQueue, std::nullopt},
                                {Milestone::Processor, std::nullopt}}}};
    auto& [controlBlock, resources, filled, readyQueue, processor] = told.moments;
    if (task.kind == wire::TaskKind::Thread)  // its maker has the stack before it asks the kernel
        std::swap(controlBlock, resources);
    // As long as nothing else is between: after a gap it may have run before.
    const HistoryView history = snapshot.history(task.id);
    for (std::size_t i = 0; i < history.size() && !processor.at; ++i) {
        const Interval interval = history.at(i);
        if (interval.state == State::Running)
            processor.at = interval.begin;
        else if (interval.state == State::Ready)
            readyQueue.at = readyQueue.at.value_or(interval.begin);
        else if (interval.state != State::New)
            break;
    }
    for (const Beginning::Moment& moment : told.moments)
        if (moment.at && !task.requested)
            told.asked = std::min(told.asked, *moment.at);
    return told;
}

}  // namespace heddle::model

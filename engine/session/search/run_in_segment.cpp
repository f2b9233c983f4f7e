#include "engine/session/search/run_in_segment.h"

#include <algorithm>

#include "engine/control/names.h"
#include "engine/wire/kinship.h"

namespace heddle::session {

control::Schedule scheduleIn(const wire::Segment& segment) {
    control::Schedule schedule;
    control::SegmentNames names{segment};
    const std::uint32_t steps =
        std::min(segment.header().control.scriptAt.load(std::memory_order_relaxed), segment.limits().script);
    for (std::uint32_t i = 0; i < steps; ++i) {
        const wire::ScriptEntry& made = segment.script(i);
        if (made.task == 0 || made.task >= segment.limits().tasks)
            break;
        control::ScheduleEntry& entry = schedule.entries.emplace_back();
        entry.task = names.of(control::numberOf(TaskRef{made.task}));
        entry.operation = made.kind;
        entry.timesOut = made.timesOut;
        if (made.object == 0)
            continue;
        if (wire::isAboutTask(made.kind) && made.object < segment.limits().tasks)
            entry.object = names.of(control::numberOf(TaskRef{made.object}));
        else if (made.object < segment.limits().objects)
            entry.object = names.of(control::numberOf(ObjectId{made.object}));
    }
    return schedule;
}

bool hasProcesses(const wire::Segment& segment, std::size_t tasks) {
    for (std::size_t i = 0; i < tasks; ++i) {
        if (wire::processOf(segment, control::refOf(control::taskAt(i))) != TaskRef{1})
            return true;
    }
    return false;
}

}  // namespace heddle::session

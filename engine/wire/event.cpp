#include "engine/wire/event.h"

namespace heddle::wire {

TaskFields taskFieldsOf(const Event& event) {
    switch (event.kind) {
        case EventKind::TaskSpawning:
        case EventKind::TaskBound:
        case EventKind::Woken:
        case EventKind::TaskSignalled:
        case EventKind::FiberResumed:
        case EventKind::FiberSuspended:
            return {.task = true, .object = true};
        case EventKind::TaskCreated:
            return {
                .task = true, .object = true, .lowerValue = event.detailAs<TaskKind>() == TaskKind::Fiber};
        case EventKind::WaitBegan:
            return {.task = true, .other = operationOf(event) != Operation::Acquire};
        case EventKind::WaitEnded:
        case EventKind::Granted:
        case EventKind::Received:
            return {.task = true, .other = true};
        case EventKind::None:
        case EventKind::TextPiece:
        case EventKind::SiteDefined:
        case EventKind::SourceUsed:
        case EventKind::StreamEnded:
        case EventKind::Count:
            return {};
        default:
            return {.task = true};
    }
}

const char* nameOf(EventKind kind) {
    switch (kind) {
        case EventKind::None:
            return "None";
        case EventKind::TextPiece:
            return "TextPiece";
        case EventKind::SiteDefined:
            return "SiteDefined";
        case EventKind::SourceUsed:
            return "SourceUsed";
        case EventKind::GapBegan:
            return "GapBegan";
        case EventKind::GapEnded:
            return "GapEnded";
        case EventKind::StreamEnded:
            return "StreamEnded";
        case EventKind::TaskSpawning:
            return "TaskSpawning";
        case EventKind::TaskBound:
            return "TaskBound";
        case EventKind::TaskCreated:
            return "TaskCreated";
        case EventKind::TaskNamed:
            return "TaskNamed";
        case EventKind::TaskExecuted:
            return "TaskExecuted";
        case EventKind::TaskAdmitted:
            return "TaskAdmitted";
        case EventKind::TaskExited:
            return "TaskExited";
        case EventKind::TaskReaped:
            return "TaskReaped";
        case EventKind::TaskCounter:
            return "TaskCounter";
        case EventKind::SwitchedIn:
            return "SwitchedIn";
        case EventKind::SwitchedOut:
            return "SwitchedOut";
        case EventKind::Woken:
            return "Woken";
        case EventKind::Stopped:
            return "Stopped";
        case EventKind::Continued:
            return "Continued";
        case EventKind::Sampled:
            return "Sampled";
        case EventKind::FiberResumed:
            return "FiberResumed";
        case EventKind::FiberSuspended:
            return "FiberSuspended";
        case EventKind::ObjectCreated:
            return "ObjectCreated";
        case EventKind::ObjectNamed:
            return "ObjectNamed";
        case EventKind::ObjectDestroyed:
            return "ObjectDestroyed";
        case EventKind::WaitBegan:
            return "WaitBegan";
        case EventKind::WaitEnded:
            return "WaitEnded";
        case EventKind::Acquired:
            return "Acquired";
        case EventKind::Released:
            return "Released";
        case EventKind::Granted:
            return "Granted";
        case EventKind::Put:
            return "Put";
        case EventKind::Took:
            return "Took";
        case EventKind::ValueSet:
            return "ValueSet";
        case EventKind::ValueRead:
            return "ValueRead";
        case EventKind::TaskDaemon:
            return "TaskDaemon";
        case EventKind::ExpectationFailed:
            return "ExpectationFailed";
        case EventKind::Sent:
            return "Sent";
        case EventKind::Received:
            return "Received";
        case EventKind::Printed:
            return "Printed";
        case EventKind::TaskRequested:
            return "TaskRequested";
        case EventKind::TaskEnding:
            return "TaskEnding";
        case EventKind::TaskSignalled:
            return "TaskSignalled";
        case EventKind::TaskFaulted:
            return "TaskFaulted";
        case EventKind::FaultProgram:
            return "FaultProgram";
        case EventKind::FaultInstruction:
            return "FaultInstruction";
        case EventKind::TaskStepDone:
            return "TaskStepDone";
        case EventKind::Count:
            return "Count";
    }
    return "?";
}

}  // namespace heddle::wire

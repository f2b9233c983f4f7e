// The vocabulary of control points: what a task is about to do when it stops in front of its next operation.
// (wire::Operation, in event.h, is narrower: what a task waits in.)
#pragma once

#include <cstdint>

namespace heddle::wire {

// Raised when the same program would stop at other places than before: its schedules do not fit any more.
inline constexpr std::uint32_t kStepVocabulary = 2;

enum class OperationKind : std::uint8_t {
    None,             // the task has ended
    Begin,            // its first step, up to its first operation
    Spawn,            // creates a task, which gets the next number
    Join,             // waits for the end of `target`
    Exit,             // its last step
    ExitProcess,      // its last step, by which others end or have locks that it leaves behind
    Terminate,        // sends the process of `target` a signal that ends it, and that it could refuse
    Kill,             // one that it cannot refuse
    Suspend,          // stops the process of `target` where it stands
    Activate,         // lets it go on
    Lock,             // a mutex, recursive or not
    TryLock,          //
    Unlock,           //
    LockShared,       // as a reader
    TryLockShared,    //
    UnlockShared,     //
    Acquire,          // `units` of a semaphore
    TryAcquire,       //
    Release,          // `units` of a semaphore
    Set,              // an event flag
    Clear,            //
    WaitEvent,        // goes on when the flag is set, and leaves it set
    WaitCondition,    // gives the mutex `also` up and stands in the condition's line
    Wake,             // waits to be taken out of that line; a Lock of the mutex follows
    Notify,           // takes the first one out of the line
    NotifyAll,        //
    ArriveAtBarrier,  // never waits
    PassBarrier,      // waits until all have arrived
    Put,              // into a queue
    TryPut,           //
    Get,              // out of a queue
    TryGet,           //
    Read,             // a shared variable
    Write,            //
    Update,           // reads and writes in one
    Sleep,            // virtual: may always be chosen
    Yield,            //
    Spin,  // the end of a round of busy waiting that changed nothing: waits until something the task looked
           // at since its last Spin has changed, for before that another round would be the same
    Count  // one past the last; not an operation
};

// Whether it leaves all objects as they were.
[[nodiscard]] constexpr bool changesNothing(OperationKind kind) {
    switch (kind) {
        case OperationKind::None:
        case OperationKind::Begin:
        case OperationKind::Spawn:
        case OperationKind::Join:
        case OperationKind::WaitEvent:
        case OperationKind::Wake:
        case OperationKind::PassBarrier:
        case OperationKind::Read:
        case OperationKind::Sleep:
        case OperationKind::Yield:
        case OperationKind::Spin:
            return true;
        default:
            return false;
    }
}

// Whether it is about another task, and no object.
[[nodiscard]] constexpr bool isAboutTask(OperationKind kind) {
    switch (kind) {
        case OperationKind::Join:
        case OperationKind::Terminate:
        case OperationKind::Kill:
        case OperationKind::Suspend:
        case OperationKind::Activate:
            return true;
        default:
            return false;
    }
}

// Whether it decides what other tasks can do at all.
[[nodiscard]] constexpr bool decidesOverOthers(OperationKind kind) {
    return kind == OperationKind::ExitProcess || (isAboutTask(kind) && kind != OperationKind::Join);
}

// Whether its task learns how an object stands, and goes on either way.
[[nodiscard]] constexpr bool looks(OperationKind kind) {
    switch (kind) {
        case OperationKind::Read:
        case OperationKind::TryLock:
        case OperationKind::TryLockShared:
        case OperationKind::TryAcquire:
        case OperationKind::TryPut:
        case OperationKind::TryGet:
            return true;
        default:
            return false;
    }
}

}  // namespace heddle::wire

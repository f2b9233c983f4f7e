// What a task of a controlled run is about to do: one operation, at most two objects.
//
// Numbers are dense and deterministic: tasks in the order of their creation, objects as the program numbers
// them; the same choices from the start give the same numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace heddle::control {

enum class TaskNumber : std::uint16_t { None = 0xffff };
enum class ObjectNumber : std::uint32_t { None = 0xffffffff };

constexpr std::size_t indexOf(TaskNumber task) {
    return static_cast<std::size_t>(task);
}
constexpr TaskNumber taskAt(std::size_t index) {
    return static_cast<TaskNumber>(index);
}

enum class OperationKind : std::uint8_t {
    None,             // the task has ended
    Begin,            // its first step, up to its first operation
    Spawn,            // creates a task, which gets the next number
    Join,             // waits for the end of `target`
    Exit,             // its last step
    ExitProgram,      // its last step, which ends all other tasks too
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

struct Operation {
    OperationKind kind = OperationKind::None;
    bool timed = false;  // may give up after a time, instead of going on
    std::uint16_t units = 1;
    TaskNumber target = TaskNumber::None;      // of Join
    ObjectNumber object = ObjectNumber::None;  // None where there is none
    ObjectNumber also = ObjectNumber::None;    // the mutex of WaitCondition

    friend bool operator==(const Operation&, const Operation&) = default;
};

// "lock", "wait-event": as schedules have it.
[[nodiscard]] std::string_view wordOf(OperationKind kind);
[[nodiscard]] std::optional<OperationKind> operationOf(std::string_view word);

// Whether the operation takes something that others may want too: what a task can be overtaken in.
[[nodiscard]] constexpr bool isTaking(OperationKind kind) {
    switch (kind) {
        case OperationKind::Lock:
        case OperationKind::TryLock:
        case OperationKind::LockShared:
        case OperationKind::TryLockShared:
        case OperationKind::Acquire:
        case OperationKind::TryAcquire:
        case OperationKind::Put:
        case OperationKind::TryPut:
        case OperationKind::Get:
        case OperationKind::TryGet:
            return true;
        default:
            return false;
    }
}

}  // namespace heddle::control

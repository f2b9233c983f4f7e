// A change of an object that takes several steps, noted in the object's record before the first of them. If
// whoever makes it is killed in the middle, whoever comes next under the guard brings it to its end
// (SyncObject::settle): each step can be made once more. A change lets one task go on, or nobody.
//
//     who makes it (guard held)      who is let go on             who inherits the guard (guard held)
//     note()
//     ...its steps...
//     noteMade()
//     wake()                    -->  goes on: forgetOwn()         claim()
//     forgetTask()                                                ...all its steps once more..., wake()
//     ...the others...                                            forgetTask()
//     forget()                                                    ...the others..., forget()
//
// Invariant: as long as the change is noted, the task that it lets go on waits, or is in forgetOwn(): so to
// wake it once more does not end another wait of its.
#pragma once

#include <optional>

#include "engine/wire/segment.h"

namespace heddle::runtime {

struct Change {
    TaskRef letsGo{};  // none: nobody
    wire::WaitOutcome outcome = wire::WaitOutcome::Granted;
    bool isPutter = false;         // it stands in the line of putters
    bool concernsAll = false;      // the others in line are let go on after it, with this outcome
    bool isMade = false;           // all is done but to wake it: the object itself may have changed since
    std::uint32_t stateAfter = 0;  // of the object
    std::uint32_t place = 0;       // Queue: of the item that is taken out. SharedMutex: shares noted before
};

namespace under_way {

void note(wire::ObjectRecord& object, const Change& change);
void noteMade(wire::ObjectRecord& object);
// The task that it lets go on is awake; what concerns all stays noted until forget().
void forgetTask(wire::ObjectRecord& object);
void forget(wire::ObjectRecord& object);
// What a dead one has noted, and whom it lets go on stays where it is; nothing: there is nothing left to do.
[[nodiscard]] std::optional<Change> claim(wire::ObjectRecord& object);
// By a task that has been let go on. False: somebody is about to do so once more, and holds the guard.
[[nodiscard]] bool forgetOwn(wire::ObjectRecord& object, TaskRef self);

}  // namespace under_way
}  // namespace heddle::runtime

// The verdict on tasks that nobody can let go on any more: data, not words. deadlock_watch.h says what
// counts.
#pragma once

#include <optional>
#include <vector>

#include "engine/base/clock.h"
#include "engine/base/strong_id.h"
#include "engine/model/interval.h"
#include "engine/model/object_info.h"

namespace heddle::model {

// Who can end a wait.
enum class WaitEnder : std::uint8_t {
    Anybody = 0,    // time, the kernel, somebody outside: such a wait is never part of a deadlock
    EveryHolder,    // a lock: all who hold it have to give it back
    EnoughHolders,  // a semaphore that has been used as a lock: those of its holders who bring enough units
    JoinedTask,     // a join: the task joined, by ending
    JoinedProcess,  // a join of a process: any task of it, for each could end the process
    SharingTask,    // a queue, an event...: any task that shares the object
    CarriersFiber,  // not a wait of its own: the fiber that occupies the carrier
};

// Why one task of a deadlock does not go on.
struct DeadlockEdge {
    TaskId task;
    Wait wait;
    Instant since;
    WaitEnder ender = WaitEnder::Anybody;
    std::vector<Holder> holders;  // EveryHolder, EnoughHolders: of wait.object, when the deadlock arose
    TaskId next;  // the one of those who could end it that comes next in the circle; none: all ended
};

struct Deadlock {
    enum class Shape : std::uint8_t {
        Circle,     // the tasks wait for each other
        Abandoned,  // one task waits for what nobody is left to do
    };
    enum class Ending : std::uint8_t {
        None,       // it lasts
        Broken,     // one of its tasks goes on, or has ended
        Withdrawn,  // it was none: more tasks can end its waits than had shown when it was found
        Unknown,    // events were lost: whether it lasts nobody can know
    };

    Instant at;                     // when it arose
    std::vector<TaskId> tasks;      // a circle: tasks[i] waits for objects[i] (none: for the end of a task),
    std::vector<ObjectId> objects;  // which tasks[i + 1] holds, or could bring
    Shape shape = Shape::Circle;
    std::vector<DeadlockEdge> edges;  // edges[i] is about tasks[i]
    // Bound up with the circle: each waits for somebody in here or in the circle, and they for it.
    std::vector<TaskId> entangled;
    // They wait, directly or not, for the tasks above, which do not wait for them.
    std::vector<TaskId> behind;
    bool isPartial = false;  // when it arose, others were alive and could go on
    Ending ending = Ending::None;
    std::optional<Instant> brokenAt;  // since when it is no more, in the way that `ending` says

    // Not a verdict that has been withdrawn: it never was one.
    [[nodiscard]] bool wasOne() const { return ending != Ending::Withdrawn; }
    [[nodiscard]] bool holdsAt(Instant time) const {
        return wasOne() && at <= time && (!brokenAt || time < *brokenAt);
    }
};

}  // namespace heddle::model

// What a deadlock rests on and how it could be broken: which of the four conditions (Coffman, Elphick and
// Shoshani: System Deadlocks, 1971) holds by what. Data, not words; told from the verdict alone.
#pragma once

#include <vector>

#include "engine/model/deadlock.h"

namespace heddle::model {

// A task of the circle that has one thing while it waits for another.
struct HoldAndWait {
    TaskId task;
    ObjectId held;
    Instant since;  // since when it has it, and where it took it
    SiteId taken;
    ObjectId wanted;  // none: it waits for the end of a task
    SiteId waits;
};

struct WayOut {
    enum class Kind : std::uint8_t {
        LockOrder,  // everybody takes the locks in the same order: then no circle can close
        EndTask,    // `task` ends, and what it holds is given back
        TakeBack,   // `object` is taken back from `task`
        Provide,    // somebody else does what `task` waits for on `object`
    };
    Kind kind = Kind::EndTask;
    TaskId task;
    ObjectId object;
};

struct DeadlockStory {
    // Mutual exclusion: they are held, and cannot be had by another one meanwhile.
    std::vector<ObjectId> exclusive;
    // Hold and wait.
    std::vector<HoldAndWait> holdAndWait;
    // No preemption: nobody but its ender ends each wait, and none has a time limit; so it holds by the
    // edges. Circular wait: the circle itself; not so where one task waits for what nobody is left to do.
    bool isCircular = false;
    std::vector<WayOut> waysOut;
};

[[nodiscard]] DeadlockStory storyOf(const Deadlock& deadlock);

}  // namespace heddle::model

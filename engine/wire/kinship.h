// Which tasks of a controlled run live and die together: those of a process, and its daemons.
//
// A process is known by its first task. It ends when that ends, and all its other tasks with it; a daemon
// process ends with the thread that made it, however that ends. The gate, the observer and the rules of the
// control points say so from the ControlRecords, while the tasks in question stand.
// Thread rule: for whoever moves, or for the observer while nobody does.
#pragma once

#include <vector>

#include "engine/wire/segment.h"

namespace heddle::wire {

// The first task of the process that `task` belongs to.
[[nodiscard]] TaskRef processOf(const Segment& segment, TaskRef task);

// Whether others end when `task` does, or a lock finds that its owner has died.
[[nodiscard]] bool leavesTraces(const Segment& segment, TaskRef task);

// As waitpid(2) gives it, of a process that ends itself with `code`.
constexpr int statusOfExit(int code) {
    return (code & 0xff) << 8;
}

// Marks `task` and all who end with it as dying, and counts those of them that stand as moving: they do until
// their processes are really no more. `status` is that of the process that `task` is the first of. Returns
// them.
std::vector<TaskRef> doom(const Segment& segment, TaskRef task, int status);

// The process is stopped, or goes on again.
void setSuspended(const Segment& segment, TaskRef process, bool isSuspended);

// Whether `owner` is of another process than `self`, and that has ended: what it holds is free for the first
// who asks.
[[nodiscard]] bool hasDiedElsewhere(const Segment& segment, TaskRef self, TaskRef owner);

}  // namespace heddle::wire

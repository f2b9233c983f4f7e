// Priorities that tasks lend to each other, and whether the owner of something still lives.
//
// Who waits for a Mutex with inheritance lends its priority (the nice value of its thread) to the holder,
// which gives it back when it unlocks. Of several such mutexes the first one unlocked gives back what all
// have lent. What the kernel does not permit (a higher priority needs CAP_SYS_NICE or RLIMIT_NICE) is said
// once, on stderr.
#pragma once

#include "engine/runtime/wait.h"

namespace heddle::runtime {

// The guard of `line` is held.
void lendHighestPriority(ThreadContext& thread, const wire::WaiterList& line, TaskRef owner);
// The running task has no use for what was lent to it.
void returnPriority(const Step& step);
// Of the calling thread: -20, the highest, to 19.
void setNice(int nice);

// Whether `owner` is of another process, which has ended.
[[nodiscard]] bool hasDiedElsewhere(const ThreadContext& thread, TaskRef owner);

}  // namespace heddle::runtime

// Priorities that tasks lend to each other.
//
// Who waits for a Mutex with inheritance lends its priority (the nice value of its thread) to the holder. If
// that waits for another such mutex, it lends on what it was lent, and so forth. A holder runs at the highest
// priority of those who wait for it, or at its own: it loses what was lent when it unlocks, and when who lent
// it waits no more. What the kernel does not permit (a higher priority needs CAP_SYS_NICE or RLIMIT_NICE) is
// said once.
#pragma once

#include "engine/runtime/wait.h"

namespace heddle::runtime {

// The guard of `line` is held. Whether the owner runs at a higher priority now.
bool lendHighestPriority(ThreadContext& thread, const wire::WaiterList& line, TaskRef owner);
// `holder` was lent a priority, and lends it on. No guard of a lock that lends is held, here and below.
void lendOn(ThreadContext& thread, TaskRef holder);
// Somebody waits no more for `holder`, or for what that has held: it keeps only what others lend to it, and
// so do those to whom it has lent on.
void settlePriority(ThreadContext& thread, TaskRef holder);
// Of the calling thread: -20, the highest, to 19.
void setNice(int nice);

}  // namespace heddle::runtime

// Who can end the wait that a task is in. The rule behind every verdict; where the record does not tell for
// sure, the answer is Anybody, and no verdict rests on the wait.
//
// - A lock, recursive or not: its owner. (Its owner waiting for it again: of a recursive lock no wait.)
// - A reader-writer lock, to write: all who hold it, readers or writer (a reader who wants to write: itself).
// - ..., to read: the writer; where readers hold it: all of them, if a writer without a time limit stands in
//   line before (without one it would not wait).
// - A semaphore used as a lock: those who hold units, as many of them as bring what it asks for, and what
//   those ask for who stand before it in line: who wants few does not pass who wants many. (Not so in a
//   controlled run, in which nobody stands in line.) Used as a lock: units have come back, and each from who
//   had taken them. Whoever may release what another one took could break that custom: the one rule here that
//   rests on it.
// - Any other semaphore, or one of which more is asked for than there is: any task that shares the object.
// - A queue, event, condition, barrier, pipe, future: likewise; an item, room, a flag or a message that is
//   there: Anybody. (A pipe has room as long as fewer messages are under way than Linux gives it places.)
// - The end of a task: that task; of a process: any task of it.
// - A time limit, Sleep, Accept, Connect, a wait that nobody explained: Anybody.
// - An object with a hole in its record, or with events kept back: Anybody.
#pragma once

#include "engine/model/deadlock.h"
#include "engine/model/store.h"
#include "engine/model/task_fold.h"

namespace heddle::model {

// Of a task in the line of an object: it will not leave it by itself.
[[nodiscard]] bool staysInLine(const Store& store, const TaskRecord& waiter);

[[nodiscard]] WaitEnder enderOf(const Store& store, const TaskFold& tasks, std::uint32_t task);

// For a fiber that waits for nothing but its carrier: the fiber that occupies the carrier and has blocked it
// in the kernel, for longer than it takes to leave it; 0: none.
[[nodiscard]] std::uint32_t carrierHeldBy(const TaskFold& tasks, std::uint32_t fiber, std::int64_t time);

}  // namespace heddle::model

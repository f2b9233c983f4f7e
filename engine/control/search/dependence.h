// Which operations of two different tasks depend on each other. Everything that the exhaustive search proves
// rests on this relation, so it errs on the side of dependence, and a test holds it against real states: two
// enabled operations that are independent give the same state in either order, and neither lets the other go
// or stops it.
//
// Always independent: Begin, Sleep, Yield (they touch nothing), and operations on different objects.
// On the same object:
//   mutex       all: a lock stops other locks, an unlock lets them go, a try sees either. As readers: two
//   shared locks,
//               two shared unlocks, and one of each commute and stop nobody; with the exclusive ones they do
//               not, and nothing commutes with the lock that is told of a dead writer.
//   semaphore   a release only adds, so two commute. Acquire with acquire: the last unit stops the other.
//   Acquire with
//               release: it may let it go.
//   event flag  two Sets, two Clears, two waits commute; each other pair changes what the other one meets.
//   condition   all (the line has an order), but for Wake: it takes the task itself out and no other, so it
//   commutes
//               with a Wake and a WaitCondition of another task, not with what may be meant for it (Notify).
//               WaitCondition is an Unlock of its mutex too.
//   barrier     all: the last one to arrive lets all go; but passing changes nothing for the others who pass.
//   queue       all: the order of items, and room and items let others go.
//   variable    all but two Reads.
// Between tasks:
//   Spawn       with Spawn: numbers are given in order. (That a child follows its Spawn is the order of
//               creation.)
//   Join        with the Exit of its target. Two Exits, two Joins: independent.
//   ExitProcess and Terminate, Kill, Suspend, Activate: with everything, for they decide whether anything of
//               another task can follow.
//   Spin        with every operation that may change what the spinning task looked at: with all that change
//               anything.
#pragma once

#include "engine/control/operation.h"

namespace heddle::control {

struct TaskOperation {
    TaskNumber task;
    Operation operation;
};

// Of two different tasks: neither may the order of the two be changed nor one be put between.
[[nodiscard]] bool areDependent(const TaskOperation& a, const TaskOperation& b);

// Dependent, and both may be possible in one state, so that their order can be the other way round. It is not
// where one only ends what keeps the other waiting: an unlock of what the other locks, an exit of what the
// other joins. A try or timed form never just waits, so it stays.
[[nodiscard]] bool mayRace(const TaskOperation& a, const TaskOperation& b);

}  // namespace heddle::control

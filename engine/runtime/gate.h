// The gate of a controlled run: every operation of every task stops here until it is permitted. In a free run
// there is none, and an operation pays one look at a pointer.
//
// Which operations: all that begin with beginStep(at, next). A task also stops before its first instruction
// (Begin) and after its last (Exit). An operation that would wait is not permitted; so behind the gate
// nothing waits. Thread rule: called by the task that runs.
#pragma once

#include "engine/wire/control_record.h"
#include "engine/wire/event.h"

namespace heddle::runtime {

struct Step;

class Gate {
public:
    Gate() = default;
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;
    virtual ~Gate() = default;

    // Stops the running task in front of `next`. Granted: it makes the operation; TimedOut: it gives up
    // instead.
    virtual wire::WaitOutcome pass(const Step& step, const wire::NextOperation& next) = 0;
    // The running task is about to make `newborn`, which moves from now on until it comes to its Begin.
    virtual void announce(TaskRef newborn) = 0;
    // The task has made its Exit, and touches nothing that is shared any more.
    virtual void leave(TaskRef task) = 0;
};

}  // namespace heddle::runtime

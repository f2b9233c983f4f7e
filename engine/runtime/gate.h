// The gate of a controlled run: every operation of every task stops here until it is permitted. In a free run
// there is none, and an operation pays one look at a pointer.
//
// Which operations: all that begin with beginStep(at, next). A task also stops before its first instruction
// (Begin) and after its last (Exit). An operation that would wait is not permitted; so behind the gate
// nothing waits. Thread rule: called by the task that runs.
#pragma once

#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/wire/control_record.h"
#include "engine/wire/event.h"

namespace heddle::wire {
class Segment;
}

namespace heddle::runtime {

struct Step;

class Gate {
public:
    Gate() = default;
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;
    virtual ~Gate() = default;

    // Stops the running task in front of `next`. Granted: it makes the operation; TimedOut: it gives up
    // instead. Does not return when the task is ended where it stands.
    virtual wire::WaitOutcome pass(const Step& step, const wire::NextOperation& next) = 0;
    // The running task is about to make `newborn`, which moves from now on until it comes to its Begin.
    virtual void announce(TaskRef newborn) = 0;
    // It has been made, a thread or process of its own: returns when it stands in front of its Begin, so that
    // what it does until then and what its maker does next never race.
    virtual void awaitBirth(TaskRef) {}
    // The task has made its Exit, and touches nothing that is shared any more.
    virtual void leave(TaskRef task) = 0;
    // Whether a process, which `process` is the first task of, does with `signal` whatever it likes, and
    // when.
    [[nodiscard]] virtual bool mayRefuse(TaskRef process, int signal) const;
    // The running task sends it one that it may not refuse. Returns when it has obeyed: it has ended with all
    // who end with it, it stands still, or it goes on.
    void signal(TaskRef process, int signal);
    // The running task's process ends with `code`, and takes with it whom it takes with it.
    [[noreturn]] virtual void exitProcess(int code) = 0;
    // The step that the running task makes has failed. It stands in front of its Exit, and what it holds
    // stays held: nothing of it is unwound.
    [[noreturn]] virtual void fail(wire::StepFailure failure, std::string_view text) = 0;
    // Whether the gate itself makes the tasks: then they are no processes, threads and fibers of their own.
    [[nodiscard]] virtual bool carries() const { return false; }
    // What was thrown, in words.
    static std::string textOf(const std::exception_ptr& thrown);
    // Only where it carries: `newborn`, which was announced, stands in front of its Begin.
    virtual void carry(TaskRef newborn, std::function<void()> body);

protected:
    // `signal` is sent to a process that obeys it by ending (it and those with it are marked as dying), by
    // standing still, or by going on; or, while it stands still, by keeping it in mind.
    virtual void obey(TaskRef process, int signal, const std::vector<TaskRef>& dying) = 0;
    // Makes exceptions that leave the body of a task, and std::terminate(), failures of their step.
    static void takeTerminateForFailure();
    // Writes what the task of `step` is about to do where an observer reads it.
    static void show(const wire::Segment& segment, const Step& step, const wire::NextOperation& next);
    // Notes a failed step where an observer reads it.
    static void note(const wire::Segment& segment, TaskRef task, wire::StepFailure failure,
                     std::string_view text);
};

}  // namespace heddle::runtime

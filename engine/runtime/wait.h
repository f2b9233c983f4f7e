// How a task waits and how it is let go on: one mechanism under every object, join and sleep, for threads,
// for fibers, and across processes.
//
//     Step step = beginStep(at, next);      every operation begins here, on the task that runs
//     Guard guard{object.guard, ...};
//     standInLine(step, list);              while the guard is held
//     ...guard given up...
//     park(step);                           until somebody calls wake() for it
//
// A thread sleeps on its own futex word. A fiber leaves its carrier, which goes on with its other fibers; the
// carrier sleeps only when none is ready. Lines are in order of arrival, and whoever ends a wait takes the
// first in line out of it and hands over: a woken task never has to compete again.
#pragma once

#include "engine/runtime/gate.h"
#include "engine/runtime/guard.h"
#include "engine/runtime/thread_context.h"

namespace heddle::runtime {

// One operation of the running task.
struct Step {
    ThreadContext& thread;
    TaskRef task;
    SiteId site;
    wire::WaitOutcome permit =
        wire::WaitOutcome::Granted;  // TimedOut: a controlled run lets its time limit pass
                                     // Cancelled: its task is being unwound, and does not make it
    [[nodiscard]] wire::TaskRecord& record() const { return thread.record(task); }
};

inline Step beginStep(CallSite at) {
    ThreadContext& thread = ThreadContext::current();
    return {thread, thread.running(), thread.siteOf(at)};
}
// The same for a control point: in a controlled run the task stops here until it may make `next`.
inline Step beginStep(CallSite at, const wire::NextOperation& next) {
    Step step = beginStep(at);
    if (Gate* gate = step.thread.gate(); __builtin_expect(gate != nullptr, 0))
        step.permit = gate->pass(step, next);
    return step;
}

// Lines: the guard of `line` is held in all of these.
// Puts the running task last in line and makes it ready to be woken.
void standInLine(const Step& step, wire::WaiterList& line);
// Puts `task`, which stands in no line, last in this one.
void append(const ThreadContext& thread, wire::WaiterList& line, TaskRef task);
// Takes the first one out of the line; none if nobody waits.
[[nodiscard]] TaskRef takeFirst(const ThreadContext& thread, wire::WaiterList& line);
// Takes `task` out, wherever it stands; false if it does not stand there (any more).
[[nodiscard]] bool leaveLine(const ThreadContext& thread, wire::WaiterList& line, TaskRef task);
[[nodiscard]] inline TaskRef firstOf(const wire::WaiterList& line) {
    return TaskRef{line.first.load(std::memory_order_relaxed)};
}
[[nodiscard]] inline bool isEmpty(const wire::WaiterList& line) {
    return firstOf(line).isNone();
}

// For a wait without a line: makes the task ready to be woken, or to sleep.
void prepareToPark(const Step& step);
// Waits until woken: returns what wake() said. TimedOut when `deadline` came first.
wire::WaitOutcome park(const Step& step, Instant deadline = Instant::max());
// The same for a thread without fibers, as long as there are no other processes: TimedOut also when the first
// comes.
wire::WaitOutcome parkWhileAlone(const Step& step, Instant deadline);
// Lets `waiter` go on. It has been taken out of its line.
void wake(ThreadContext& by, TaskRef waiter, wire::WaitOutcome outcome);
// Lets all go on, first come first; the line is empty then.
void wakeAll(ThreadContext& by, wire::WaiterList& line);
// When a wait of at most `limit` that begins now is over.
[[nodiscard]] Instant deadlineAfter(Duration limit);

// Whether time alone ends a wait.
enum class WaitLimit : std::uint16_t {
    None = 0,                    // it may last for ever
    Timed = wire::kHasTimeLimit  //
};
constexpr WaitLimit limitIf(bool isTimed) {
    return isTimed ? WaitLimit::Timed : WaitLimit::None;
}

// The events around a wait. `sequence` is 0 where no object is concerned.
void writeWaitBegan(const Step& step, wire::Operation operation, ObjectId object, TaskRef other,
                    std::uint32_t sequence, WaitLimit limit = WaitLimit::None);
// The same of a wait for `units` of a semaphore.
void writeWaitForUnits(const Step& step, ObjectId semaphore, std::uint32_t units, std::uint32_t sequence,
                       WaitLimit limit);
void writeWaitEnded(const Step& step, wire::WaitOutcome outcome, ObjectId object, TaskRef other,
                    std::uint32_t sequence);

// Waits until `task` has ended.
void joinTask(TaskRef task, CallSite at);
// The same, but no longer than `limit`: false.
[[nodiscard]] bool joinTaskFor(TaskRef task, Duration limit, CallSite at);
// The same, but gives up at `deadline`: false.
bool joinTaskUntil(const Step& step, TaskRef task, Instant deadline);
// Says that `task` has ended, and lets go on who joined it. A thread's channel closes: what it still does is
// not observed.
void endTask(ThreadContext& thread, TaskRef task);

// In a controlled run: virtual time, which begins at 0 and passes only while a task sleeps or lets a limit
// pass. (A search that skips equivalent schedules does not see that a program reads it.)
[[nodiscard]] Instant now();
// The running task does nothing for at least `length`.
void sleepFor(Duration length, CallSite at = CallSite::here());

}  // namespace heddle::runtime

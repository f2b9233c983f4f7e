#include "engine/runtime/wait.h"

#include "engine/base/futex.h"
#include "engine/runtime/fiber_scheduler.h"
#include "engine/runtime/thread_sleep.h"
#include "engine/wire/grant.h"

namespace heddle::runtime {

using wire::TaskRecord;
using wire::WaiterList;
using wire::WaitOutcome;

constexpr auto kRelaxed = std::memory_order_relaxed;

bool leaveLine(const ThreadContext& thread, WaiterList& line, TaskRef task) {
    TaskRef before;
    for (TaskRef at{line.first.load(kRelaxed)}; !at.isNone();
         before = at, at = TaskRef{thread.record(at).nextWaiter.load(kRelaxed)}) {
        if (at != task)
            continue;
        const std::uint32_t next = thread.record(at).nextWaiter.load(kRelaxed);
        (before.isNone() ? line.first : thread.record(before).nextWaiter).store(next, kRelaxed);
        if (next == 0)
            line.last.store(before.value(), kRelaxed);
        return true;
    }
    return false;
}

void prepareToPark(const Step& step) {
    TaskRecord& record = step.record();
    record.grant.store(0, kRelaxed);
    record.site.store(step.site.value(), kRelaxed);
    if (FiberScheduler* fibers = step.thread.fibers())
        fibers->prepareToPark(record);
}

void append(const ThreadContext& thread, WaiterList& line, TaskRef task) {
    thread.record(task).nextWaiter.store(0, kRelaxed);
    const std::uint32_t last = line.last.load(kRelaxed);
    (last == 0 ? line.first : thread.record(TaskRef{last}).nextWaiter).store(task.value(), kRelaxed);
    line.last.store(task.value(), kRelaxed);
}

void standInLine(const Step& step, WaiterList& line) {
    prepareToPark(step);
    if (step.thread.runtime().hasRelatives() && !step.thread.gate())
        step.thread.showLife();
    if (step.thread.gate())
        step.thread.runtime().segment().controlOf(step.task).isNotified.store(0, kRelaxed);
    append(step.thread, line, step.task);
}

TaskRef takeFirst(const ThreadContext& thread, WaiterList& line) {
    const TaskRef first{line.first.load(kRelaxed)};
    if (first.isNone())
        return first;
    const std::uint32_t next = thread.record(first).nextWaiter.load(kRelaxed);
    line.first.store(next, kRelaxed);
    if (next == 0)
        line.last.store(0, kRelaxed);
    return first;
}

Instant deadlineAfter(Duration limit) {
    const Instant now = MonotonicClock::now();
    return limit < Instant::max() - now ? now + limit : Instant::max();
}

namespace {

WaitOutcome outcomeOf(const std::atomic<std::uint32_t>& grant) {
    const auto outcome = static_cast<WaitOutcome>(grant.load(std::memory_order_acquire));
    return outcome == WaitOutcome{} ? WaitOutcome::TimedOut : outcome;
}

}  // namespace

WaitOutcome park(const Step& step, Instant deadline) {
    if (step.permit == WaitOutcome::Cancelled)
        return step.permit;
    std::atomic<std::uint32_t>& grant = step.record().grant;
    if (FiberScheduler* fibers = step.thread.fibers()) {
        if (!fibers->park(step.record(), deadline))
            return WaitOutcome::TimedOut;
    } else {
        while (grant.load(std::memory_order_acquire) == 0) {
            futexWait(grant, 0, deadline);
            if (grant.load(std::memory_order_relaxed) == 0 && deadline != Instant::max() &&
                MonotonicClock::now() >= deadline)
                break;
        }
    }
    return outcomeOf(grant);
}

WaitOutcome parkWhileAlone(const Step& step, Instant deadline) {
    std::atomic<std::uint32_t>& grant = step.record().grant;
    step.thread.sleepWhileAlone(grant, deadline);
    return outcomeOf(grant);
}

void wakeAll(ThreadContext& by, WaiterList& line) {
    for (TaskRef task = takeFirst(by, line); !task.isNone(); task = takeFirst(by, line))
        wake(by, task, WaitOutcome::Granted);
}

void wake(ThreadContext& by, TaskRef waiter, WaitOutcome outcome) {
    TaskRecord& record = by.record(waiter);
    const TaskRef carrier{record.carrier.load(kRelaxed)};
    if (waiter != carrier && !carrier.isNone())
        by.write({.task = waiter.value(), .object = by.running().value(), .kind = wire::EventKind::Woken});
    if (!carrier.isNone() && carrier == by.self() && by.fibers()) {
        record.grant.store(static_cast<std::uint32_t>(outcome), std::memory_order_release);
        by.fibers()->ready(record);
        return;
    }
    wire::grant(by.runtime().segment(), waiter, outcome);
}

namespace {

void writeWait(const Step& step, wire::Operation operation, ObjectId object, std::uint64_t value,
               WaitLimit limit) {
    step.thread.write({.value = value,
                       .object = object.value(),
                       .site = step.site.value(),
                       .kind = wire::EventKind::WaitBegan,
                       .detail = static_cast<std::uint16_t>(static_cast<std::uint16_t>(operation) |
                                                            static_cast<std::uint16_t>(limit))});
}

}  // namespace

void writeWaitBegan(const Step& step, wire::Operation operation, ObjectId object, TaskRef other,
                    std::uint32_t sequence, WaitLimit limit) {
    writeWait(step, operation, object, wire::packPair(other.value(), sequence), limit);
}

void writeWaitForUnits(const Step& step, ObjectId semaphore, std::uint32_t units, std::uint32_t sequence,
                       WaitLimit limit) {
    writeWait(step, wire::Operation::Acquire, semaphore, wire::packPair(units, sequence), limit);
}

void writeWaitEnded(const Step& step, WaitOutcome outcome, ObjectId object, TaskRef other,
                    std::uint32_t sequence) {
    step.thread.write({.value = wire::packPair(other.value(), sequence),
                       .object = object.value(),
                       .site = step.site.value(),
                       .kind = wire::EventKind::WaitEnded,
                       .detail = static_cast<std::uint16_t>(outcome)});
}

bool joinTaskUntil(const Step& step, TaskRef task, Instant deadline) {
    TaskRecord& target = step.thread.record(task);
    {
        const Guard guard{target.guard, step.thread.tid()};
        if (target.ended.load(std::memory_order_acquire) != 0)
            return true;
        standInLine(step, target.joiners);
    }
    if (park(step, deadline) != WaitOutcome::TimedOut)
        return true;
    {
        const Guard guard{target.guard, step.thread.tid()};
        if (leaveLine(step.thread, target.joiners, step.task))
            return false;
    }
    park(step);  // it was taken out of the line meanwhile: the wake-up is on its way
    return true;
}

void joinTask(TaskRef task, CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Join, .target = task});
    if (step.thread.record(task).ended.load(std::memory_order_acquire) != 0)
        return;
    writeWaitBegan(step, wire::Operation::Join, {}, task, 0);
    joinTaskUntil(step, task, Instant::max());
    writeWaitEnded(step, WaitOutcome::Granted, {}, task, 0);
}

bool joinTaskFor(TaskRef task, Duration limit, CallSite at) {
    const Step step =
        beginStep(at, {.kind = wire::OperationKind::Join, .timed = true, .target = task, .length = limit});
    const bool mayWait = step.permit != WaitOutcome::TimedOut;
    if (mayWait && step.thread.record(task).ended.load(std::memory_order_acquire) != 0)
        return true;
    writeWaitBegan(step, wire::Operation::Join, {}, task, 0, WaitLimit::Timed);
    const bool hasEnded = mayWait && joinTaskUntil(step, task, deadlineAfter(limit));
    writeWaitEnded(step, hasEnded ? WaitOutcome::Granted : WaitOutcome::TimedOut, {}, task, 0);
    return hasEnded;
}

void endTask(ThreadContext& thread, TaskRef task) {
    TaskRecord& record = thread.record(task);
    {
        const Guard guard{record.guard, thread.tid()};
        record.ended.store(1, std::memory_order_release);
        wakeAll(thread, record.joiners);
    }
    if (task == thread.self())
        thread.close();
    if (Gate* gate = thread.gate())
        gate->leave(task);
}

Instant now() {
    const ThreadContext& thread = ThreadContext::current();
    return thread.gate() ? instantFromNs(thread.runtime().segment().header().control.now.load(kRelaxed))
                         : MonotonicClock::now();
}

void sleepFor(Duration length, CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Sleep, .length = length});
    if (step.thread.gate())
        return;  // time is virtual: it has passed
    prepareToPark(step);
    writeWaitBegan(step, wire::Operation::Sleep, {}, {}, 0);
    if (step.thread.fibers())
        park(step, deadlineAfter(length));
    else
        sleepAsThread(deadlineAfter(length), length);
    writeWaitEnded(step, WaitOutcome::Granted, {}, {}, 0);
}

}  // namespace heddle::runtime

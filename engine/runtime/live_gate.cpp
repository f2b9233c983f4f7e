#include "engine/runtime/live_gate.h"

#include <sys/syscall.h>
#include <unistd.h>

#include "engine/base/futex.h"
#include "engine/runtime/fiber_scheduler.h"
#include "engine/runtime/wait.h"
#include "engine/wire/permit.h"

namespace heddle::runtime {

using wire::WaitOutcome;

constexpr auto kRelaxed = std::memory_order_relaxed;

LiveGate::LiveGate(const wire::Segment& segment) : m_segment(segment) {
    takeTerminateForFailure();
}

WaitOutcome LiveGate::pass(const Step& step, const wire::NextOperation& next) {
    const WaitOutcome outcome = stop(step, next);
    if (outcome == WaitOutcome::Cancelled)
        abandon();
    return outcome;
}

WaitOutcome LiveGate::stop(const Step& step, const wire::NextOperation& next) {
    if (next.kind == wire::OperationKind::Begin)
        m_segment.controlOf(step.task).pid.store(::getpid(), kRelaxed);
    show(m_segment, step, next);
    prepareToPark(step);
    if (next.kind == wire::OperationKind::Begin)
        futexWake(m_segment.controlOf(step.task).stands);  // awaitBirth()
    if (FiberScheduler* fibers = step.thread.fibers())
        fibers->comeToRest();
    else
        wire::standStill(m_segment, 1, step.task);
    return park(step);
}

void LiveGate::announce(TaskRef) {
    m_segment.header().control.moving.fetch_add(1, kRelaxed);
}

void LiveGate::awaitBirth(TaskRef newborn) {
    std::atomic<std::uint32_t>& stands = m_segment.controlOf(newborn).stands;
    while (stands.load(std::memory_order_acquire) == 0) futexWait(stands, 0);
}

void LiveGate::leave(TaskRef task) {
    m_segment.controlOf(task).kind.store(static_cast<std::uint8_t>(wire::OperationKind::None), kRelaxed);
    const ThreadContext& thread = ThreadContext::current();
    if (thread.fibers() && task != thread.self())
        thread.fibers()->comeToRest();
    else
        wire::standStill(m_segment, 1);
}

void LiveGate::fail(wire::StepFailure failure, std::string_view text) {
    const Step step = beginStep({});
    note(m_segment, step.task, failure, text);
    stop(step, {.kind = wire::OperationKind::Exit});
    abandon();
}

void LiveGate::abandon() {
    ThreadContext& thread = ThreadContext::current();
    const TaskRef task = thread.running();
    m_segment.controlOf(task).isAbandoned.store(1, kRelaxed);
    if (FiberScheduler* fibers = thread.fibers()) {
        endTask(thread, task);
        for (;;) fibers->park(thread.record(task), Instant::max());  // the carrier goes on without it
    }
    endTask(thread, task);
    for (;;) ::syscall(SYS_exit, 0);
}

}  // namespace heddle::runtime

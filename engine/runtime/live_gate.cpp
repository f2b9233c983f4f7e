#include "engine/runtime/live_gate.h"

#include <poll.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <string>

#include "engine/base/file_descriptor.h"
#include "engine/base/futex.h"
#include "engine/runtime/fiber_scheduler.h"
#include "engine/runtime/wait.h"
#include "engine/wire/kinship.h"
#include "engine/wire/permit.h"

namespace heddle::runtime {

using wire::WaitOutcome;

constexpr auto kRelaxed = std::memory_order_relaxed;

namespace {

// The line of /proc/PID/status that begins with `field`, from there on; empty if there is none.
std::string fieldOf(pid_t pid, std::string_view field) {
    std::ifstream file{"/proc/" + std::to_string(pid) + "/status"};
    for (std::string line; std::getline(file, line);) {
        if (line.compare(0, field.size(), field) == 0)
            return line.substr(field.size());
    }
    return {};
}

// Whether `signal` is in one of the sets of /proc/PID/status: blocked, ignored or caught.
bool isIn(pid_t pid, std::string_view set, int signal) {
    const std::string bits = fieldOf(pid, set);
    return !bits.empty() && (std::stoull(bits, nullptr, 16) >> (signal - 1) & 1) != 0;
}

FileDescriptor descriptorOf(pid_t pid) {
    return FileDescriptor{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))};
}

void awaitEnd(const FileDescriptor& process) {
    pollfd ended{.fd = process.get(), .events = POLLIN, .revents = 0};
    while (process && ::poll(&ended, 1, -1) != 1) continue;
}

// Whoever stops, stops within the kernel's next few instructions; its parent alone could be told.
void awaitState(pid_t pid, bool isStopped) {
    for (std::string state; !(state = fieldOf(pid, "State:")).empty();) {
        if ((state.find("T (") != std::string::npos) == isStopped)
            return;
        ::sched_yield();
    }
}

}  // namespace

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
    wire::doom(m_segment, task, 0);  // those whom the kernel ends with it
    m_segment.controlOf(task).kind.store(static_cast<std::uint8_t>(wire::OperationKind::None), kRelaxed);
    const ThreadContext& thread = ThreadContext::current();
    if (thread.fibers() && task != thread.self())
        thread.fibers()->comeToRest();
    else
        wire::standStill(m_segment, 1);
}

bool LiveGate::mayRefuse(TaskRef process, int signal) const {
    if (signal == SIGKILL || signal == SIGSTOP || signal == SIGCONT)
        return false;
    const pid_t pid = m_segment.controlOf(process).pid.load(kRelaxed);
    return Gate::mayRefuse(process, signal) ||
           (isIn(pid, "SigBlk:", signal) || isIn(pid, "SigIgn:", signal) || isIn(pid, "SigCgt:", signal));
}

void LiveGate::obey(TaskRef process, int signal, const std::vector<TaskRef>& dying) {
    const pid_t pid = m_segment.controlOf(process).pid.load(kRelaxed);
    std::vector<FileDescriptor> ending;
    for (const TaskRef task : dying) {
        if (wire::processOf(m_segment, task) == task)
            ending.push_back(descriptorOf(m_segment.controlOf(task).pid.load(kRelaxed)));
    }
    ::kill(pid, signal);
    for (const FileDescriptor& one : ending) awaitEnd(one);
    if (ending.empty() && (signal == SIGSTOP || signal == SIGCONT))
        awaitState(pid, signal == SIGSTOP);
}

// Its tasks count as moving until the observer hears that it has ended, and with it all that it does at its
// end.
void LiveGate::exitProcess(int code) {
    ThreadContext& thread = ThreadContext::current();
    wire::doom(m_segment, wire::processOf(m_segment, thread.running()), wire::statusOfExit(code));
    ::_exit(code);
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

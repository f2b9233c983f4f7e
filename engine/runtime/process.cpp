#include "engine/runtime/process.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "engine/base/file_descriptor.h"

#include "engine/runtime/descriptor_wait.h"
#include "engine/runtime/expect.h"
#include "engine/runtime/fiber_scheduler.h"
#include "engine/runtime/limits.h"
#include "engine/runtime/stack_root.h"

namespace heddle::runtime {

using wire::WaitOutcome;

namespace {

// The child ends when the thread that made it does, however that ends.
void endWith(pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent)  // it has ended meanwhile
        ::raise(SIGKILL);
}

struct Newborn {
    ThreadContext& thread;
    TaskRef self, creator;
    const std::string& name;
    const Body& body;
};

void live(void* argument) {
    const Newborn& born = *static_cast<Newborn*>(argument);
    ThreadContext& thread = born.thread;
    thread.rebindAfterFork(born.self, born.creator);
    if (FiberScheduler* fibers = thread.fibers())
        fibers->becomeOnlyTask(born.self);
    ThreadContext::nameThread(born.name);
    runBody(born.body);
    endProcess();
    ::_exit(0);  // not exit(): what the parent wants to be done at its end is none of the child's business
}

// -1 while the child lives.
int statusIfEnded(pid_t pid, int options) {
    int status = 0;
    pid_t ended = 0;
    do {
        ended = ::waitpid(pid, &status, options);
    } while (ended < 0 && errno == EINTR);
    HEDDLE_CHECK(ended >= 0);
    return ended == pid ? status : -1;
}

}  // namespace

Process::~Process() {
    if (!isJoinable())
        return;
    if (m_isDaemon)
        kill(CallSite{});
    join(CallSite{});
}

Process::Process(const std::string& name, const Body& body, TaskOptions options, CallSite at)
    : m_isDaemon(options.isDaemon) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Spawn});
    announce(step, wire::TaskKind::Process, name, options);
    if (const Gate* gate = step.thread.gate(); gate && m_isDaemon)
        step.thread.runtime().segment().controlOf(m_ref).endsWith.store(
            (gate->carries() ? step.task : step.thread.self()).value(), std::memory_order_relaxed);
    if (isCarried(step, body))
        return;
    std::fflush(nullptr);  // or the child would write once more what waits in the parent's buffers
    step.thread.runtime().lockForFork();
    const pid_t self = ::getpid();
    m_pid = ::fork();
    const int error = errno;
    step.thread.runtime().unlockAfterFork();
    if (m_pid == 0 && options.isDaemon)
        endWith(self);
    if (m_pid == 0) {
        m_pid = ::getpid();  // for a body that has this object: itself
        // What nobody catches in the child is no business of the frames that it has from its parent.
        Newborn born{step.thread, m_ref, step.task, name, body};
        runAtStackRoot(live, &born);
    }
    if (m_pid < 0)
        giveUp("start a process", whyNoTask(error));
    if (Gate* gate = step.thread.gate())
        gate->awaitBirth(m_ref);
}

int Process::join(CallSite at) {
    return *joinUntil(beginStep(at, {.kind = wire::OperationKind::Join, .target = m_ref}), Instant::max());
}

std::optional<int> Process::joinFor(Duration limit, CallSite at) {
    const Step step =
        beginStep(at, {.kind = wire::OperationKind::Join, .timed = true, .target = m_ref, .length = limit});
    return joinUntil(step, step.permit == WaitOutcome::TimedOut ? Instant::min() : deadlineAfter(limit));
}

std::optional<int> Process::joinUntil(const Step& step, Instant deadline) {
    const bool mayWait = deadline != Instant::min();
    if (m_pid == 0) {  // the gate carries it
        if (!mayWait)
            return std::nullopt;
        const TaskRef ended = std::exchange(m_ref, TaskRef{});
        m_status = step.thread.runtime().segment().controlOf(ended).status.load(std::memory_order_relaxed);
        return m_status;
    }
    int status = -1;
    if (mayWait && step.thread.gate())  // it has made its Exit. Of one that was abandoned threads may live on
        status = std::max(statusIfEnded(m_pid, isAbandoned(m_ref) ? WNOHANG : 0), 0);
    else if (mayWait)
        status = statusIfEnded(m_pid, WNOHANG);
    if (status < 0) {
        writeWaitBegan(step, wire::Operation::Join, {}, m_ref, 0, limitIf(deadline != Instant::max()));
        status = mayWait ? waitForEnd(step, deadline) : -1;
        writeWaitEnded(step, status < 0 ? WaitOutcome::TimedOut : WaitOutcome::Granted, {}, m_ref, 0);
    }
    if (status < 0)
        return std::nullopt;
    step.thread.write({.value = static_cast<std::uint32_t>(status),
                       .task = std::exchange(m_ref, TaskRef{}).value(),
                       .kind = wire::EventKind::TaskReaped,
                       .detail = 1});
    m_status = status;
    return status;
}

std::optional<int> Process::exitCode() const {
    if (!m_status)
        return std::nullopt;
    return WIFSIGNALED(*m_status) ? -WTERMSIG(*m_status) : WEXITSTATUS(*m_status);
}

bool Process::isAlive(CallSite at) const {
    const bool hasNotSaidItsEnd = Task::isAlive(at);
    return hasNotSaidItsEnd && !isOver();
}

bool Process::isOver() const {
    siginfo_t ended{};
    if (m_pid == 0)
        return false;
    if (::waitid(P_PID, static_cast<id_t>(m_pid), &ended, WEXITED | WNOHANG | WNOWAIT) == 0)
        return ended.si_pid != 0;
    return !runtime::isAlive(Tid{m_pid});  // it is no child of the calling process
}

void Process::suspend(CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Suspend, .target = m_ref});
    deliver(step, SIGSTOP);
    siginfo_t stood{};
    if (isJoinable() &&
        ::waitid(P_PID, static_cast<id_t>(m_pid), &stood, WSTOPPED | WEXITED | WNOWAIT) == 0 &&
        stood.si_code == CLD_STOPPED)
        step.thread.write({.task = m_ref.value(), .kind = wire::EventKind::Stopped});
}

void Process::activate(CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Activate, .target = m_ref});
    if (heedsSignals(step))
        step.thread.write({.task = m_ref.value(), .kind = wire::EventKind::Continued});
    deliver(step, SIGCONT);
}

void Process::send(int signal, CallSite at) {
    const bool isFinal = signal == SIGKILL;
    deliver(beginStep(at, {.kind = isFinal ? wire::OperationKind::Kill : wire::OperationKind::Terminate,
                           .target = m_ref}),
            signal);
}

// The number of one that was joined may be another's by now.
bool Process::heedsSignals(const Step& step) const {
    if (!isJoinable() || step.permit == WaitOutcome::Cancelled)
        return false;
    return step.thread.gate() ? step.thread.record(m_ref).ended.load(std::memory_order_acquire) == 0
                              : !isOver();
}

void Process::deliver(const Step& step, int signal) const {
    if (!heedsSignals(step))
        return;
    Gate* gate = step.thread.gate();
    if (gate && gate->mayRefuse(m_ref, signal))
        misuse("what the process does with this signal, and when, it decides itself: that cannot be stepped");
    step.thread.write({.object = m_ref.value(),
                       .site = step.site.value(),
                       .kind = wire::EventKind::TaskSignalled,
                       .detail = static_cast<std::uint16_t>(signal)});
    if (!gate)
        ::kill(m_pid, signal);
    else
        gate->signal(m_ref, signal);
}

int Process::waitForEnd(const Step& step, Instant deadline) const {
    if (deadline == Instant::max() && !step.thread.fibers())
        return statusIfEnded(m_pid, 0);
    const FileDescriptor child{static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0))};
    if (!child)
        giveUp("wait for a process", whyNoDescriptor(errno));
    int status = -1;
    while (status < 0 && awaitDescriptor(step, child.get(), POLLIN, deadline))
        status = statusIfEnded(m_pid, WNOHANG);
    return status;
}

}  // namespace heddle::runtime

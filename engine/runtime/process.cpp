#include "engine/runtime/process.h"

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "engine/base/file_descriptor.h"

#include "engine/runtime/fiber_scheduler.h"

namespace heddle::runtime {

using wire::WaitOutcome;

namespace {

[[noreturn]] void live(ThreadContext& thread, TaskRef self, TaskRef creator, const std::string& name,
                       const Body& body) {
    thread.rebindAfterFork(self, creator);
    if (FiberScheduler* fibers = thread.fibers())
        fibers->becomeOnlyTask(self);
    thread.nameTask(self, name);
    runBody(body);
    std::fflush(nullptr);
    endTask(thread, self);
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

Process::Process(const std::string& name, const Body& body, CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Spawn});
    announce(step, wire::TaskKind::Process);
    if (isCarried(step, name, body))
        return;
    std::fflush(nullptr);  // or the child would write once more what waits in the parent's buffers
    step.thread.runtime().lockForFork();
    m_pid = ::fork();
    const int error = errno;
    step.thread.runtime().unlockAfterFork();
    if (m_pid == 0)
        live(step.thread, m_ref, step.task, name, body);
    if (m_pid < 0)
        giveUp("start a process", errnoText(error));
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
        if (mayWait)
            m_ref = {};
        return mayWait ? std::optional{0} : std::nullopt;
    }
    int status = -1;
    if (mayWait && step.thread.gate())  // it has made its Exit. Of one that was abandoned threads may live on
        status = std::max(statusIfEnded(m_pid, isAbandoned(m_ref) ? WNOHANG : 0), 0);
    else if (mayWait)
        status = statusIfEnded(m_pid, WNOHANG);
    if (status < 0) {
        writeWaitBegan(step, wire::Operation::Join, {}, m_ref, 0, limitIf(deadline != Instant::max()));
        status = step.thread.fibers() ? waitAsFiber(step, deadline) : waitAsThread(deadline);
        writeWaitEnded(step, status < 0 ? WaitOutcome::TimedOut : WaitOutcome::Granted, {}, m_ref, 0);
    }
    if (status < 0)
        return std::nullopt;
    m_ref = {};
    return status;
}

int Process::waitAsThread(Instant deadline) const {
    if (deadline == Instant::max())
        return statusIfEnded(m_pid, 0);
    const FileDescriptor child{static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0))};
    if (!child)
        giveUp("wait for a process", errnoText(errno));
    for (int status = -1;;) {
        const auto left = std::max(deadline - MonotonicClock::now(), Duration{});
        const timespec limit{left.count() / 1'000'000'000, left.count() % 1'000'000'000};
        pollfd ended{.fd = child.get(), .events = POLLIN, .revents = 0};
        ::ppoll(&ended, 1, &limit, nullptr);
        status = statusIfEnded(m_pid, WNOHANG);
        if (status >= 0 || MonotonicClock::now() >= deadline)
            return status;
    }
}

// The other fibers go on meanwhile. A child that ends well says so; one that is killed cannot.
int Process::waitAsFiber(const Step& step, Instant deadline) const {
    constexpr auto kLookEvery = std::chrono::milliseconds{5};
    while (MonotonicClock::now() < deadline) {
        if (joinTaskUntil(step, m_ref, std::min(deadline, MonotonicClock::now() + kLookEvery)))
            return statusIfEnded(m_pid, 0);  // only its last instructions are missing
        if (const int status = statusIfEnded(m_pid, WNOHANG); status >= 0)
            return status;
    }
    return -1;
}

}  // namespace heddle::runtime

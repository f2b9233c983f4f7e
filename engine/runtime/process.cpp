#include "engine/runtime/process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "engine/runtime/fiber_scheduler.h"

namespace heddle::runtime {
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
    std::fflush(nullptr);  // or the child would write once more what waits in the parent's buffers
    step.thread.runtime().lockForFork();
    announce(step, wire::TaskKind::Process);
    m_pid = ::fork();
    const int error = errno;
    step.thread.runtime().unlockAfterFork();
    if (m_pid == 0)
        live(step.thread, m_ref, step.task, name, body);
    if (m_pid < 0)
        giveUp("start a process", errnoText(error));
}

int Process::join(CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Join, .target = m_ref});
    const TaskRef child = std::exchange(m_ref, TaskRef{});
    if (step.thread.gate()) {
        // It has made its Exit. Of one that was abandoned other threads may live on.
        const int atOnce = statusIfEnded(m_pid, isAbandoned(child) ? WNOHANG : 0);
        return std::max(atOnce, 0);
    }
    int status = statusIfEnded(m_pid, WNOHANG);
    if (status >= 0)
        return status;
    writeWaitBegan(step, wire::Operation::Join, {}, child, 0);
    if (step.thread.fibers()) {
        // The other fibers go on meanwhile. A child that ends well says so; one that is killed cannot.
        constexpr auto kLookEvery = std::chrono::milliseconds{5};
        while (status < 0 && !joinTaskUntil(step, child, MonotonicClock::now() + kLookEvery))
            status = statusIfEnded(m_pid, WNOHANG);
    }
    if (status < 0)
        status = statusIfEnded(m_pid, 0);
    writeWaitEnded(step, wire::WaitOutcome::Granted, {}, child, 0);
    return status;
}

}  // namespace heddle::runtime

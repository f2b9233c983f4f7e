#include "engine/runtime/task.h"

#include <unistd.h>

#include <cstdio>

#include "engine/wire/kinship.h"

namespace heddle::runtime {

void runBody(const Body& body) {
    beginStep({}, {.kind = wire::OperationKind::Begin});
    body();
    const ThreadContext& thread = ThreadContext::current();
    const bool leavesTraces =
        thread.gate() && wire::leavesTraces(thread.runtime().segment(), thread.running());
    beginStep({}, {.kind = leavesTraces ? wire::OperationKind::ExitProcess : wire::OperationKind::Exit});
}

void endProcess() {
    ThreadContext& thread = ThreadContext::current();
    std::fflush(nullptr);
    thread.tellEnding(0);
    if (Gate* gate = thread.gate(); gate && wire::leavesTraces(thread.runtime().segment(), thread.self()))
        gate->exitProcess(0);
    endTask(thread, thread.self());
}

void runProgram(std::string_view name, const Body& program) {
    ThreadContext& thread = ThreadContext::current();
    do {
        thread.nameTask(thread.self(), name);
        runBody(program);
        endProcess();
    } while (thread.beginAgain());
    ::_exit(0);
}

void exitProcess(int code, std::string_view why, CallSite at) {
    const Step step = beginStep(at, {.kind = wire::OperationKind::ExitProcess});
    std::fflush(nullptr);
    step.thread.tellEnding(code, why, 0, step.site);
    if (Gate* gate = step.thread.gate())
        gate->exitProcess(code);
    endTask(step.thread, step.thread.self());
    ::_exit(code);
}

// A look, which a controlled run knows as a join that gives up at once.
bool Task::isAlive(CallSite at) const {
    const Step step = beginStep(at, {.kind = wire::OperationKind::Join, .timed = true, .target = m_ref});
    return isJoinable() && step.thread.record(m_ref).ended.load(std::memory_order_acquire) == 0;
}

bool Task::isCarried(const Step& step, const Body& body) const {
    Gate* gate = step.thread.gate();
    if (!gate || !gate->carries())
        return false;
    gate->carry(m_ref, body);
    return true;
}

bool Task::isAbandoned(TaskRef task) {
    return Runtime::instance().segment().controlOf(task).isAbandoned.load(std::memory_order_relaxed) != 0;
}

void Task::announce(const Step& step, wire::TaskKind kind, std::string_view name, TaskOptions options) {
    const auto detail = static_cast<std::uint16_t>(kind);
    if (kind == wire::TaskKind::Fiber && step.thread.tellsCreation())
        step.thread.write(
            {.task = step.task.value(), .kind = wire::EventKind::TaskSpawning, .detail = detail});
    m_ref = step.thread.runtime().newTask();
    if (Gate* gate = step.thread.gate()) {
        const wire::Segment& segment = step.thread.runtime().segment();
        const TaskRef process = kind == wire::TaskKind::Process ? m_ref : wire::processOf(segment, step.task);
        segment.controlOf(m_ref).process.store(process.value(), std::memory_order_relaxed);
        gate->announce(m_ref);
    }
    if (kind == wire::TaskKind::Fiber) {
        step.thread.write({.value = wire::packPair(0, step.thread.self().value()),
                           .task = m_ref.value(),
                           .object = step.task.value(),
                           .site = step.site.value(),
                           .kind = wire::EventKind::TaskCreated,
                           .detail = detail});
        step.thread.stepDone(m_ref, wire::CreationStep::ControlBlock);
    } else {  // about the thread, whoever of its fibers runs: the kernel's record names the thread
        step.thread.write({.task = step.thread.self().value(),
                           .object = m_ref.value(),
                           .site = step.site.value(),
                           .kind = wire::EventKind::TaskSpawning,
                           .detail = detail});
    }
    step.thread.nameTask(m_ref, name);
    if (options.isDaemon)
        step.thread.makeDaemon(m_ref);
}

}  // namespace heddle::runtime

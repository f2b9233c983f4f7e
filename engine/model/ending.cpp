#include "engine/model/ending.h"

#include <sys/wait.h>

#include <csignal>

#include "engine/model/snapshot.h"

namespace heddle::model {
namespace {

bool hasEndedBefore(const TaskInfo* one, const TaskInfo& other) {
    return one && one->exited && other.exited && *one->exited <= *other.exited;
}

const TaskInfo* processOf(const Snapshot& snapshot, TaskId id) {
    const TaskInfo* task = snapshot.task(id);
    return task ? snapshot.task(task->process) : nullptr;
}

// The process that made it, or the thread of one, if that ended first. (A daemon lives as long as that
// thread.)
TaskId endedMaker(const Snapshot& snapshot, const TaskInfo& task) {
    for (const TaskInfo* maker : {processOf(snapshot, task.parent), snapshot.task(task.parent)}) {
        if (hasEndedBefore(maker, task))
            return maker->id;
    }
    return {};
}

Ending endingBySignal(const Snapshot& snapshot, const TaskInfo& task, int signal) {
    const LastWords& said = task.lastWords;
    Ending ending;
    ending.signal = signal;
    if (said.faultSignal == signal) {
        ending.cause = EndCause::Fault;
        ending.by = said.faulted;
    } else if (said.hasSaidEnd && said.signal == signal) {
        ending.cause = EndCause::GaveReason;
    } else if (said.sentSignal == signal) {
        ending.cause = EndCause::Signalled;
        ending.by = said.sender;
    } else if (const TaskId maker = endedMaker(snapshot, task);
               task.isDaemon && signal == SIGKILL && !maker.isNone()) {
        ending.cause = EndCause::WithParent;
        ending.by = maker;
    } else {
        ending.cause = signal == SIGXCPU ? EndCause::CpuTime : EndCause::Signal;
    }
    return ending;
}

}  // namespace

Ending endingOf(const Snapshot& snapshot, const TaskInfo& task) {
    const LastWords& said = task.lastWords;
    if (task.exitStatus && WIFSIGNALED(*task.exitStatus))
        return endingBySignal(snapshot, task, WTERMSIG(*task.exitStatus));
    Ending ending;
    if (task.exitStatus)
        ending.code = WEXITSTATUS(*task.exitStatus);
    else if (said.hasSaidEnd && said.signal == 0)
        ending.code = said.code;
    if (!task.exitStatus && said.faultSignal != 0)
        ending = {EndCause::Fault, {}, said.faultSignal, said.faulted};
    else if (said.hasSaidEnd && said.why)
        ending.cause = EndCause::GaveReason;
    else if (ending.code)
        ending.cause = EndCause::Returned;
    else if (task.isDaemon && task.kind == wire::TaskKind::Thread && !said.hasSaidEnd)
        ending = {EndCause::WithProcess, {}, 0, task.process};
    return ending;
}

std::optional<Instant> orphanedAt(const Snapshot& snapshot, const TaskInfo& task) {
    if (task.kind != wire::TaskKind::Process)
        return std::nullopt;
    const TaskInfo* parent = processOf(snapshot, task.parent);
    if (!parent || !parent->exited || (task.exited && *task.exited <= *parent->exited))
        return std::nullopt;
    return parent->exited;
}

bool isZombie(const TaskInfo& task, Instant at) {
    return task.kind == wire::TaskKind::Process && task.exited && *task.exited <= at &&
           (!task.reaped || *task.reaped > at);
}

}  // namespace heddle::model

#include "engine/capture/resolver.h"

#include <algorithm>

#include "engine/wire/event_ring.h"

namespace heddle::capture {

using wire::Event;
using wire::EventKind;
using wire::SwitchReason;
using wire::TaskKind;

// ---- what comes out ----

void Resolver::put(Event event, Out& out) {
    event.time = m_lastTime = std::max(m_lastTime, event.time);
    out.push_back(event);
}

void Resolver::begin(wire::KernelSource source, std::uint64_t time, Out& out) {
    put({.time = time, .kind = EventKind::SourceUsed, .detail = static_cast<std::uint16_t>(source)}, out);
}

void Resolver::end(std::uint64_t time, Out& out) {
    put({.time = time, .kind = EventKind::StreamEnded}, out);
}

TaskId Resolver::create(TaskKind kind, Pid pid, Tid tid, TaskId parent, std::uint32_t lowerValue,
                        std::uint64_t time, Out& out) {
    const TaskId id{static_cast<std::uint32_t>(m_tasks.size())};
    Task task{.pid = pid, .tid = tid, .kind = kind};
    if (kind == TaskKind::Thread) {
        const auto process = m_byTid.find(pid.value());
        task.process = process != m_byTid.end() ? process->second : parent;
        if (!task.process.isNone())
            ++m_tasks[task.process.value()].threads;
    } else if (kind == TaskKind::Process) {
        task.process = id;
        task.threads = 1;
    }
    m_tasks.push_back(task);
    m_kernelNames.resize(m_tasks.size());
    if (!tid.isNone())
        m_byTid[tid.value()] = id;
    m_live += kind != TaskKind::Fiber;
    const std::uint64_t value =
        kind == TaskKind::Fiber ? wire::packPair(0, lowerValue) : wire::packIds(pid, tid);
    put({.time = time,
         .value = value,
         .task = id.value(),
         .object = parent.value(),
         .kind = EventKind::TaskCreated,
         .detail = static_cast<std::uint16_t>(kind)},
        out);
    if (kind != TaskKind::Fiber && !parent.isNone() && m_kernelNames[parent.value()] != 0)
        nameAs(id, m_kernelNames[parent.value()], EventKind::TaskNamed, time,
               out);  // inherited, until it changes
    return id;
}

// The text of a name in the stream, told on first use.
TextId Resolver::textOf(std::uint32_t name, std::uint64_t time, Out& out) {
    const TextId text{wire::kCaptureTexts + name};
    if (m_namesTold.size() <= name)
        m_namesTold.resize(name + 1);
    if (!m_namesTold[name]) {
        m_namesTold[name] = true;
        for (Event piece : wire::piecesOfText(text, m_names.text(name))) {
            piece.time = time;
            put(piece, out);
        }
    }
    return text;
}

void Resolver::nameAs(TaskId id, std::uint32_t name, EventKind kind, std::uint64_t time, Out& out) {
    m_kernelNames[id.value()] = name;
    if (kind == EventKind::TaskNamed && m_tasks[id.value()].named)
        return;
    const TextId text = textOf(name, time, out);
    put({.time = time, .task = id.value(), .object = text.value(), .kind = kind}, out);
}

void Resolver::exitOf(TaskId id, std::uint64_t value, std::uint16_t known, std::uint64_t time, Out& out) {
    Task& task = m_tasks[id.value()];
    if (task.exited)
        return;
    task.exited = true;
    task.onCpu = false;
    m_live -= task.kind != TaskKind::Fiber;
    if (!task.process.isNone() && m_tasks[task.process.value()].threads > 0)
        --m_tasks[task.process.value()].threads;
    put({.time = time, .value = value, .task = id.value(), .kind = EventKind::TaskExited, .detail = known},
        out);
}

TaskId Resolver::lastTask(Tid tid) const {
    const auto found = m_byTid.find(tid.value());
    return found != m_byTid.end() ? found->second : TaskId{};
}

TaskId Resolver::liveTask(Tid tid) const {
    const TaskId last = lastTask(tid);
    return m_tasks[last.value()].exited ? TaskId{} : last;
}

bool Resolver::isAlive(TaskRef ref) const {
    return ref.value() < m_byRef.size() && !m_byRef[ref.value()].isNone() &&
           !m_tasks[m_byRef[ref.value()].value()].exited;
}

TaskId Resolver::adopt(Pid pid, Tid tid, Tid parent, std::uint64_t time, Out& out) {
    if (!liveTask(tid).isNone())
        return {};
    const auto kind = pid.value() == tid.value() ? TaskKind::Process : TaskKind::Thread;
    const TaskId id = create(kind, pid, tid, liveTask(parent), 0, time, out);
    m_tasks[id.value()].confirmed = true;
    return id;
}

// ---- the kernel's facts ----

void Resolver::takeKernel(std::span<const Event> facts, Out& out) {
    for (const Event& fact : facts) {
        switch (fact.kind) {
            case EventKind::TaskCreated:
                born(fact, out);
                continue;
            case EventKind::TaskExecuted:
                executed(fact, out);
                continue;
            case EventKind::TaskReaped:
                reaped(fact, out);
                continue;
            case EventKind::GapBegan:
            case EventKind::GapEnded:
                put(fact, out);
                continue;
            default:
                break;
        }
        const TaskId id =
            fact.kind == EventKind::TaskCounter ? lastTask(tidFrom(fact.task)) : liveTask(tidFrom(fact.task));
        if (id.isNone())
            continue;  // foreign, or already dead
        Event event = fact;
        event.task = id.value();
        switch (fact.kind) {
            case EventKind::SwitchedIn:
            case EventKind::SwitchedOut:
                switched(event, id, out);
                break;
            case EventKind::Woken:
                woken(event, id, out);
                break;
            case EventKind::TaskNamed:
                nameAs(id, fact.object, EventKind::TaskNamed, fact.time, out);
                break;
            case EventKind::TaskAdmitted:
                m_tasks[id.value()].ready = true;
                put(event, out);
                break;
            case EventKind::TaskExited:
                exitOf(id, fact.value, fact.detail, fact.time, out);
                break;
            case EventKind::Stopped:
            case EventKind::Continued:
                jobControl(event, id, out);
                break;
            default:
                put(event, out);
        }
    }
}

void Resolver::born(const Event& fact, Out& out) {
    const TaskId parent = liveTask(tidFrom(fact.object));
    if (parent.isNone())
        return;
    const TaskId same = liveTask(wire::tidOf(fact));
    if (!same.isNone()) {
        if (!m_tasks[same.value()].confirmed) {  // the runtime was first
            m_tasks[same.value()].confirmed = true;
            return;
        }
        exitOf(same, 0, 0, fact.time,
               out);  // its end was lost: the number would not be given out again otherwise
    }
    const TaskId id =
        create(fact.detailAs<TaskKind>(), wire::pidOf(fact), wire::tidOf(fact), parent, 0, fact.time, out);
    m_tasks[id.value()].confirmed = true;
    const TaskRef ref = std::exchange(m_tasks[parent.value()].spawning, TaskRef{});
    if (ref.isNone())
        return;
    bind(ref, id, out);
    tellRequest(id, m_tasks[parent.value()].spawningSince, fact.time, out);
}

void Resolver::reaped(const Event& fact, Out& out) {
    const TaskId id = lastTask(tidFrom(fact.task));
    const bool isKnownForSure =
        fact.detail != 0;  // otherwise its number may have been given to another task since
    if (id.isNone() || m_tasks[id.value()].reaped || (!isKnownForSure && !m_tasks[id.value()].exited))
        return;
    exitOf(id, fact.value, fact.detail, fact.time, out);
    m_tasks[id.value()].reaped = true;
    Event event = fact;
    event.task = id.value();
    put(event, out);
}

// A process that replaces its program loses all other threads; the one that calls exec takes over the
// process's number.
void Resolver::executed(const Event& fact, Out& out) {
    TaskId process = lastTask(Tid{wire::pidOf(fact).value()});
    if (process.isNone() || m_tasks[process.value()].reaped)
        return;
    if (m_tasks[process.value()].threads > (m_tasks[process.value()].exited ? 0u : 1u))
        forEachThread(process, [&](TaskId thread) {
            if (thread != process)
                exitOf(thread, 0, 0, fact.time, out);
        });
    if (m_tasks[process.value()].exited) {
        process = create(TaskKind::Process, wire::pidOf(fact), wire::tidOf(fact), process, 0, fact.time, out);
        m_tasks[process.value()].confirmed = true;
        m_tasks[process.value()].onCpu = true;
    }
    m_tasks[process.value()].named = false;
    nameAs(process, fact.object, EventKind::TaskExecuted, fact.time, out);
}

void Resolver::forEachThread(TaskId process, const std::function<void(TaskId)>& visit) const {
    for (std::uint32_t i = process.value(); i < m_tasks.size(); ++i)
        if (m_tasks[i].process == process && !m_tasks[i].exited)
            visit(TaskId{i});
}

void Resolver::jobControl(Event event, TaskId id, Out& out) {
    const bool wholeProcess = std::exchange(event.object, 0) != 0;
    const auto apply = [&](TaskId thread) {
        Task& task = m_tasks[thread.value()];
        if (task.stopped == (event.kind == EventKind::Stopped))
            return;  // the scheduler has told already
        task.stopped = !task.stopped;
        event.task = thread.value();
        put(event, out);
    };
    if (wholeProcess)
        forEachThread(m_tasks[id.value()].process, apply);
    else
        apply(id);
}

void Resolver::switched(const Event& event, TaskId id, Out& out) {
    Task& task = m_tasks[id.value()];
    const auto reason = static_cast<SwitchReason>(event.value);
    task.onCpu = event.kind == EventKind::SwitchedIn;
    task.ready = !task.onCpu && reason == SwitchReason::Preempted;
    if (task.onCpu) {
        ++task.arrivals;
        continues(event.time, id, out);
    } else if (reason == SwitchReason::Stopped) {
        task.stopped = true;
    }
    put(event, out);
    if (std::exchange(task.wakingUp, false) && !task.onCpu && !task.ready)
        becomesReady(event.time, id, out);
}

void Resolver::woken(const Event& event, TaskId id, Out& out) {
    Task& task = m_tasks[id.value()];
    if (event.detailAs<WakePhase>() == WakePhase::Cause || !task.onCpu)
        task.waker = liveTask(tidFrom(event.object));
    task.wakingUp = task.onCpu && event.detailAs<WakePhase>() == WakePhase::Cause;
    if (!task.onCpu && !task.ready)
        becomesReady(event.time, id, out);
}

void Resolver::becomesReady(std::uint64_t time, TaskId id, Out& out) {
    m_tasks[id.value()].ready = true;
    continues(time, id, out);
    put({.time = time,
         .task = id.value(),
         .object = m_tasks[id.value()].waker.value(),
         .kind = EventKind::Woken},
        out);
}

// A task that runs or is woken is no longer stopped.
void Resolver::continues(std::uint64_t time, TaskId id, Out& out) {
    if (std::exchange(m_tasks[id.value()].stopped, false))
        put({.time = time, .task = id.value(), .kind = EventKind::Continued}, out);
}

}  // namespace heddle::capture

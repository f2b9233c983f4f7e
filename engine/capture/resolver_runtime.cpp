// The runtime's half of Resolver: references become tasks.
#include <utility>

#include "engine/capture/resolver.h"
#include "engine/lines/look_up.h"
#include "engine/wire/event_ring.h"

namespace heddle::capture {

using wire::Event;
using wire::EventKind;
using wire::TaskKind;

void Resolver::bind(TaskRef ref, TaskId task, Out& out) {
    if (m_segment && ref.value() >= m_segment->limits().tasks)
        return;  // nonsense
    if (m_byRef.size() <= ref.value())
        m_byRef.resize(ref.value() + 1);
    m_byRef[ref.value()] = task;
    const auto unborn = m_unborn.extract(ref.value());
    for (const Event& fact : unborn ? unborn.mapped() : std::vector<Event>{}) pass(fact, out);
}

// The task of a ref; one that nobody has introduced is created on the spot rather than lost.
TaskId Resolver::resolve(std::uint32_t ref, std::uint64_t time, Out& out) {
    if (ref == 0)
        return {};
    if (ref < m_byRef.size() && !m_byRef[ref].isNone())
        return m_byRef[ref];
    if (!m_segment || ref >= m_segment->limits().tasks)
        return {};
    const TaskId id = create(TaskKind::Thread, {}, {}, {}, 0, time, out);
    bind(TaskRef{ref}, id, out);
    return id;
}

void Resolver::takeRuntime(std::span<const Event> facts, Out& out) {
    for (const Event& fact : facts) {
        switch (fact.kind) {
            case EventKind::TaskSpawning:
                spawning(fact, out);
                break;
            case EventKind::TaskBound:
                bound(fact, out);
                break;
            case EventKind::TaskCreated:
                createdByRuntime(fact, out);
                break;
            case EventKind::TaskReaped:
                reapedByParent(fact, out);
                break;
            case EventKind::Stopped:
            case EventKind::Continued:
                stoppedByRuntime(fact, out);
                break;
            case EventKind::FaultProgram:
            case EventKind::FaultInstruction:
                faultPlace(fact);
                break;
            case EventKind::TaskFaulted:
                faulted(fact, out);
                break;
            case EventKind::TaskStepDone: {
                Event done = fact;
                done.value = fact.time;  // it may come out later, when its task is born
                pass(done, out);
                break;
            }
            case EventKind::SourceUsed:
            case EventKind::StreamEnded:
            case EventKind::TaskRequested:
            case EventKind::None:
                break;
            default:
                if (fact.kind < EventKind::Count)
                    pass(fact, out);
        }
    }
}

void Resolver::spawning(const Event& fact, Out& out) {
    const TaskId parent = resolve(fact.task, fact.time, out);
    if (parent.isNone())
        return;
    if (fact.detailAs<TaskKind>() == TaskKind::Fiber) {
        m_tasks[parent.value()].fiberWantedSince = fact.time;
        return;
    }
    m_tasks[parent.value()].spawning = TaskRef{fact.object};
    m_tasks[parent.value()].spawningSince = fact.time;
    const bool isNonsense = m_segment && fact.object >= m_segment->limits().tasks;
    if (!isNonsense && (fact.object >= m_byRef.size() || m_byRef[fact.object].isNone()))
        m_unborn[fact.object];
}

void Resolver::tellRequest(TaskId task, std::uint64_t since, std::uint64_t time, Out& out) {
    put({.time = time, .value = since, .task = task.value(), .kind = EventKind::TaskRequested}, out);
}

// A process's own scheduler records tell of its stop too, but not with every source, and not at once.
void Resolver::stoppedByRuntime(const Event& fact, Out& out) {
    const TaskId id = fact.task < m_byRef.size() ? m_byRef[fact.task] : TaskId{};
    if (id.isNone() || m_tasks[id.value()].exited)
        return;
    Event event = fact;
    event.object = 1;  // all its threads
    jobControl(event, id, out);
}

// Its parent has its status, which no kernel record tells.
void Resolver::reapedByParent(const Event& fact, Out& out) {
    const TaskId id = fact.task < m_byRef.size() ? m_byRef[fact.task] : TaskId{};
    if (id.isNone() || m_tasks[id.value()].reaped)
        return;
    exitOf(id, fact.value, fact.detail, fact.time, out);
    m_tasks[id.value()].reaped = true;
    Event event = fact;
    event.task = id.value();
    put(event, out);
}

void Resolver::bound(const Event& fact, Out& out) {
    const Tid tid = wire::tidOf(fact);
    const TaskRef ref{fact.task};
    TaskId id = liveTask(tid);
    if (ref.value() < m_byRef.size() && !m_byRef[ref.value()].isNone()) {
        const TaskId before = m_byRef[ref.value()];
        Task& task = m_tasks[before.value()];
        if (task.tid == tid)
            return;
        if (id.isNone() && task.tid.isNone()) {  // it was created before anybody knew its numbers
            task.pid = wire::pidOf(fact);
            task.tid = tid;
            m_byTid[tid.value()] = before;
            tellAnnouncement(before, fact, out);
            return;
        }
    }
    if (id.isNone())
        id = create(fact.detailAs<TaskKind>(), wire::pidOf(fact), tid, resolve(fact.object, fact.time, out),
                    0, fact.time, out);
    bind(ref, id, out);
    tellAnnouncement(id, fact, out);
}

// Where no kernel's record has told of the birth: its maker's announcement is still there.
void Resolver::tellAnnouncement(TaskId task, const Event& bound, Out& out) {
    const TaskId maker = bound.object < m_byRef.size() ? m_byRef[bound.object] : TaskId{};
    Task& by = m_tasks[maker.value()];
    if (maker.isNone() || by.spawning != TaskRef{bound.task})
        return;
    by.spawning = {};
    tellRequest(task, by.spawningSince, bound.time, out);
}

void Resolver::createdByRuntime(const Event& fact, Out& out) {
    const TaskRef ref{fact.task};
    if (ref.isNone() || (ref.value() < m_byRef.size() && !m_byRef[ref.value()].isNone()))
        return;
    const auto kind = fact.detailAs<TaskKind>();
    const TaskId parent = resolve(fact.object, fact.time, out);
    if (kind == TaskKind::Fiber) {
        const TaskId carrier = resolve(
            wire::packPair(0, 0) == fact.value ? 0 : static_cast<std::uint32_t>(fact.value), fact.time, out);
        const TaskId fiber = create(kind, {}, {}, parent, carrier.value(), fact.time, out);
        bind(ref, fiber, out);
        if (const auto since = std::exchange(m_tasks[parent.value()].fiberWantedSince, 0); since != 0)
            tellRequest(fiber, since, fact.time, out);
        return;
    }
    const TaskId known = liveTask(wire::tidOf(fact));
    bind(ref,
         known.isNone() ? create(kind, wire::pidOf(fact), wire::tidOf(fact), parent, 0, fact.time, out)
                        : known,
         out);
}

void Resolver::faultPlace(const Event& fact) {
    constexpr std::size_t kMostAtOnce = 256;
    if (m_faultPlaces.size() >= kMostAtOnce && !m_faultPlaces.contains(fact.task))
        return;
    FaultPlace& place = m_faultPlaces[fact.task];
    if (fact.kind == EventKind::FaultInstruction) {
        place.instruction = fact.value;
        place.mark = fact.object;
    } else if (place.program.size() < wire::kLongestText) {
        wire::appendTextPiece(fact, place.program);
    }
}

// With the line of the instruction, where the program knows it.
void Resolver::faulted(Event fact, Out& out) {
    const auto place = m_faultPlaces.extract(fact.task);
    fact.site = place ? siteOf(place.mapped(), fact.time, out).value() : 0;
    pass(fact, out);
}

SiteId Resolver::siteOf(const FaultPlace& place, std::uint64_t time, Out& out) {
    constexpr std::size_t kMostLookedUp = 100;  // a program may say anything, and each look takes its time
    if (const auto known = m_faultSites.find(place); known != m_faultSites.end())
        return known->second;
    if (m_faultSites.size() >= kMostLookedUp)
        return {};
    SiteId& site = m_faultSites[place];
    const auto line = lines::lookUp(place.program, place.mark, place.instruction);
    if (!line || line->file.size() > wire::kLongestText)
        return {};
    site = SiteId{wire::kCaptureTexts + static_cast<std::uint32_t>(m_faultSites.size())};
    put({.time = time,
         .value = line->number,
         .object = textOf(m_names.intern(line->file), time, out).value(),
         .site = site.value(),
         .kind = EventKind::SiteDefined},
        out);
    return site;
}

// Everything else keeps its kind; its tasks are translated.
void Resolver::pass(Event fact, Out& out) {
    constexpr std::size_t kSaidOfUnborn = 4;
    if (fact.kind == EventKind::TaskNamed || fact.kind == EventKind::TaskDaemon ||
        fact.kind == EventKind::TaskStepDone) {
        if (const auto unborn = m_unborn.find(fact.task); unborn != m_unborn.end()) {
            if (unborn->second.size() < kSaidOfUnborn)
                unborn->second.push_back(fact);
            return;
        }
    }
    const wire::TaskFields fields = wire::taskFieldsOf(fact);
    if (fields.task) {
        fact.task = resolve(fact.task, fact.time, out).value();
        if (fact.task == 0)
            return;
    }
    if (fields.object)
        fact.object = resolve(fact.object, fact.time, out).value();
    if (fields.other)
        fact.value =
            wire::packPair(resolve(static_cast<std::uint32_t>(fact.value >> 32), fact.time, out).value(),
                           static_cast<std::uint32_t>(fact.value));
    if (fact.kind == EventKind::TaskExited) {
        const Task& task = m_tasks[fact.task];
        if (task.kind == TaskKind::Fiber || !m_kernelTellsLives)
            exitOf(TaskId{fact.task}, fact.value, fact.detail, fact.time, out);
        return;
    }
    if (fact.kind == EventKind::TaskNamed)
        m_tasks[fact.task].named = true;
    put(fact, out);
}

}  // namespace heddle::capture

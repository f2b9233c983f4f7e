#include "engine/session/stepping/step_stream.h"

#include "engine/base/check.h"
#include "engine/model/step_time.h"

namespace heddle::session {

using wire::Event;
using wire::EventKind;
using wire::Operation;
using wire::OperationKind;

namespace {

// Any instant would do; it is the same in every run.
constexpr std::int64_t kStart = toNs(instantFromNs(model::kStepLength.count()));

bool isNumbered(const Event& event) {
    return event.object != 0 && event.kind >= EventKind::WaitBegan && event.kind <= EventKind::ValueRead;
}

// What the gate says better.
bool isLeftOut(const Event& fact) {
    switch (fact.kind) {
        case EventKind::SourceUsed:
        case EventKind::StreamEnded:
        case EventKind::TaskRequested:
        case EventKind::TaskStepDone:
        case EventKind::TaskAdmitted:
        case EventKind::TaskExited:
        case EventKind::SwitchedIn:
        case EventKind::SwitchedOut:
        case EventKind::Woken:
        case EventKind::Stopped:
        case EventKind::Continued:
        case EventKind::FiberResumed:
        case EventKind::FiberSuspended:
        case EventKind::WaitBegan:
        case EventKind::WaitEnded:
            return true;
        case EventKind::Granted:  // without units: it only lets somebody go on
            return fact.detail == 0;
        default:
            return false;
    }
}

// What a task that cannot make `kind` waits in.
Operation waitIn(OperationKind kind) {
    switch (kind) {
        case OperationKind::Lock:
            return Operation::Lock;
        case OperationKind::LockShared:
            return Operation::LockShared;
        case OperationKind::Acquire:
            return Operation::Acquire;
        case OperationKind::Put:
            return Operation::Put;
        case OperationKind::Get:
            return Operation::Get;
        case OperationKind::WaitEvent:
            return Operation::WaitEvent;
        case OperationKind::Wake:
            return Operation::WaitCondition;
        case OperationKind::PassBarrier:
            return Operation::WaitBarrier;
        case OperationKind::Join:
            return Operation::Join;
        case OperationKind::Sleep:
            return Operation::Sleep;
        default:
            return Operation::None;
    }
}

}  // namespace

std::uint64_t StepStream::beginOfColumn() const {
    return static_cast<std::uint64_t>(kStart + model::kStepLength.count() * m_step);
}

std::uint64_t StepStream::endOfColumn() const {
    return beginOfColumn() + static_cast<std::uint64_t>(model::kStepLength.count());
}

Instant StepStream::now() const {
    return instantFromNs(static_cast<std::int64_t>(endOfColumn()));
}

std::optional<std::uint32_t> StepStream::blockedSince(TaskId id) const {
    return knows(id) ? m_tasks[id.value() - 1].blockedSince : std::nullopt;
}

void StepStream::begin(std::span<const Event> facts, std::span<const Stand> stands, Events& out) {
    *this = {};
    put({.kind = EventKind::SourceUsed, .detail = static_cast<std::uint16_t>(wire::KernelSource::Gate)},
        beginOfColumn(), out);
    take(facts, out);
    stand(stands, {}, out);
}

void StepStream::step(const MadeStep& made, std::span<const Event> facts, std::span<const Stand> stands,
                      Events& out) {
    ++m_step;
    HEDDLE_CHECK(knows(made.task));
    if (made.timedOut)
        endWait(made.task, wire::WaitOutcome::TimedOut, out);
    if (!made.isGatesOwn)
        comesOn(made.task, out);
    take(facts, out);
    stand(stands, made, out);
}

void StepStream::end(Events& out) const {
    out.push_back({.time = endOfColumn(), .kind = EventKind::StreamEnded});
}

// ---- what comes out, and what is kept of it ----

void StepStream::put(Event event, std::uint64_t time, Events& out) {
    event.time = time;
    if (isNumbered(event))
        event.value =
            wire::packPair(static_cast<std::uint32_t>(event.value >> 32), m_sequences[event.object] + 1);
    note(event);
    out.push_back(event);
}

void StepStream::note(const Event& event) {
    if (isNumbered(event))
        m_sequences[event.object] = event.sequence();
    if (event.kind == EventKind::TaskCreated && event.task == m_tasks.size() + 1) {
        Task& born = m_tasks.emplace_back();
        born.isFiber = event.detailAs<wire::TaskKind>() == wire::TaskKind::Fiber;
        if (born.isFiber)
            born.carrier = TaskId{static_cast<std::uint32_t>(event.value)};
    }
    if (!knows(event.taskId()))
        return;
    Task& about = task(event.taskId());
    switch (event.kind) {
        case EventKind::TaskAdmitted:
            about.isAdmitted = true;
            break;
        case EventKind::TaskExited:
            about.isEnded = true;
            about.blockedSince.reset();
            break;
        case EventKind::WaitBegan:
            about.operation = wire::operationOf(event);
            about.object = event.objectId();
            about.blockedSince = m_step;
            break;
        case EventKind::WaitEnded:
            about.blockedSince.reset();
            break;
        case EventKind::Stopped:
        case EventKind::Continued:
            about.isSuspended = event.kind == EventKind::Stopped;
            break;
        default:
            break;
    }
}

void StepStream::resume(std::span<const Event> events) {
    // What was there at the start is no step.
    if (!events.empty() && events.front().kind != EventKind::SourceUsed)
        ++m_step;
    for (const Event& event : events) note(event);
}

void StepStream::take(std::span<const Event> facts, Events& out) {
    for (const Event& fact : facts) {
        // The one wait behind the gate, of no length: it is in the line of a lock whose owner is dead, and
        // has it.
        const bool inherits = fact.kind == EventKind::WaitEnded &&
                              fact.detailAs<wire::WaitOutcome>() == wire::WaitOutcome::OwnerDied;
        if (inherits)
            put({.task = fact.task,
                 .object = fact.object,
                 .site = fact.site,
                 .kind = EventKind::WaitBegan,
                 .detail = static_cast<std::uint16_t>(Operation::Lock)},
                beginOfColumn(), out);
        if (inherits || !isLeftOut(fact))
            put(fact, beginOfColumn(), out);
    }
}

// ---- what the gate knows ----

void StepStream::comesOn(TaskId id, Events& out) {
    const bool isFiber = task(id).isFiber;
    const TaskId thread = isFiber ? task(id).carrier : id;
    put({.task = thread.value(), .kind = EventKind::SwitchedIn}, beginOfColumn(), out);
    if (isFiber)
        put({.task = id.value(), .object = thread.value(), .kind = EventKind::FiberResumed}, beginOfColumn(),
            out);
}

void StepStream::goesOff(TaskId id, const Stand& stand, Events& out) {
    const auto reasonOf = [](bool isBlocked) {
        return static_cast<std::uint64_t>(isBlocked ? wire::SwitchReason::Blocked
                                                    : wire::SwitchReason::Preempted);
    };
    if (stand.operation == OperationKind::None)
        put({.value = static_cast<std::uint32_t>(stand.status),
             .task = id.value(),
             .kind = EventKind::TaskExited,
             .detail = 1},
            endOfColumn(), out);
    TaskId thread = id;
    if (task(id).isFiber) {
        thread = task(id).carrier;
        if (!task(id).isEnded)
            put({.task = id.value(),
                 .object = thread.value(),
                 .kind = EventKind::FiberSuspended,
                 .detail = static_cast<std::uint16_t>(stand.mayGo ? wire::FiberPause::Yielded
                                                                  : wire::FiberPause::Blocked)},
                endOfColumn(), out);
    }
    if (knows(thread) && !task(thread).isEnded)
        put({.value = reasonOf(task(thread).blockedSince.has_value()),
             .task = thread.value(),
             .kind = EventKind::SwitchedOut},
            endOfColumn(), out);
}

// By somebody else's step, or by the gate: then it has no status.
void StepStream::endsWhereItStood(TaskId id, const Stand& stand, std::uint64_t when, Events& out) {
    put({.value = static_cast<std::uint32_t>(stand.status),
         .task = id.value(),
         .kind = EventKind::TaskExited,
         .detail = stand.status != 0},
        when, out);
}

void StepStream::stand(std::span<const Stand> stands, const MadeStep& made, Events& out) {
    const std::size_t count = std::min(stands.size(), m_tasks.size());
    const bool endsItself = knows(made.task) && made.hasCome && !made.isGatesOwn &&
                            stands[made.task.value() - 1].operation == OperationKind::None;
    for (std::uint32_t i = 0; i < count; ++i) {
        const TaskId id{i + 1};
        const Stand& now = stands[i];
        if (m_tasks[i].isEnded || (id == made.task && !made.hasCome))
            continue;
        const bool isBlocked = now.operation != OperationKind::None && !now.mayGo;
        if (now.operation == OperationKind::None && (id != made.task || made.isGatesOwn)) {
            if (!endsItself)
                endsWhereItStood(id, now, beginOfColumn(), out);
        } else if (m_tasks[i].blockedSince && !isBlocked) {
            endWait(id, wire::WaitOutcome::Granted, out);
        }
        if (now.operation != OperationKind::None && now.isSuspended != m_tasks[i].isSuspended)
            put({.task = id.value(), .kind = now.isSuspended ? EventKind::Stopped : EventKind::Continued},
                beginOfColumn(), out);
    }
    // That somebody can go on by the step is told before that another one waits, or both would seem stuck.
    for (std::uint32_t i = 0; i < count; ++i) {
        const Stand& now = stands[i];
        const bool isBlocked = now.operation != OperationKind::None && !now.mayGo;
        const bool isElsewhere = m_tasks[i].isEnded || (TaskId{i + 1} == made.task && !made.hasCome);
        if (isBlocked && !isElsewhere && !m_tasks[i].blockedSince)
            wait(TaskId{i + 1}, now, out);
    }
    if (knows(made.task) && made.hasCome && !made.isGatesOwn)
        goesOff(made.task, stands[made.task.value() - 1], out);
    for (std::uint32_t i = 0; endsItself && i < count; ++i) {
        if (stands[i].operation == OperationKind::None && !m_tasks[i].isEnded)  // its end took them along
            endsWhereItStood(TaskId{i + 1}, stands[i], endOfColumn(), out);
    }
    for (std::uint32_t i = 0; i < count; ++i) {
        if (!m_tasks[i].isAdmitted && !m_tasks[i].isEnded)
            put({.task = i + 1, .kind = EventKind::TaskAdmitted}, endOfColumn(), out);
    }
}

void StepStream::wait(TaskId id, const Stand& stand, Events& out) {
    const auto limit = stand.isTimed ? wire::kHasTimeLimit : std::uint16_t{0};
    const bool asksForUnits = stand.operation == OperationKind::Acquire;
    put({.value = wire::packPair(asksForUnits ? stand.units : stand.target.value(), 0),
         .task = id.value(),
         .object = stand.object.value(),
         .site = stand.site.value(),
         .kind = EventKind::WaitBegan,
         .detail = static_cast<std::uint16_t>(static_cast<std::uint16_t>(waitIn(stand.operation)) | limit)},
        beginOfColumn(), out);
}

void StepStream::endWait(TaskId id, wire::WaitOutcome outcome, Events& out) {
    if (!task(id).blockedSince)
        return;
    put({.task = id.value(),
         .object = task(id).object.value(),
         .kind = EventKind::WaitEnded,
         .detail = static_cast<std::uint16_t>(outcome)},
        beginOfColumn(), out);
}

}  // namespace heddle::session

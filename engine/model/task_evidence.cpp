// What the kernel's, the runtime's and the losses' events change of a task's facts. How the state shown
// follows from the facts stands in task_fold.cpp.
#include "engine/model/task_fold.h"

#include <algorithm>

namespace heddle::model {

using wire::KernelSource;
using wire::SwitchReason;
using wire::TaskKind;

// --- the kernel's word ---

void TaskFold::switchedIn(std::uint32_t task, std::int64_t time, std::uint16_t cpu) {
    TaskRecord& t = m_tasks[task];
    if (t.isFiber() || t.isEnded())
        return;
    const std::uint32_t stranded = m_cpus.switchedIn(cpu, TaskId{task}, time).value();
    if (stranded != 0 && m_tasks[stranded].own == State::Running && m_tasks[stranded].cpu == cpu) {
        setOwn(stranded, State::Unknown);
        update(stranded, time);
    }
    if (t.own == State::Running && t.cpu != cpu)
        m_cpus.switchedOut(t.cpu, TaskId{task}, time);
    t.waker = t.own == State::Blocked ? t.granter : 0;
    t.granter = 0;
    t.cpu = cpu;
    const bool wasStopped = t.stopped;
    t.stopped = false;  // what runs is not stopped
    const bool isInGap =
        !m_gapCpus.empty() && std::find(m_gapCpus.begin(), m_gapCpus.end(), cpu) != m_gapCpus.end();
    setOwn(task, isInGap ? State::Unknown : State::Running);
    update(task, time);
    if (wasStopped)
        updateFibers(task, time);
}

void TaskFold::switchedOut(std::uint32_t task, std::int64_t time, std::uint16_t cpu, SwitchReason reason) {
    TaskRecord& t = m_tasks[task];
    if (t.isFiber())
        return;
    m_cpus.switchedOut(cpu, TaskId{task}, time);
    if (t.isEnded())
        return;
    State next = State::Unknown;
    switch (reason) {
        case SwitchReason::Preempted:
            ++t.involuntarySwitches;
            next = State::Ready;
            break;
        case SwitchReason::Blocked:
        case SwitchReason::Uninterruptible:
            ++t.voluntarySwitches;
            next = State::Blocked;
            break;
        case SwitchReason::Stopped:
            ++t.voluntarySwitches;
            next = State::Ready;
            noteStop(task);
            t.stopped = true;
            break;
        case SwitchReason::Exited:
            ++t.voluntarySwitches;
            exited(task, time, std::nullopt);
            return;
    }
    t.changedAt = m_epoch;
    t.waker = 0;
    t.granter = 0;
    t.cpu = cpu;
    setOwn(task, m_gapCpus.empty() ? next : State::Unknown);
    update(task, time);
    if (reason == SwitchReason::Stopped)
        updateFibers(task, time);
}

void TaskFold::woken(std::uint32_t task, std::int64_t time, std::uint32_t waker) {
    TaskRecord& t = m_tasks[task];
    if (t.isEnded())
        return;
    if (!exists(waker))
        waker = 0;
    // The kernel names the thread; the runtime knows which fiber of it, or for whom it acted.
    const bool isRefined =
        t.granter != 0 && (waker == 0 || waker == t.granter ||
                           (m_tasks[t.granter].isFiber() && m_tasks[t.granter].partner == waker));
    if (isRefined)
        waker = t.granter;
    if (t.isFiber()) {
        if (t.waitPhase == WaitPhase::Waiting)
            t.waitPhase = WaitPhase::Granted;
        if (t.onCarrier) {  // before it could leave: it will stay ready
            t.granter = waker;
            return;
        }
    } else if (t.own == State::Running) {
        return;
    }
    t.granter = 0;
    if (t.own == State::Ready)
        return;
    t.waker = waker;
    t.lastWaker = waker;
    t.changedAt = m_epoch;
    setOwn(task, t.isFiber() || m_gapCpus.empty() ? State::Ready : State::Unknown);
    update(task, time);
}

void TaskFold::noteStop(std::uint32_t thread) {
    if (!m_tasks[thread].stopped)
        m_infos[thread - 1].residentAtStop = m_infos[thread - 1].counter(wire::CounterKind::ResidentBytes);
}

void TaskFold::stopOne(std::uint32_t thread, std::int64_t time, bool stopped) {
    TaskRecord& t = m_tasks[thread];
    if (t.isEnded() || t.stopped == stopped)
        return;
    if (stopped)
        noteStop(thread);
    t.stopped = stopped;
    // Where the source does not tell a stop from a wait, the switch-out that looked like a wait was the
    // stop's own: a task has to come onto a CPU in order to stop.
    if (stopped && m_source == KernelSource::Switches && t.own == State::Blocked &&
        t.waitPhase == WaitPhase::None)
        t.own = State::Ready;
    update(thread, time);
    updateFibers(thread, time);
}

void TaskFold::setStopped(std::uint32_t task, std::int64_t time, bool stopped) {
    if (m_tasks[task].isFiber())
        return;
    stopOne(task, time, stopped);
    if (m_tasks[task].kind != TaskKind::Process)
        return;
    for (std::uint32_t t = m_tasks[task].nextInProcess; t != 0 && m_budget->take();
         t = m_tasks[t].nextInProcess)
        stopOne(t, time, stopped);
}

void TaskFold::sampled(std::uint32_t task, std::int64_t from, std::int64_t to, State state) {
    TaskRecord& t = m_tasks[task];
    // A wait that the runtime told of is more exact than any sample.
    if (hasSwitches() || t.isFiber() || t.isEnded() || t.waitPhase == WaitPhase::Waiting)
        return;
    if (indexOf(state) >= kStateCount || state == State::Terminated)
        state = State::Unknown;
    t.stopped = isSuspended(state);
    t.waker = 0;
    from = std::clamp(from, t.open.begin + (t.isReopened ? 1 : 0), std::max(to, t.open.begin));
    setOwn(task, state == State::SuspendedReady     ? State::Ready
                 : state == State::SuspendedBlocked ? State::Blocked
                                                    : state);
    update(task, from);
    t.stopped = false;
    setOwn(task, State::Unknown);
    update(task, to);
}

// --- fibers ---

void TaskFold::leaveCarrier(std::uint32_t fiber) {
    TaskRecord& f = m_tasks[fiber];
    f.onCarrier = false;
    if (f.partner != 0 && m_tasks[f.partner].partner == fiber)
        m_tasks[f.partner].partner = 0;
}

void TaskFold::fiberResumed(std::uint32_t fiber, std::int64_t time, std::uint32_t carrier) {
    TaskRecord& f = m_tasks[fiber];
    if (!f.isFiber() || f.isEnded() || !exists(carrier) || m_tasks[carrier].isFiber() ||
        m_tasks[carrier].isEnded())
        return;
    leaveCarrier(fiber);
    if (const std::uint32_t before = m_tasks[carrier].partner; before != 0) {  // its leaving was lost
        leaveCarrier(before);
        setOwn(before, State::Unknown);
        update(before, time);
    }
    f.waker = 0;
    f.granter = 0;
    f.partner = carrier;
    f.onCarrier = true;
    m_tasks[carrier].partner = fiber;
    f.changedAt = m_epoch;
    setOwn(fiber, State::Ready);
    update(carrier, time);
}

void TaskFold::fiberSuspended(std::uint32_t fiber, std::int64_t time, wire::FiberPause pause) {
    TaskRecord& f = m_tasks[fiber];
    if (!f.isFiber() || f.isEnded())
        return;
    leaveCarrier(fiber);
    ++f.voluntarySwitches;
    f.changedAt = m_epoch;
    f.waker = 0;
    State next = State::Unknown;
    if (pause == wire::FiberPause::Yielded)
        next = State::Ready;
    else if (pause == wire::FiberPause::Blocked)
        next = State::Blocked;
    if (next == State::Blocked && (f.granter != 0 || f.waitPhase == WaitPhase::Granted)) {
        next = State::Ready;  // its event came before it had left
        f.waker = f.lastWaker = f.granter;
    }
    f.granter = 0;
    setOwn(fiber, next);
    update(fiber, time);
}

// --- waits ---

void TaskFold::spoke(std::uint32_t task, std::int64_t time, std::uint32_t site) {
    TaskRecord& t = m_tasks[task];
    if (site != 0 && t.site != site) {
        t.site = site;
        t.changedAt = m_epoch;
    }
    if (t.own == State::New && !t.isFiber() && !hasSwitches()) {
        setOwn(task, State::Unknown);
        update(task, time);
    }
}

void TaskFold::waitBegan(std::uint32_t task, std::int64_t time, const Wait& wait) {
    TaskRecord& t = m_tasks[task];
    if (t.isEnded())
        return;
    if (t.wait == 0 || m_store->waits[t.wait] != wait)
        t.wait = m_store->waits.intern(wait);
    t.waitPhase = WaitPhase::Waiting;
    t.isWaitShown = false;
    t.granter = 0;
    t.changedAt = m_epoch;
    if ((!t.isFiber() && !hasSwitches()) || (isControlled() && !isMoving(t)))
        setOwn(task, State::Blocked);
    update(task, time);
    if (t.onCarrier) {
        m_tasks[t.partner].isWaitShown = false;
        update(t.partner, time);
    }
}

void TaskFold::waitEnded(std::uint32_t task, std::int64_t time) {
    TaskRecord& t = m_tasks[task];
    if (t.isEnded())
        return;
    t.waitPhase = WaitPhase::None;
    t.granter = 0;
    t.changedAt = m_epoch;
    if (!t.isFiber() && !hasSwitches())
        setOwn(task, State::Unknown);
    else if (isControlled() && t.own == State::Blocked)
        setOwn(task, State::Ready);
    update(task, time);
    if (t.onCarrier)
        update(t.partner, time);
}

void TaskFold::granted(std::uint32_t task, std::int64_t time, std::uint32_t giver) {
    TaskRecord& t = m_tasks[task];
    if (t.isEnded() || t.waitPhase != WaitPhase::Waiting)
        return;
    t.waitPhase = WaitPhase::Granted;
    t.changedAt = m_epoch;
    t.granter = giver;
    if (t.own == State::Blocked && !t.onCarrier && (t.isFiber() || !hasWakeUps())) {
        t.granter = 0;
        t.waker = t.lastWaker = giver;
        setOwn(task, State::Ready);
    }
    update(task, time);
}

// --- losses ---

void TaskFold::cpuGapBegan(std::uint16_t cpu, std::int64_t time) {
    if (std::find(m_gapCpus.begin(), m_gapCpus.end(), cpu) == m_gapCpus.end() &&
        m_gapCpus.size() < CpuLanes::kLimit)
        m_gapCpus.push_back(cpu);
    std::erase_if(m_known, [&](std::uint32_t task) {
        TaskRecord& t = m_tasks[task];
        if (t.own == State::Running && t.cpu != cpu)
            return false;
        t.isListedKnown = false;
        if (!t.isEnded()) {
            t.own = State::Unknown;
            t.waker = 0;
            update(task, time);
        }
        return true;
    });
}

void TaskFold::cpuGapEnded(std::uint16_t cpu) {
    std::erase(m_gapCpus, cpu);
}

void TaskFold::runtimeGapBegan(std::uint32_t thread, std::int64_t time) {
    TaskRecord& t = m_tasks[thread];
    if (t.isFiber() || t.isEnded())
        return;
    t.waitPhase = WaitPhase::None;
    t.granter = 0;
    const std::uint32_t onIt = t.partner;
    if (onIt != 0)
        leaveCarrier(onIt);
    if (!hasSwitches())
        setOwn(thread, State::Unknown);
    update(thread, time);
    for (std::uint32_t f = m_tasks[thread].firstFiber; f != 0 && m_budget->take(); f = m_tasks[f].nextFiber) {
        TaskRecord& fiber = m_tasks[f];
        if (fiber.partner != thread || fiber.isEnded())
            continue;
        fiber.waitPhase = WaitPhase::None;
        fiber.waker = fiber.granter = 0;
        fiber.own = State::Unknown;
        update(f, time);
    }
}

void TaskFold::everythingLost(std::int64_t time) {
    m_holeBegan = time;
    for (std::uint32_t task = 1; task < m_tasks.size() && m_budget->take(); ++task) {
        TaskRecord& t = m_tasks[task];
        if (t.isEnded())
            continue;
        t.waitPhase = WaitPhase::None;
        t.waker = t.granter = 0;
        if (t.isFiber())
            leaveCarrier(task);
        t.own = State::Unknown;
        update(task, time);
    }
}

void TaskFold::holeEnded(std::uint64_t lost) {
    m_lostInHoles = std::min<std::uint64_t>(kPresumedLimit,
                                            m_lostInHoles + std::min<std::uint64_t>(kPresumedLimit, lost));
}

}  // namespace heddle::model

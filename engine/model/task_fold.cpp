#include "engine/model/task_fold.h"

#include <algorithm>

namespace heddle::model {

using wire::KernelSource;
using wire::SwitchReason;
using wire::TaskKind;

// --- from facts to the state shown ---

void TaskFold::setOwn(std::uint32_t task, State state) {
    TaskRecord& t = m_tasks[task];
    t.own = state;
    if (!t.isListedKnown && !t.isFiber() && state != State::Unknown && state != State::Terminated) {
        t.isListedKnown = true;
        m_known.push_back(task);
    }
}

Entry TaskFold::effective(const TaskRecord& t) const {
    Entry e;
    e.state = t.own;
    e.onCarrier = t.onCarrier;
    const TaskRecord* thread = t.isFiber() ? &m_tasks[t.partner] : &t;
    if (t.onCarrier && !t.isEnded())
        e.state = thread->own;
    const bool isStopped = thread->stopped;
    if (isStopped && (e.state == State::Ready || e.state == State::Blocked)) {
        const bool waits = t.waitPhase == WaitPhase::Waiting ||
                           (e.state == State::Blocked && t.waitPhase != WaitPhase::Granted);
        e.state = waits ? State::SuspendedBlocked : State::SuspendedReady;
    }
    switch (e.state) {
        case State::Running:
            e.cpu = thread->cpu;
            e.cause = t.waker;
            break;
        case State::Ready:
            e.cause = t.waker;
            break;
        case State::Blocked:
        case State::SuspendedBlocked:
            if (t.waitPhase != WaitPhase::None)
                e.cause = t.wait;
            else if (!t.isFiber() && t.partner != 0 && m_tasks[t.partner].waitPhase != WaitPhase::None)
                e.cause = m_tasks[t.partner].wait;  // its fiber told why
            break;
        default:
            break;
    }
    return e;
}

void TaskFold::close(TaskRecord& t, std::int64_t end) {
    t.totals[indexOf(t.open.state)] += end - t.open.begin;
    const std::size_t slot = t.closed % kBlockEntries;
    if (t.isReopened) {  // it stands there already, and readers may be reading it
        t.isReopened = false;
    } else {
        if (slot == 0) {
            Block* block = m_store->blocks.take();
            std::copy_n(t.totals, kStateCount, block->totals);
            block->totals[indexOf(t.open.state)] -= end - t.open.begin;
            t.history->addBlock(t.open.begin, block);
            t.tail = block->entries;
        }
        *t.tail = t.open;
    }
    ++t.tail;
    ++t.closed;
}

void TaskFold::countTransition(State from, State to, std::uint64_t count) {
    if (from != to)
        m_transitions[indexOf(from)][indexOf(to)] += count;
}

void TaskFold::show(TaskRecord& t, std::int64_t time, const Entry& next) {
    if (t.open.looksLike(next))
        return;
    t.changedAt = m_epoch;
    const std::int64_t begin = t.open.begin;
    if (time > begin) {
        countTransition(t.open.state, next.state, 1);
        close(t, time);
        t.open = next;
        t.open.begin = time;
        return;
    }
    if (t.isReopened)  // it has a length already, and cannot become another one
        return;
    // A second word for the same instant.
    const State shown = t.open.state;
    t.open = next;
    t.open.begin = begin;
    if (t.closed == 0)
        return;
    const Entry& before = t.history->entry(t.closed - 1);
    countTransition(before.state, shown, ~std::uint64_t{0});  // it was none
    countTransition(before.state, next.state, 1);
    if (before.looksLike(next)) {  // the interval before goes on
        t.totals[indexOf(before.state)] -= begin - before.begin;
        t.open = before;
        --t.closed;
        --t.tail;
        t.isReopened = true;
    }
}

void TaskFold::update(std::uint32_t task, std::int64_t time) {
    TaskRecord& t = m_tasks[task];
    show(t, time, effective(t));
    if (!t.isFiber() && t.partner != 0) {
        TaskRecord& fiber = m_tasks[t.partner];
        fiber.waker = 0;
        show(fiber, time, effective(fiber));
    }
}

void TaskFold::updateFibers(std::uint32_t thread, std::int64_t time) {
    for (std::uint32_t f = m_tasks[thread].firstFiber; f != 0 && m_budget->take(); f = m_tasks[f].nextFiber) {
        if (m_tasks[f].partner == thread)
            show(m_tasks[f], time, effective(m_tasks[f]));
    }
}

// --- life ---

void TaskFold::created(const wire::Event& event, std::int64_t time) {
    if (event.task != m_tasks.size() || event.task > kTaskLimit)
        return;
    const auto kind = event.detailAs<TaskKind>();
    if (kind != TaskKind::Process && kind != TaskKind::Thread && kind != TaskKind::Fiber)
        return;
    const std::uint32_t id = event.task;
    const std::uint32_t parent = exists(event.object) ? event.object : 0;

    TaskInfo info;
    info.id = TaskId{id};
    info.parent = TaskId{parent};
    info.process = parent ? m_infos[parent - 1].process : TaskId{id};
    info.kind = kind;
    info.created = instantFromNs(time);

    TaskRecord& t = m_tasks.emplace_back();
    t.kind = kind;
    t.changedAt = m_epoch;
    t.history = &m_store->histories.emplace_back(m_store->waits);
    if (kind == TaskKind::Fiber) {
        const auto carrier = static_cast<std::uint32_t>(event.value);
        if (exists(carrier) && carrier != id && !m_tasks[carrier].isFiber()) {
            t.partner = carrier;
            t.nextFiber = m_tasks[carrier].firstFiber;
            m_tasks[carrier].firstFiber = id;
            info.process = m_infos[carrier - 1].process;
            info.pid = m_infos[carrier - 1].pid;
            info.tid = m_infos[carrier - 1].tid;
        } else if (parent) {
            info.pid = m_infos[parent - 1].pid;
        }
    } else {
        info.pid = wire::pidOf(event);
        info.tid = wire::tidOf(event);
        if (kind == TaskKind::Process) {
            info.process = TaskId{id};
            m_processes[info.pid.value()] = id;
        } else if (const auto process = m_processes.find(info.pid.value()); process != m_processes.end()) {
            info.process = TaskId{process->second};
            t.nextInProcess = m_tasks[process->second].nextInProcess;
            m_tasks[process->second].nextInProcess = id;
        }
    }
    m_infos.push_back(info);
    setOwn(id, State::New);
    t.open.begin = time;
    t.open.state = State::New;
}

void TaskFold::named(std::uint32_t task, TextId name) {
    m_infos[task - 1].name = name;
    noteChanged(task);
}

void TaskFold::admitted(std::uint32_t task, std::int64_t time) {
    TaskRecord& t = m_tasks[task];
    if (t.own != State::New)
        return;
    // Without a kernel source nobody will say when it runs.
    setOwn(task, t.isFiber() || hasSwitches() ? State::Ready : State::Unknown);
    update(task, time);
}

void TaskFold::exited(std::uint32_t task, std::int64_t time, std::optional<int> status) {
    TaskRecord& t = m_tasks[task];
    TaskInfo& info = m_infos[task - 1];
    if (status)
        info.exitStatus = status;
    noteChanged(task);
    if (t.isEnded())
        return;
    info.exited = instantFromNs(std::max(time, t.open.begin));
    m_ended.push_back(task);
    t.waitPhase = WaitPhase::None;
    t.waker = 0;
    if (t.isFiber()) {
        leaveCarrier(task);
        setOwn(task, State::Terminated);
        update(task, time);
        return;
    }
    if (t.own == State::Running)
        m_cpus.switchedOut(t.cpu, TaskId{task}, time);  // its last switch-out may never be told
    const std::uint32_t onIt = t.partner;
    t.partner = 0;
    setOwn(task, State::Terminated);
    update(task, time);
    if (onIt != 0 && !m_tasks[onIt].isEnded())
        exited(onIt, time, std::nullopt);
    // A fiber does not outlive the thread that carries it.
    for (std::uint32_t f = m_tasks[task].firstFiber; f != 0; f = m_tasks[f].nextFiber) {
        if (m_tasks[f].partner == task && !m_tasks[f].isEnded())
            exited(f, time, std::nullopt);
    }
}

void TaskFold::reaped(std::uint32_t task, std::int64_t time, std::optional<int> status) {
    exited(task, time, status);
    TaskInfo& info = m_infos[task - 1];
    if (!info.reaped)
        info.reaped = instantFromNs(time);
}

void TaskFold::counted(std::uint32_t task, std::uint16_t kind, std::uint64_t figure) {
    if (kind == 0 || kind >= kCounterKinds)
        return;
    TaskInfo& info = m_infos[task - 1];
    info.counters[kind] = static_cast<std::int64_t>(figure);
    info.countersKnown |= 1u << kind;
    noteChanged(task);
}

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

void TaskFold::stopOne(std::uint32_t thread, std::int64_t time, bool stopped) {
    TaskRecord& t = m_tasks[thread];
    if (t.isEnded() || t.stopped == stopped)
        return;
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
    t.granter = 0;
    t.changedAt = m_epoch;
    if (!t.isFiber() && !hasSwitches())
        setOwn(task, State::Blocked);
    update(task, time);
    if (t.onCarrier)
        update(t.partner, time);
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

std::size_t TaskFold::bytes() const {
    // Of vectors what is used: the rest of their capacity was never touched.
    return m_tasks.size() * sizeof(TaskRecord) + m_infos.size() * sizeof(TaskInfo) + m_known.size() * 4 +
           m_processes.size() * 32;
}

}  // namespace heddle::model

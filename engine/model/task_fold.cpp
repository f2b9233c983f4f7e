#include "engine/model/task_fold.h"

#include <algorithm>

namespace heddle::model {

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

void TaskFold::open(TaskRecord& t, std::int64_t begin, const Entry& entry) {
    t.open = entry;
    t.open.begin = begin;
    if (entry.isInWait()) {
        t.open.isSameWait = t.isWaitShown;
        t.isWaitShown = true;
    }
}

void TaskFold::show(TaskRecord& t, std::int64_t time, const Entry& next) {
    if (t.open.looksLike(next))
        return;
    t.changedAt = m_epoch;
    const std::int64_t begin = t.open.begin;
    if (time > begin) {
        countTransition(t.open.state, next.state, 1);
        close(t, time);
        open(t, time, next);
        return;
    }
    if (t.isReopened)  // it has a length already, and cannot become another one
        return;
    // A second word for the same instant.
    const State shown = t.open.state;
    if (t.open.isInWait() && !t.open.isSameWait)
        t.isWaitShown = false;
    open(t, begin, next);
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

bool TaskFold::created(const wire::Event& event, std::int64_t time) {
    if (event.task <= count() || event.task > kTaskLimit)
        return false;
    const auto kind = event.detailAs<TaskKind>();
    if (kind != TaskKind::Process && kind != TaskKind::Thread && kind != TaskKind::Fiber)
        return false;
    const std::uint32_t id = event.task;
    if (id != count() + 1 && !presume(id - 1))
        return false;
    const std::uint32_t parent = exists(event.object) ? event.object : 0;

    TaskInfo info;
    info.id = TaskId{id};
    info.parent = TaskId{parent};
    info.process = parent ? m_infos[parent - 1].process : TaskId{id};
    info.kind = kind;

    TaskRecord& t = add(info, time, State::New);
    TaskInfo& added = m_infos.back();
    if (kind == TaskKind::Fiber) {
        const auto carrier = static_cast<std::uint32_t>(event.value);
        if (exists(carrier) && carrier != id && !m_tasks[carrier].isFiber()) {
            t.partner = carrier;
            t.nextFiber = m_tasks[carrier].firstFiber;
            m_tasks[carrier].firstFiber = id;
            added.process = m_infos[carrier - 1].process;
            added.pid = m_infos[carrier - 1].pid;
            added.tid = m_infos[carrier - 1].tid;
        } else if (parent) {
            added.pid = m_infos[parent - 1].pid;
        }
    } else {
        added.pid = wire::pidOf(event);
        added.tid = wire::tidOf(event);
        if (kind == TaskKind::Process) {
            added.process = TaskId{id};
            m_processes[added.pid.value()] = id;
        } else if (const auto process = m_processes.find(added.pid.value()); process != m_processes.end()) {
            added.process = TaskId{process->second};
            t.nextInProcess = m_tasks[process->second].nextInProcess;
            m_tasks[process->second].nextInProcess = id;
        }
    }
    return true;
}

// Ids are dense: up to `task` all must have been created. A hole that was big enough may have swallowed that.
bool TaskFold::presume(std::uint32_t task) {
    if (task <= count() || task > kTaskLimit || task - count() > m_lostInHoles - m_presumed)
        return false;
    m_presumed += task - count();
    while (count() < task) {
        TaskInfo info;
        info.id = info.process = TaskId{count() + 1};
        info.kind = TaskKind::Unknown;
        add(info, m_holeBegan, State::Unknown);
    }
    return true;
}

TaskRecord& TaskFold::add(const TaskInfo& info, std::int64_t time, State state) {
    TaskRecord& t = m_tasks.emplace_back();
    t.kind = info.kind;
    t.changedAt = m_epoch;
    t.history = &m_store->histories.emplace_back(m_store->waits);
    t.open.begin = time;
    t.open.state = state;
    m_infos.push_back(info);
    m_infos.back().created = instantFromNs(time);
    setOwn(info.id.value(), state);
    return t;
}

void TaskFold::named(std::uint32_t task, TextId name) {
    m_infos[task - 1].name = name;
    noteChanged(task);
}

void TaskFold::becameDaemon(std::uint32_t task) {
    m_infos[task - 1].isDaemon = true;
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

void TaskFold::requested(std::uint32_t task, std::int64_t when) {
    TaskInfo& info = m_infos[task - 1];
    info.requested = std::min(instantFromNs(when), info.created);
    noteChanged(task);
}

void TaskFold::creationStepDone(std::uint32_t task, std::uint16_t step, std::int64_t when) {
    const std::size_t index = static_cast<std::size_t>(step) - 1;
    TaskInfo& info = m_infos[task - 1];
    if (index >= info.creation.size() || info.creation[index])
        return;
    info.creation[index] = instantFromNs(when);
    noteChanged(task);
}

void TaskFold::saysItsEnd(std::uint32_t task, const wire::Event& event) {
    LastWords& words = m_infos[task - 1].lastWords;
    words.hasSaidEnd = true;
    words.code = static_cast<int>(event.value);
    words.signal = event.detail;
    words.why = TextId{event.object};
    words.site = event.siteId();
    words.isSiteExact = true;
    noteChanged(task);
}

void TaskFold::isSentSignal(std::uint32_t task, int signal, std::uint32_t sender) {
    if (m_tasks[task].isEnded())
        return;  // it came too late to be the cause
    LastWords& words = m_infos[task - 1].lastWords;
    words.sentSignal = signal;
    words.sender = TaskId{sender};
    noteChanged(task);
}

// A fault of any of its tasks ends the whole process.
void TaskFold::faulted(std::uint32_t task, const wire::Event& event) {
    if (event.object > static_cast<std::uint32_t>(wire::kLastFaultCause))
        return;
    const std::uint32_t process = m_infos[task - 1].process.value();
    for (const std::uint32_t concerned : {task, process}) {
        if (!exists(concerned))
            continue;
        LastWords& words = m_infos[concerned - 1].lastWords;
        words.faultSignal = event.detail;
        words.fault = static_cast<wire::FaultCause>(event.object);
        words.address = event.value;
        words.faulted = TaskId{task};
        words.isSiteExact = event.site != 0;
        words.site = words.isSiteExact ? event.siteId() : SiteId{m_tasks[task].site};
        noteChanged(concerned);
    }
}

void TaskFold::counted(std::uint32_t task, std::uint16_t kind, std::uint64_t figure) {
    if (kind == 0 || kind >= kCounterKinds)
        return;
    TaskInfo& info = m_infos[task - 1];
    info.counters[kind] = static_cast<std::int64_t>(figure);
    info.countersKnown |= 1u << kind;
    noteChanged(task);
}

std::size_t TaskFold::bytes() const {
    // Of vectors what is used: the rest of their capacity was never touched.
    return m_tasks.size() * sizeof(TaskRecord) + m_infos.size() * sizeof(TaskInfo) + m_known.size() * 4 +
           m_processes.size() * 32;
}

}  // namespace heddle::model

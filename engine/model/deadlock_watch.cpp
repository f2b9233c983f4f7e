#include "engine/model/deadlock_watch.h"

#include <algorithm>

#include "engine/model/wait_for_graph.h"

namespace heddle::model {

// --- who lives, who waits ---

void DeadlockWatch::taskCreated(std::uint32_t task) {
    if (m_isOff)
        return;
    TaskRecord& t = m_tasks->record(task);
    const TaskInfo& info = m_tasks->info(task);
    t.scope = info.process != info.id ? scopeOf(info.process) : m_scopes.addProcess(scopeOf(info.parent));
    t.countsAsLive = true;
    noteFree(task, true);
    m_scopes.changeLive(t.scope, 1);
}

void DeadlockWatch::taskEnded(std::uint32_t task, std::int64_t time) {
    if (m_isOff)
        return;
    waitOver(task, time);
    if (m_lately.empty())
        m_firstEnd = time;
    m_lastEnd = time;
    m_lately.push_back(task);
    askAt(time + kQuiet);
}

void DeadlockWatch::judgeWait(std::uint32_t task, std::int64_t time) {
    TaskRecord& t = m_tasks->record(task);
    const WaitEnder ender = enderOf(*m_store, *m_tasks, task);
    if (ender == WaitEnder::Anybody) {
        if (t.waitObject != 0 && !m_store->waits[t.wait].hasTimeLimit)
            m_store->objects[t.waitObject - 1].hasOpenWaits = true;
        return;
    }
    beginWait(t, task);
    if (const TaskId joined = m_store->waits[t.wait].other; !joined.isNone())
        m_tasks->record(joined.value()).isJoined = true;
    std::uint32_t end = task;
    const Way way = follow(task, ender, end);
    if (way == Way::GoesOn)
        return;
    if (way == Way::Stuck && !m_isOpen && !isNeeded(t)) {
        const std::uint32_t deadlock = m_stuckIn.at(end);
        m_found[deadlock].behind.push_back(TaskId{task});
        mark({TaskId{task}}, deadlock, false);
    } else if (isStuck(task, time)) {
        judgeAll(time, time);
    }
}

Deadlock::Ending DeadlockWatch::endingOf(std::uint32_t task) const {
    const std::uint32_t object = m_tasks->record(task).waitObject;
    return object != 0 && m_store->objects[object - 1].hasNewRule ? Deadlock::Ending::Withdrawn
                                                                  : Deadlock::Ending::Broken;
}

bool DeadlockWatch::isInDoubt(const Deadlock& deadlock) const {
    return std::any_of(deadlock.objects.begin(), deadlock.objects.end(), [this](ObjectId id) {
        const auto number = m_store->objectIndex.find(id.value());
        return number && !m_store->objects[*number].certain;
    });
}

// The task can go on after all, or has ended.
void DeadlockWatch::unstick(std::uint32_t task, std::int64_t time, Deadlock::Ending how) {
    TaskRecord& t = m_tasks->record(task);
    const std::uint32_t number = m_stuckIn.at(task);
    const auto has = [task](const std::vector<TaskId>& tasks) {
        return std::find(tasks.begin(), tasks.end(), TaskId{task}) != tasks.end();
    };
    t.isStuck = false;
    m_stuckIn.erase(task);
    if (has(m_found[number].tasks) || has(m_found[number].entangled))
        breakUp(number, time, how);
    if (!t.isEnded()) {
        for (Deadlock& deadlock : m_found) std::erase(deadlock.behind, TaskId{task});
        ++m_version;
    }
}

void DeadlockWatch::share(ObjectRecord& object, std::uint32_t scope) {
    const std::uint32_t wider = m_scopes.common(object.scope, scope);
    object.hasNewRule = object.hasNewRule || wider != object.scope;
    object.scope = wider;
}

// More tasks can end its waits than was known: what was said of them is withdrawn.
void DeadlockWatch::judgeAnew(ObjectRecord& object, std::int64_t time) {
    object.hasNewRule = false;
    for (std::uint32_t w = object.firstWaiter; w != 0 && m_budget->take();
         w = m_tasks->record(w).nextWaiter) {
        if (m_tasks->record(w).isStuck) {
            judgeAll(time, time);
            return;
        }
    }
}

// Waits that were none for the state of the object (an item was there) may be some now.
void DeadlockWatch::lookAgain(ObjectRecord& object, std::int64_t time) {
    object.hasOpenWaits = false;
    if (!object.certain)
        return;
    for (std::uint32_t w = object.firstWaiter; w != 0 && m_budget->take();
         w = m_tasks->record(w).nextWaiter) {
        const TaskRecord& t = m_tasks->record(w);
        if (!t.waitsForOthers && t.waitPhase == WaitPhase::Waiting)
            judgeWait(w, time);
    }
}

// --- the quick look ---

std::uint32_t DeadlockWatch::next(std::uint32_t task, WaitEnder ender) const {
    const TaskRecord& t = m_tasks->record(task);
    const auto unless = [this](bool goesOn, std::uint32_t other) {
        return goesOn && !m_hasHeldCarriers ? kNobody : other;
    };
    switch (ender) {
        case WaitEnder::EveryHolder:
            return m_store->objects[t.waitObject - 1].soleHolder.value();
        case WaitEnder::EnoughHolders: {
            // What is enough for whoever in line wants most is enough for this one.
            const ObjectRecord& object = m_store->objects[t.waitObject - 1];
            std::int64_t units = object.level;
            for (std::size_t i = 0; i < object.holders.size() && i < kSteps && units < object.mostWanted; ++i)
                units += isFree(object.holders[i].task.value()) ? object.holders[i].units : 0;
            return unless(units >= object.mostWanted,
                          object.units() >= object.mostWanted ? object.soleHolder.value() : 0);
        }
        case WaitEnder::JoinedTask:
            return m_store->waits[t.wait].other.value();
        case WaitEnder::JoinedProcess:
            return unless(m_scopes.own(scopeOf(m_store->waits[t.wait].other)).hasFree(), 0);
        case WaitEnder::SharingTask:
            return unless(m_scopes.hasFree(m_store->objects[t.waitObject - 1].scope), 0);
        case WaitEnder::CarriersFiber:
        case WaitEnder::Anybody:
            break;
    }
    return kNobody;
}

DeadlockWatch::Way DeadlockWatch::follow(std::uint32_t task, WaitEnder ender, std::uint32_t& end) const {
    for (int step = 0; step < kSteps; ++step) {
        const std::uint32_t other = next(end, ender);
        if (other == kNobody)
            return Way::GoesOn;
        if (other == 0 || other == task)
            return Way::Undecided;
        end = other;
        if (isFree(end))
            return m_hasHeldCarriers ? Way::Undecided : Way::GoesOn;
        const TaskRecord& t = m_tasks->record(end);
        if (t.isStuck)
            return Way::Stuck;
        if (!t.waitsForOthers)
            return Way::Undecided;
        ender = enderOf(*m_store, *m_tasks, end);
    }
    return Way::Undecided;
}

// --- the graph ---

void DeadlockWatch::leaveOpen(std::int64_t time) {
    m_isOpen = true;
    m_openSince = time;
    askAt(time + kQuiet);
}

bool DeadlockWatch::isStuck(std::uint32_t task, std::int64_t time) {
    if (!m_budget->take(kSteps)) {
        leaveOpen(time);
        return false;
    }
    WaitForGraph graph{*m_store, *m_tasks, m_scopes, time, !m_hasHeldCarriers};
    graph.add(task);
    graph.solve();
    m_budget->spend(graph.size());
    return graph.isStuck(task);
}

void DeadlockWatch::ask(std::int64_t time, bool isFree) {
    m_askAt = std::numeric_limits<std::int64_t>::max();
    if (!m_lately.empty()) {
        if (const std::int64_t due = std::min(m_lastEnd + kQuiet, m_firstEnd + kPatience); due > time) {
            askAt(due);
            return;
        }
        for (const std::uint32_t task : m_lately) {
            m_tasks->record(task).countsAsLive = false;
            noteFree(task, false);
            m_scopes.changeLive(m_tasks->record(task).scope, -1);
        }
        m_lately.clear();
        m_openSince = m_isOpen ? std::max(m_openSince, m_lastEnd) : m_lastEnd;
        m_isOpen = true;
    }
    if (!m_isOpen)
        return;
    if (m_scopes.all().waiting() == 0)
        m_isOpen = false;
    else if (m_budget->take(m_tasks->count() / 8 + 1) || (isFree && time - m_judgedAt >= kPatience))
        judgeAll(m_openSince, time);
    else
        askAt(time + kQuiet);
}

void DeadlockWatch::judgeAll(std::int64_t at, std::int64_t time) {
    WaitForGraph graph{*m_store, *m_tasks, m_scopes, time, !m_hasHeldCarriers};
    for (std::uint32_t task = 1; task <= m_tasks->count(); ++task) {
        if (m_tasks->record(task).waitsForOthers || carrierHeldBy(*m_tasks, task, time) != 0)
            graph.add(task);
    }
    graph.solve();
    m_budget->spend(graph.size());
    m_isOpen = false;
    m_judgedAt = time;
    if (graph.hasHeldCarriers() && !m_hasHeldCarriers) {  // the counts are not what they seem
        m_hasHeldCarriers = true;
        judgeAll(at, time);
        return;
    }
    m_hasHeldCarriers = graph.hasHeldCarriers();
    std::int64_t stuck = 0;
    for (std::uint32_t task = 1; task <= m_tasks->count(); ++task) stuck += graph.isStuck(task) ? 1 : 0;

    std::vector<std::uint32_t> notStuck;
    for (const auto& [task, number] : m_stuckIn) {
        if (!graph.isStuck(task))
            notStuck.push_back(task);
    }
    std::sort(notStuck.begin(), notStuck.end());
    for (const std::uint32_t task : notStuck) {
        for (Deadlock& deadlock : m_found) std::erase(deadlock.behind, TaskId{task});
        if (m_tasks->record(task).isStuck)
            unstick(task, time,
                    isInDoubt(m_found[m_stuckIn.at(task)]) ? Deadlock::Ending::Unknown
                                                           : Deadlock::Ending::Withdrawn);
    }

    const auto asIds = [](const std::vector<std::uint32_t>& tasks) {
        std::vector<TaskId> ids;
        for (const std::uint32_t task : tasks) ids.push_back(TaskId{task});
        return ids;
    };
    for (const WaitForGraph::Knot& knot : graph.knots()) {
        const auto known = m_stuckIn.find(knot.circle.front());
        std::uint32_t number = static_cast<std::uint32_t>(m_found.size());
        const auto isIn = [&](const Deadlock& deadlock) {
            return std::find(deadlock.tasks.begin(), deadlock.tasks.end(), TaskId{knot.circle.front()}) !=
                   deadlock.tasks.end();
        };
        if (known != m_stuckIn.end() && isIn(m_found[known->second])) {
            number = known->second;
        } else {
            Deadlock& deadlock = m_found.emplace_back();
            deadlock.at = instantFromNs(at);
            deadlock.shape = knot.shape;
            deadlock.tasks = asIds(knot.circle);
            deadlock.entangled = asIds(knot.entangled);
            deadlock.isPartial = m_scopes.all().live > stuck;
            for (std::size_t i = 0; i < knot.circle.size(); ++i) {
                const bool isCircle = knot.shape == Deadlock::Shape::Circle;
                deadlock.edges.push_back(edge(
                    knot.circle[i], isCircle ? TaskId{knot.circle[(i + 1) % knot.circle.size()]} : TaskId{}));
                deadlock.objects.push_back(deadlock.edges.back().wait.object);
            }
            mark(deadlock.tasks, number, true);
            mark(deadlock.entangled, number, true);
        }
        std::vector<TaskId>& behind = m_found[number].behind;
        for (const std::uint32_t task : knot.behind) {
            if (std::find(behind.begin(), behind.end(), TaskId{task}) == behind.end())
                behind.push_back(TaskId{task});
        }
        mark(behind, number, false);
    }
}

DeadlockEdge DeadlockWatch::edge(std::uint32_t task, TaskId next) const {
    const TaskRecord& t = m_tasks->record(task);
    DeadlockEdge edge{TaskId{task}, {}, instantFromNs(t.open.begin), WaitEnder::CarriersFiber, {}, next};
    if (!t.waitsForOthers)
        return edge;
    edge.wait = m_store->waits[t.wait];
    edge.since = instantFromNs(t.waitSince);
    edge.ender = enderOf(*m_store, *m_tasks, task);
    if (edge.ender == WaitEnder::EveryHolder || edge.ender == WaitEnder::EnoughHolders)
        edge.holders = m_store->objects[t.waitObject - 1].holders;
    return edge;
}

void DeadlockWatch::mark(const std::vector<TaskId>& tasks, std::uint32_t deadlock, bool areInIt) {
    for (const TaskId task : tasks) {
        TaskRecord& t = m_tasks->record(task.value());
        if ((areInIt || !t.isStuck) && !t.isEnded()) {
            t.isStuck = true;
            m_stuckIn[task.value()] = deadlock;
        }
    }
    ++m_version;
}

void DeadlockWatch::breakUp(std::uint32_t number, std::int64_t time, Deadlock::Ending how) {
    Deadlock& deadlock = m_found[number];
    deadlock.ending = how;
    deadlock.brokenAt = instantFromNs(time);
    for (const auto* tasks : {&deadlock.tasks, &deadlock.entangled, &deadlock.behind}) {
        for (const TaskId task : *tasks) {
            const auto in = m_stuckIn.find(task.value());
            if (in == m_stuckIn.end() || in->second != number)
                continue;
            m_tasks->record(task.value()).isStuck = false;
            m_stuckIn.erase(in);
        }
    }
    leaveOpen(time);
    ++m_version;
}

}  // namespace heddle::model

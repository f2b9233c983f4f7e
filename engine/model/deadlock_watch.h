// Notices the moment at which tasks can never go on again: full and partial deadlocks among everything that
// wait_ender.h knows, and waits that nobody is left to end. wait_for_graph.h says what "stuck" is.
//
// When: only a wait that begins, or a task that ends, can make a task stuck. A wait that begins is followed
// from holder to holder until somebody is met who can go on: one step, nearly always. Only where nobody is
// met within kSteps, or the way branches, a graph of what the task depends on is made and reduced; only where
// the task is stuck, one of all tasks that wait. An end counts once no task has ended for kQuiet: a program
// that is killed dies task by task, and those who die last are no deadlock. The same time decides that a
// fiber has blocked its carrier, and has not just begun to leave it.
//
// Cost: O(1) a wait, amortised: what a graph costs is taken from the Budget, in proportion to the events;
// where that is used up the question is put off, and never dropped: the next kQuiet, or snapshot, asks again.
// Invariants: no false verdict from any prefix of a stream, as far as the rules of wait_ender.h go. A
// deadlock is reported once; it is broken when one of its tasks goes on or ends, or when it turns out that
// more tasks can end its waits than had shown, which is told apart (Deadlock::Ending). Daemons that wait for
// work are not reported for their own sake. On loss: objects in doubt and tasks whose ring lost events make
// no verdict.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/model/budget.h"
#include "engine/model/deadlock.h"
#include "engine/model/deadlock_search.h"
#include "engine/model/scope_tree.h"
#include "engine/model/store.h"
#include "engine/model/task_fold.h"

namespace heddle::model {

class DeadlockWatch {
public:
    static constexpr std::int64_t kQuiet = 10'000'000;  // ns
    static constexpr std::int64_t kPatience =
        1'000'000'000;  // ns; longer no row of ends keeps a verdict back
    static constexpr int kSteps = 16;

    DeadlockWatch(Store& store, TaskFold& tasks, Budget& budget, DeadlockSearch search)
        : m_store(&store), m_tasks(&tasks), m_budget(&budget), m_isOff(search == DeadlockSearch::Off) {}

    void taskCreated(std::uint32_t task);
    void taskEnded(std::uint32_t task, std::int64_t time);
    void threadBlocked(std::uint32_t thread, std::int64_t time) {
        const TaskRecord& t = m_tasks->record(thread);
        if (t.partner != 0 && !t.isFiber() && m_tasks->record(t.partner).waitsForOthers)
            leaveOpen(time);
    }
    // The wait for `object` (nullptr: for none) stands in the records, and in the object's line.
    void waitBegan(std::uint32_t task, const ObjectRecord* object, bool hasTimeLimit, std::int64_t time) {
        if (m_isOff)
            return;
        waitOver(task, time);
        // Nearly always: a lock whose holder goes on.
        if (object && object->isExclusive() && object->certain && object->early.empty() && !hasTimeLimit &&
            !m_hasHeldCarriers && object->soleHolder.value() != task && isFree(object->soleHolder.value()))
            beginWait(m_tasks->record(task), task);
        else
            judgeWait(task, time);
    }
    void waitOver(std::uint32_t task, std::int64_t time) {
        TaskRecord& t = m_tasks->record(task);
        if (!t.waitsForOthers)
            return;
        endWait(t, task);
        if (t.isStuck)
            unstick(task, time, endingOf(task));
    }
    // Events are lost: what the task waits for is not known any more.
    void waitInDoubt(std::uint32_t task, std::int64_t time) {
        TaskRecord& t = m_tasks->record(task);
        if (!t.waitsForOthers)
            return;
        endWait(t, task);
        if (t.isStuck)
            unstick(task, time, Deadlock::Ending::Unknown);
    }
    // An event of a task on the object is about to be applied...
    void uses(ObjectRecord& object, std::uint32_t task) {
        if (object.scope != m_tasks->record(task).scope)
            share(object, m_tasks->record(task).scope);
    }
    // ...and has been, with all that it changed.
    void touched(ObjectRecord& object, std::int64_t time) {
        if (object.hasNewRule)
            judgeAnew(object, time);
        if (object.hasOpenWaits)
            lookAgain(object, time);
    }
    [[nodiscard]] std::uint32_t scopeOf(TaskId task) const { return m_tasks->record(task.value()).scope; }
    // To be called before each event of the stream...
    void advance(std::int64_t time) {
        if (m_askAt <= time)
            ask(time, false);
    }
    // ...and before a snapshot, which by itself costs as much.
    void beforeSnapshot(std::int64_t time) {
        if (m_askAt <= time)
            ask(time, true);
    }

    [[nodiscard]] const std::vector<Deadlock>& found() const { return m_found; }
    [[nodiscard]] std::uint64_t version() const { return m_version; }  // grows when found() changes

private:
    enum class Way {
        GoesOn,     // somebody is met who can go on
        Stuck,      // ends at a task that is known to be stuck
        Undecided,  // neither, in so many steps
    };
    void noteFree(std::uint32_t task, bool isFree) {
        if (task >= m_isFree.size())  // some are only known by what they do
            m_isFree.resize(task + std::size_t{1});
        m_isFree[task] = isFree ? 1 : 0;
    }
    [[nodiscard]] bool isFree(std::uint32_t task) const {
        return task < m_isFree.size() && m_isFree[task] != 0;
    }
    static constexpr std::uint32_t kNobody = ~std::uint32_t{0};
    void unstick(std::uint32_t task, std::int64_t time, Deadlock::Ending how);
    void beginWait(TaskRecord& t, std::uint32_t task) {
        t.waitsForOthers = true;
        noteFree(task, false);
        m_scopes.changeWaiting(t.scope, 1);
    }
    void endWait(TaskRecord& t, std::uint32_t task) {
        t.waitsForOthers = false;
        noteFree(task, t.countsAsLive);
        m_scopes.changeWaiting(t.scope, -1);
    }
    // Of a wait that has begun: whether it is one for others, and who is stuck by it.
    void judgeWait(std::uint32_t task, std::int64_t time);
    // Of a wait that is over: whether somebody ended it who, as far as was known, could not.
    [[nodiscard]] Deadlock::Ending endingOf(std::uint32_t task) const;
    // Whether a hole in the record is why the deadlock is none any more.
    [[nodiscard]] bool isInDoubt(const Deadlock& deadlock) const;
    void share(ObjectRecord& object, std::uint32_t scope);
    void judgeAnew(ObjectRecord& object, std::int64_t time);
    void lookAgain(ObjectRecord& object, std::int64_t time);
    void askAt(std::int64_t time) { m_askAt = std::min(m_askAt, time); }
    void leaveOpen(std::int64_t time);
    void ask(std::int64_t time, bool isFree);
    // The one task on which it hangs whether `task` can go on; 0: more than one; kNobody: it can.
    [[nodiscard]] std::uint32_t next(std::uint32_t task, WaitEnder ender) const;
    // `ender`: of the wait of `task`; `end`: the last task met.
    [[nodiscard]] Way follow(std::uint32_t task, WaitEnder ender, std::uint32_t& end) const;
    // Whether others may be stuck when it is.
    [[nodiscard]] bool isNeeded(const TaskRecord& task) const {
        return task.holds != 0 || task.isJoined || !m_scopes.own(task.scope).hasFree();
    }
    [[nodiscard]] bool isStuck(std::uint32_t task, std::int64_t time);
    void judgeAll(std::int64_t at, std::int64_t time);
    [[nodiscard]] DeadlockEdge edge(std::uint32_t task, TaskId next) const;
    // Of a task that is in one and behind others, the one that it is in counts.
    void mark(const std::vector<TaskId>& tasks, std::uint32_t deadlock, bool areInIt);
    void breakUp(std::uint32_t deadlock, std::int64_t time, Deadlock::Ending how);

    Store* m_store;
    TaskFold* m_tasks;
    Budget* m_budget;
    bool m_isOff;  // no wait is ever taken notice of, and so nothing follows
    ScopeTree m_scopes;
    // By task: it lives and waits for nobody. As its record says, but in the cache when that is not.
    std::vector<std::uint8_t> m_isFree;
    std::vector<std::uint32_t> m_lately;  // ended, and still counted as alive
    std::int64_t m_firstEnd = 0, m_lastEnd = 0;
    std::int64_t m_askAt = std::numeric_limits<std::int64_t>::max();
    std::int64_t m_openSince = 0;
    bool m_isOpen = false;  // something may have become stuck at m_openSince, and nobody has looked yet
    std::int64_t m_judgedAt = std::numeric_limits<std::int64_t>::min() / 2;
    bool m_hasHeldCarriers = false;  // then the scopes count fibers as free that are not
    std::unordered_map<std::uint32_t, std::uint32_t> m_stuckIn;  // by task: index into m_found
    std::vector<Deadlock> m_found;
    std::uint64_t m_version = 0;
};

}  // namespace heddle::model

#include "tests/support/describe.h"

#include <sstream>

namespace heddle::model {

namespace {

void describe(std::ostream& out, const Wait& wait) {
    out << static_cast<int>(wait.operation) << '/' << wait.object.value() << '/' << wait.other.value() << '/'
        << wait.site.value();
}

void describe(std::ostream& out, const StateTotals& totals) {
    for (const Duration total : totals) out << ' ' << total.count();
}

void describe(std::ostream& out, const Snapshot& snapshot, const TaskInfo& t) {
    out << "task " << t.id.value() << ' ' << snapshot.nameOf(t.id) << " of " << t.parent.value() << " in "
        << t.process.value() << " on " << t.carrier.value() << " kind " << static_cast<int>(t.kind) << " pid "
        << t.pid.value() << ':' << t.tid.value() << " from " << toNs(t.created);
    if (t.exited)
        out << " exited " << toNs(*t.exited);
    if (t.reaped)
        out << " reaped " << toNs(*t.reaped);
    if (t.exitStatus)
        out << " status " << *t.exitStatus;
    out << ' ' << nameOf(t.state) << " since " << toNs(t.stateSince) << " wait ";
    describe(out, t.wait);
    out << " cpu " << static_cast<int>(t.cpu) << " waker " << t.lastWaker.value() << " site "
        << t.site.value() << " switches " << t.voluntarySwitches << ' ' << t.involuntarySwitches << " totals";
    describe(out, t.totals);
    out << " counters";
    for (std::size_t i = 0; i < kCounterKinds; ++i) {
        if ((t.countersKnown >> i) & 1u)
            out << ' ' << i << '=' << t.counters[i];
    }
    out << '\n';
    const HistoryView history = snapshot.history(t.id);
    for (std::size_t i = 0; i < history.size(); ++i) {
        const Interval interval = history.at(i);
        out << "  " << toNs(interval.begin) << ".." << toNs(interval.end) << ' ' << nameOf(interval.state)
            << " cpu " << static_cast<int>(interval.cpu) << " waker " << interval.waker.value() << " wait ";
        describe(out, interval.wait);
        out << (interval.onCarrier ? " on carrier\n" : "\n");
    }
}

void describe(std::ostream& out, const char* what, const Series<LevelStep>& steps) {
    out << "  " << what;
    for (std::size_t i = 0; i < steps.size(); ++i) out << ' ' << toNs(steps[i].time) << ':' << steps[i].level;
    out << '\n';
}

void describe(std::ostream& out, const Snapshot& snapshot, const ObjectInfo& o) {
    out << "object " << o.id.value() << ' ' << snapshot.nameOf(o.id) << " kind " << static_cast<int>(o.kind)
        << " by " << o.creator.value() << " at " << toNs(o.created) << " level " << o.level << '/'
        << o.capacity << " counts " << o.acquisitions << ' ' << o.contended << ' ' << o.maxWaiters << ' '
        << o.maxDepth << (o.certain ? "\n" : " in doubt\n");
    for (const Holder& h : o.holders)
        out << "  held by " << h.task.value() << " units " << h.units << " since " << toNs(h.since) << " at "
            << h.site.value() << '\n';
    for (const Waiter& w : o.waiters)
        out << "  waiter " << w.task.value() << " op " << static_cast<int>(w.operation) << " since "
            << toNs(w.since) << " at " << w.site.value() << '\n';
    for (std::size_t i = 0; i < o.holds.size(); ++i) {
        const Hold& h = o.holds[i];
        out << "  hold " << h.task.value() << " then " << h.successor.value() << ' ' << toNs(h.begin) << ".."
            << toNs(h.end) << " units " << h.units << " at " << h.site.value() << '\n';
    }
    describe(out, "levels", o.levels);
    describe(out, "waiters", o.waiterCounts);
}

}  // namespace

std::string describe(const Snapshot& snapshot) {
    std::ostringstream out;
    out << "from " << toNs(snapshot.start()) << " to " << toNs(snapshot.now())
        << (snapshot.isEnded() ? " ended" : " live") << " source "
        << static_cast<int>(snapshot.source().kernel) << " lost " << snapshot.source().lostEvents << " gaps "
        << snapshot.source().gaps << '\n';
    for (const TaskInfo& task : snapshot.tasks()) describe(out, snapshot, task);
    for (const ObjectInfo& object : snapshot.objects()) describe(out, snapshot, object);
    for (const CpuInfo& cpu : snapshot.cpus()) {
        out << "cpu " << static_cast<int>(cpu.id);
        for (std::size_t i = 0; i < cpu.steps.size(); ++i)
            out << ' ' << toNs(cpu.steps[i].time) << ':' << cpu.steps[i].task.value();
        out << '\n';
    }
    for (const Deadlock& d : snapshot.deadlocks()) {
        out << "deadlock " << toNs(d.at);
        for (std::size_t i = 0; i < d.tasks.size(); ++i)
            out << ' ' << d.tasks[i].value() << "->" << d.objects[i].value();
        out << '\n';
    }
    for (const Gap& g : snapshot.gaps())
        out << "gap " << toNs(g.begin) << ".." << toNs(g.end) << " lost " << g.lost << " source "
            << static_cast<int>(g.source) << " cpu " << static_cast<int>(g.cpu) << " task " << g.task.value()
            << '\n';
    for (std::size_t from = 0; from < kStateCount; ++from) {
        for (std::size_t to = 0; to < kStateCount; ++to)
            out << snapshot.transitions(static_cast<State>(from), static_cast<State>(to)) << ' ';
    }
    out << '\n';
    return out.str();
}

std::string statesOf(const Snapshot& snapshot, TaskId task) {
    std::string states;
    const HistoryView history = snapshot.history(task);
    for (std::size_t i = 0; i < history.size(); ++i)
        states += (i == 0 ? "" : " ") + std::string{nameOf(history.at(i).state)};
    return states;
}

}  // namespace heddle::model

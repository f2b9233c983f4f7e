// What losses leave of the states of tasks: gaps of a CPU, of a ring, holes in a recording.
#include <QTest>

#include "engine/model/task_fold.h"
#include "tests/engine/model/states_text.h"
#include "tests/support/stream_builder.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;
using wire::GapSource;

class TaskLossesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tasksWhoseCreationStoodInAHoleAreOfUnknownOrigin() {
        StreamBuilder lost;
        const TaskId p = lost.process("P");
        StreamBuilder s = lost;
        const TaskId q = lost.process("Q", p), r = lost.process("R", p);
        s.in(p).after(1ms).gapBegan(GapSource::Recording, 0).after(2ms);
        s.gapEnded(GapSource::Recording, 0, 2).after(1ms);
        const Instant hole = s.snapshot()->gaps().front().begin;
        QCOMPARE(s.snapshot()->tasks().size(), 1u);  // nothing has spoken of others
        s.in(r, 1).after(1ms).exit(r);
        const auto snapshot = s.snapshot();
        QCOMPARE(snapshot->tasks().size(), 3u);
        for (const TaskId task : {q, r}) {
            QCOMPARE(snapshot->task(task)->kind, wire::TaskKind::Unknown);
            QCOMPARE(snapshot->task(task)->parent, TaskId{});
            QCOMPARE(snapshot->task(task)->created, hole);
        }
        QCOMPARE(statesOf(snapshot, q), QStringLiteral("unknown"));
        QCOMPARE(statesOf(snapshot, r), QStringLiteral("unknown running terminated"));
    }

    void theNextCreationBehindAHoleKeepsItsNumber() {
        StreamBuilder lost;
        const TaskId p = lost.process("P");
        StreamBuilder s = lost;
        s.gapBegan(GapSource::Recording, 0).after(2ms).gapEnded(GapSource::Recording, 0, 1);
        const TaskId q = lost.process("Q", p), r = lost.thread(p, "R");
        std::vector<wire::Event> behind = lost.takeEvents();
        std::erase_if(behind, [&](const wire::Event& e) { return e.task != r.value(); });
        for (const wire::Event& e : behind) s.event(e);
        const auto snapshot = s.snapshot();
        QCOMPARE(snapshot->tasks().size(), 3u);
        QCOMPARE(snapshot->task(q)->kind, wire::TaskKind::Unknown);
        QCOMPARE(snapshot->task(r)->kind, wire::TaskKind::Thread);
        QCOMPARE(snapshot->task(r)->process, p);
    }

    // A file may claim anything: no more tasks than the hole lost events, and none without a hole.
    void noMoreTasksArePresumedThanAHoleCanHaveSwallowed() {
        StreamBuilder s;
        const TaskId p = s.process("P");
        const TaskId far{p.value() + 3};
        s.in(far);
        QCOMPARE(s.snapshot()->tasks().size(), 1u);
        s.gapBegan(GapSource::Recording, 0).after(1us).gapEnded(GapSource::Recording, 0, 2).in(far);
        QCOMPARE(s.snapshot()->tasks().size(), 1u);
        s.in(TaskId{p.value() + 2});
        QCOMPARE(s.snapshot()->tasks().size(), 3u);
        s.gapBegan(GapSource::Recording, 0).after(1us).gapEnded(GapSource::Recording, 0, ~0ull);
        s.in(TaskId{TaskFold::kPresumedLimit + 2});
        QCOMPARE(s.snapshot()->tasks().size(), 3u);
    }

    void aGapLeavesUnknownWhoeverIsNotKnownToRunElsewhere() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.thread(p, "Q"), r = s.thread(p, "R"), u = s.thread(p, "U");
        s.in(p, 0).in(q, 1).woken(r).in(u, 2).after(1us).out(u).after(1us);
        s.gapBegan(GapSource::KernelCpu, 0).after(5us);
        auto snapshot = s.snapshot();
        QCOMPARE(snapshot->task(p)->state, State::Unknown);
        QCOMPARE(snapshot->task(q)->state, State::Running);
        QCOMPARE(snapshot->task(r)->state, State::Unknown);
        QCOMPARE(snapshot->task(u)->state, State::Unknown);
        QCOMPARE(snapshot->gaps().front().cpu, CpuId{0});
        QCOMPARE(snapshot->gaps().front().end, snapshot->now());
        // It leaves its CPU, and may go on unseen on the other one.
        s.preempt(q).after(1us).gapEnded(GapSource::KernelCpu, 0, 17).after(1us);
        snapshot = s.snapshot();
        QCOMPARE(snapshot->task(q)->state, State::Unknown);
        QCOMPARE(snapshot->source().lostEvents, 17u);
        QCOMPARE(snapshot->source().gaps, 1u);
        s.in(q, 0).after(1us).out(q).woken(r).after(1us);
        snapshot = s.snapshot();
        QCOMPARE(snapshot->task(q)->state, State::Blocked);
        QCOMPARE(snapshot->task(r)->state, State::Ready);
        QCOMPARE(snapshot->task(p)->state, State::Unknown);
    }

    void aGapOfAThreadsRingLeavesItsFibersUnknown() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.thread(p, "Q");
        s.in(p, 0).in(q, 1);
        const TaskId f = s.fiber(p, "F"), g = s.fiber(p, "G"), h = s.fiber(q, "H");
        s.admit(f).admit(g).admit(h).fiberIn(f, p).after(1us);
        s.gapBegan(GapSource::Runtime, p.value()).gapEnded(GapSource::Runtime, p.value(), 3).after(1us);
        auto snapshot = s.snapshot();
        QCOMPARE(snapshot->task(f)->state, State::Unknown);
        QCOMPARE(snapshot->task(g)->state, State::Unknown);
        QCOMPARE(snapshot->task(h)->state, State::Ready);
        QCOMPARE(snapshot->task(p)->state, State::Running);
        s.fiberIn(g, p).after(1us);
        QCOMPARE(s.snapshot()->task(g)->state, State::Running);
    }

    void aLostSwitchOutLeavesItsTaskUnknown() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.thread(p, "Q");
        s.in(p, 0).after(1us).in(q, 0).after(1us);
        QCOMPARE(statesOf(s.snapshot(), p), QStringLiteral("new running unknown"));
    }
};

QTEST_GUILESS_MAIN(TaskLossesTest)
#include "tst_task_losses.moc"

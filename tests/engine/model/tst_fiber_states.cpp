// The states of fibers, which follow from their own and from those of the threads that carry them.
#include <QTest>

#include "engine/model/task_fold.h"
#include "tests/engine/model/states_text.h"
#include "tests/support/stream_builder.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;
using wire::FiberPause;
using wire::Operation;
using wire::SwitchReason;

class FiberStatesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFiberFollowsItsCarrierWhileItIsOnIt() {
        StreamBuilder s;
        const TaskId p = s.process("P");
        s.woken(p).in(p);
        const TaskId f = s.fiber(p, "F"), g = s.fiber(p, "G");
        s.admit(f).admit(g).after(1us).fiberIn(f, p).after(1us).preempt(p).after(1us).in(p).after(1us);
        s.out(p).after(5us).woken(p).in(p).after(1us).fiberOut(f, p, FiberPause::Yielded).fiberIn(g, p);
        const auto snapshot = s.snapshot();
        QCOMPARE(statesOf(snapshot, f),
                 QStringLiteral("new ready running ready running blocked ready running ready"));
        QCOMPARE(statesOf(snapshot, g), QStringLiteral("new ready running"));
        QCOMPARE(snapshot->task(f)->carrier, p);
        QVERIFY(snapshot->history(f).at(5).onCarrier);
        QVERIFY(!snapshot->history(g).at(1).onCarrier);
    }

    void whenACarrierBlocksItsOtherFibersStayReady() {
        StreamBuilder s;
        const TaskId p = s.process("P");
        s.in(p);
        const TaskId f = s.fiber(p, "F"), g = s.fiber(p, "G");
        s.admit(f).admit(g).fiberIn(f, p).wait(f, Operation::Read).after(1us).out(p).after(50us);
        const auto snapshot = s.snapshot();
        QCOMPARE(snapshot->task(f)->state, State::Blocked);
        QCOMPARE(snapshot->task(g)->state, State::Ready);
        QCOMPARE(snapshot->task(p)->state, State::Blocked);
        QCOMPARE(snapshot->task(p)->wait.operation, Operation::Read);  // its fiber told why
    }

    void aFiberWhoseEventCameBeforeItLeftStaysReady_data() {
        QTest::addColumn<bool>("byGrant");
        QTest::newRow("granted") << true;
        QTest::newRow("woken") << false;
    }

    void aFiberWhoseEventCameBeforeItLeftStaysReady() {
        QFETCH(bool, byGrant);
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.thread(p, "Q");
        s.in(p, 0).in(q, 1);
        const TaskId f = s.fiber(p, "F");
        const ObjectId m = s.mutex("M", p);
        s.admit(f).acquire(q, m).fiberIn(f, p).wait(f, Operation::Lock, m);
        byGrant ? s.grant(q, m, f) : s.woken(f, q);
        s.after(1us).fiberOut(f, p, FiberPause::Blocked);
        const auto snapshot = s.snapshot();
        QCOMPARE(snapshot->task(f)->state, State::Ready);
        QCOMPARE(snapshot->task(f)->lastWaker, q);
    }

    void aBlockedFiberIsMadeReadyByItsGrant() {
        StreamBuilder s;
        const TaskId p = s.process("P");
        s.in(p);
        const TaskId f = s.fiber(p, "F"), g = s.fiber(p, "G");
        const ObjectId m = s.mutex("M", p);
        s.admit(f).admit(g).fiberIn(g, p).acquire(g, m).fiberOut(g, p, FiberPause::Yielded);
        s.fiberIn(f, p).wait(f, Operation::Lock, m).after(1us).fiberOut(f, p, FiberPause::Blocked);
        s.fiberIn(g, p)
            .after(5us)
            .grant(g, m, f)
            .after(5us)
            .fiberOut(g, p, FiberPause::Yielded)
            .fiberIn(f, p);
        s.waitEnd(f, m);
        const auto snapshot = s.snapshot();
        QCOMPARE(statesOf(snapshot, f), QStringLiteral("new ready running blocked ready running"));
        QCOMPARE(snapshot->history(f).at(3).wait.object, m);
        QCOMPARE(snapshot->history(f).at(4).waker, g);
    }

    void aFiberEndsWithItsCarrier() {
        StreamBuilder s;
        const TaskId p = s.process("P");
        s.in(p);
        const TaskId f = s.fiber(p, "F"), g = s.fiber(p, "G");
        s.admit(f).admit(g).fiberIn(f, p).after(1us).exit(p, 9);
        const auto snapshot = s.snapshot();
        QCOMPARE(snapshot->task(f)->state, State::Terminated);
        QCOMPARE(snapshot->task(g)->state, State::Terminated);
        QCOMPARE(snapshot->task(g)->exited, snapshot->task(p)->exited);
    }

    void fibersOfAStoppedThreadAreSuspended() {
        StreamBuilder s;
        const TaskId p = s.process("P");
        s.in(p);
        const TaskId f = s.fiber(p, "F"), g = s.fiber(p, "G");
        const ObjectId m = s.mutex("M", p);
        s.admit(f).admit(g).fiberIn(f, p).wait(f, Operation::Lock, m).fiberOut(f, p, FiberPause::Blocked);
        s.after(1us).out(p, SwitchReason::Stopped).after(1us);
        auto snapshot = s.snapshot();
        QCOMPARE(snapshot->task(f)->state, State::SuspendedBlocked);
        QCOMPARE(snapshot->task(g)->state, State::SuspendedReady);
        s.woken(f).after(1us);
        QCOMPARE(s.snapshot()->task(f)->state, State::SuspendedReady);
        s.resume(p).after(1us);
        QCOMPARE(s.snapshot()->task(g)->state, State::Ready);
    }
};

QTEST_GUILESS_MAIN(FiberStatesTest)
#include "tst_fiber_states.moc"

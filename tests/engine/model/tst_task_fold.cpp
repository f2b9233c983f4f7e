// From events to states of tasks, stream by stream.
#include <QTest>

#include "tests/support/stream_builder.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;
using wire::FiberPause;
using wire::GapSource;
using wire::KernelSource;
using wire::Operation;
using wire::SwitchReason;

namespace {

// "new ready running": the states of a task's intervals, oldest first.
QString statesOf(const SnapshotPtr& snapshot, TaskId task) {
    QStringList names;
    const HistoryView history = snapshot->history(task);
    for (std::size_t i = 0; i < history.size(); ++i)
        names.append(QString::fromLatin1(nameOf(history.at(i).state)));
    return names.join(QLatin1Char(' '));
}

}  // namespace

class TaskFoldTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aThreadGoesThroughItsStatesAsTracepointsTell() {
        StreamBuilder s;
        const TaskId p = s.process("P");
        s.woken(p).after(2us).in(p, 1).after(10us).preempt(p).after(3us).in(p).after(1us).out(p);
        s.after(7us).woken(p).in(p).exit(p, 256);
        const auto snapshot = s.snapshot();
        QCOMPARE(statesOf(snapshot, p),
                 QStringLiteral("new ready running ready running blocked ready running terminated"));
        const TaskInfo* info = snapshot->task(p);
        QCOMPARE(info->voluntarySwitches, 1u);
        QCOMPARE(info->involuntarySwitches, 1u);
        QCOMPARE(info->exitStatus.value(), 256);
        QVERIFY(!info->isAlive());
        QCOMPARE(snapshot->nameOf(p), std::string("P"));
        QCOMPARE(snapshot->history(p).at(2).cpu, CpuId{1});
        QCOMPARE(snapshot->history(p).at(2).length(), Duration(10us + 1ns));
        QCOMPARE(snapshot->transitions(State::Running, State::Ready), 1u);
        QCOMPARE(snapshot->transitions(State::Ready, State::Running), 3u);
    }

    void switchRecordsLeadFromBlockedStraightToRunning() {
        StreamBuilder s{KernelSource::Switches};
        const TaskId p = s.process("P");
        s.in(p).after(1us).out(p).after(1us).in(p).after(1us).preempt(p).after(1us).in(p);
        QCOMPARE(statesOf(s.snapshot(), p), QStringLiteral("new running blocked running ready running"));
    }

    void withSwitchRecordsAGrantMakesAThreadReadyAndNamesTheWaker() {
        StreamBuilder s{KernelSource::Switches};
        const TaskId p = s.process("P");
        const TaskId t = s.thread(p, "T");
        const ObjectId m = s.mutex("M", p);
        s.in(p, 0).acquire(p, m).in(t, 1).wait(t, Operation::Lock, m).out(t).after(5us);
        s.grant(p, m, t).after(2us).in(t, 1).waitEnd(t, m);
        const auto snapshot = s.snapshot();
        QCOMPARE(statesOf(snapshot, t), QStringLiteral("new running blocked ready running"));
        const Interval blocked = snapshot->history(t).at(2), ready = snapshot->history(t).at(3);
        QCOMPARE(blocked.wait.object, m);
        QCOMPARE(blocked.wait.operation, Operation::Lock);
        QCOMPARE(ready.waker, p);
        QCOMPARE(snapshot->object(m)->holders.front().task, t);
        QCOMPARE(snapshot->object(m)->contended, 1u);
    }

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
    }
};

QTEST_GUILESS_MAIN(TaskFoldTest)
#include "tst_task_fold.moc"

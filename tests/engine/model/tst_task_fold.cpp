// From events to states of tasks, stream by stream.
#include <QTest>

#include "engine/model/step_time.h"
#include "engine/model/task_fold.h"
#include "tests/engine/model/states_text.h"
#include "tests/support/stream_builder.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;
using wire::KernelSource;
using wire::Operation;
using wire::SwitchReason;

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

    // Who was let go before it slept is woken for that only later, when it sleeps again for something else.
    void aWakeUpThatComesLateInterruptsAWaitWhichThenGoesOn() {
        StreamBuilder s;
        const TaskId p = s.process("P"), t = s.thread(p, "T");
        s.in(t).after(1us).wait(t, Operation::Sleep).out(t).after(2ms).woken(t, p).in(t).after(7us).out(t);
        s.after(30ms).woken(t).in(t).waitEnd(t).wait(t, Operation::Sleep).after(1us).out(t);
        const auto snapshot = s.snapshot();
        QCOMPARE(statesOf(snapshot, t),
                 QStringLiteral("new running blocked ready running blocked ready running blocked"));
        const HistoryView history = snapshot->history(t);
        QCOMPARE(history.at(5).wait.operation, Operation::Sleep);
        QVERIFY(!history.at(2).isSameWait && history.at(5).isSameWait);
        QVERIFY(!history.at(8).isSameWait);  // it sleeps a second time
        QCOMPARE(snapshot->history(t).at(3).waker, p);
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
    void theWakerOfTheKernelIsRefinedByTheGrantThatCausedIt_data() {
        QTest::addColumn<unsigned>("kernelsWaker");
        QTest::addColumn<unsigned>("shown");
        // 1: P, carrier of the granting fiber; 2: T, the waiter; 3: somebody else; 4: the fiber
        QTest::newRow("the carrier") << 1u << 4u;
        QTest::newRow("nobody") << 0u << 4u;
        QTest::newRow("somebody else") << 3u << 3u;
    }
    void theWakerOfTheKernelIsRefinedByTheGrantThatCausedIt() {
        QFETCH(unsigned, kernelsWaker);
        QFETCH(unsigned, shown);
        StreamBuilder s;
        const TaskId p = s.process("P"), t = s.thread(p, "T");
        (void)s.thread(p, "U");
        const TaskId f = s.fiber(p, "F");
        const ObjectId m = s.mutex("M", p);
        s.in(p, 0).in(t, 1).fiberIn(f, p).acquire(f, m).wait(t, Operation::Lock, m).after(1us).out(t);
        s.after(1us).grant(f, m, t);
        QCOMPARE(s.snapshot()->task(t)->state, State::Blocked);  // the kernel has not made it ready yet
        s.after(1us).woken(t, TaskId{kernelsWaker}).after(1us);
        const auto snapshot = s.snapshot();
        QCOMPARE(snapshot->task(t)->state, State::Ready);
        QCOMPARE(snapshot->task(t)->lastWaker, TaskId{shown});
    }

    void aControlledRunCountsItsTimeInSteps() {
        StreamBuilder s{KernelSource::Gate};
        const TaskId main = s.process("main");
        s.after(2 * kStepLength).in(main).after(kStepLength).preempt(main);
        const SnapshotPtr snapshot = s.snapshot();
        QVERIFY(isInSteps(*snapshot));
        QCOMPARE(stepAt(*snapshot, snapshot->start()), 0u);
        QCOMPARE(stepAt(*snapshot, beginOfStep(*snapshot, 3)), 3u);
        QCOMPARE(stepAt(*snapshot, beginOfStep(*snapshot, 3) - Duration{1}), 2u);
        QCOMPARE(snapshot->task(main)->state, State::Ready);
        QVERIFY(!isInSteps(*StreamBuilder{KernelSource::Switches}.snapshot()));
    }

    void withoutAKernelSourceOnlyWaitsAreKnown() {
        StreamBuilder s{KernelSource::None};
        const TaskId p = s.process("P");
        s.admit(p).after(1us).wait(p, Operation::Sleep).after(10us).waitEnd(p).after(1us);
        QCOMPARE(statesOf(s.snapshot(), p), QStringLiteral("new unknown blocked unknown"));
    }

    void samplesCoverTheirStretchAndNothingElse() {
        StreamBuilder s{KernelSource::Sampling};
        const TaskId p = s.process("P");
        s.after(100us).sample(p, State::Running, 50us).after(50us).sample(p, State::Running, 50us + 1ns);
        s.after(50us).sample(p, State::Blocked, 30us).after(50us).sample(p, State::Unknown, 20us);
        const auto snapshot = s.snapshot();
        QCOMPARE(statesOf(snapshot, p), QStringLiteral("new running unknown blocked unknown"));
        QCOMPARE(snapshot->history(p).at(1).length(), Duration(100us + 1ns));
        QCOMPARE(snapshot->history(p).at(3).length(), Duration(30us));
        QCOMPARE(snapshot->transitions(State::Running, State::Unknown),
                 1u);  // where two samples meet there is none
    }

    void samplesDoNotCountWhereTheSchedulerSpeaks() {
        StreamBuilder s;
        const TaskId p = s.process("P");
        s.in(p).after(100us).sample(p, State::Blocked, 50us);
        QCOMPARE(statesOf(s.snapshot(), p), QStringLiteral("new running"));
    }

    void aStoppedTaskIsSuspendedAndItsEventTurnsTheOneIntoTheOther() {
        StreamBuilder s;
        const TaskId p = s.process("P"), t = s.thread(p, "T"), u = s.thread(p, "U");
        const ObjectId m = s.mutex("M", p);
        s.in(p, 0).acquire(p, m).in(t, 1).wait(t, Operation::Lock, m).after(1us).out(t).woken(u).after(1us);
        s.in(u, 1).after(1us).stop(p);
        auto snapshot = s.snapshot();
        QCOMPARE(snapshot->task(t)->state, State::SuspendedBlocked);
        QCOMPARE(snapshot->task(t)->wait.object, m);
        QCOMPARE(snapshot->task(u)->state, State::Running);  // until it has left its CPU
        s.out(u, SwitchReason::Stopped).after(1us).grant(p, m, t).woken(t, p).after(1us);
        snapshot = s.snapshot();
        QCOMPARE(snapshot->task(t)->state, State::SuspendedReady);
        QCOMPARE(snapshot->task(u)->state, State::SuspendedReady);
        s.resume(p).after(1us);
        snapshot = s.snapshot();
        QCOMPARE(snapshot->task(t)->state, State::Ready);
        QCOMPARE(snapshot->task(u)->state, State::Ready);
    }

    void withSwitchRecordsAStopIsNotTakenForAWait() {
        StreamBuilder s{KernelSource::Switches};
        const TaskId p = s.process("P");
        s.in(p).after(5us).out(p).after(20us).stop(p).after(5us).resume(p).after(1us).in(p);
        QCOMPARE(statesOf(s.snapshot(), p),
                 QStringLiteral("new running blocked suspended_ready ready running"));
    }

    void twoWordsForOneInstantLeaveNoTrace() {
        StreamBuilder s;
        const TaskId p = s.process("P");
        s.in(p).after(1us);
        Model model;
        model.apply(s.events());
        const auto before = model.snapshot(s.now());
        const auto time = static_cast<std::uint64_t>(toNs(s.now()));
        const wire::Event out{
            .time = time, .value = 1, .task = p.value(), .kind = wire::EventKind::SwitchedOut};
        const wire::Event in{.time = time, .task = p.value(), .kind = wire::EventKind::SwitchedIn};
        model.apply({{out}});
        const auto between = model.snapshot(s.now());
        model.apply({{in}});
        const auto after = model.snapshot(s.now() + 1us);
        QCOMPARE(statesOf(before, p), QStringLiteral("new running"));
        QCOMPARE(statesOf(between, p), QStringLiteral("new running ready"));
        QCOMPARE(statesOf(after, p), QStringLiteral("new running"));
        QCOMPARE(after->task(p)->involuntarySwitches, 1u);
        QCOMPARE(after->transitions(State::Running, State::Ready), 0u);
    }

    void lifeIsNoted() {
        StreamBuilder s;
        const TaskId p = s.process("P"), t = s.thread(p, "T");
        s.in(p).counter(p, wire::CounterKind::Priority, -5).exit(p, 139).after(1us).reap(p, 139);
        const auto snapshot = s.snapshot();
        const TaskInfo& info = *snapshot->task(p);
        QVERIFY(info.exited && info.reaped && *info.exited < *info.reaped);
        QCOMPARE(info.exitStatus.value(), 139);
        QCOMPARE(info.counter(wire::CounterKind::Priority).value(), -5);
        QVERIFY(!info.counter(wire::CounterKind::CpuTime));
        QCOMPARE(snapshot->task(t)->process, p);
        QCOMPARE(snapshot->task(t)->parent, p);
        QVERIFY(snapshot->task(t)->isAlive());
        QVERIFY(!snapshot->task(TaskId{3}));
        QVERIFY(snapshot->history(TaskId{3}).isEmpty());
    }

    void aLaneShowsWhoWasOnTheCpu() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.thread(p, "Q");
        s.in(p, 1).after(10us).out(p).in(q, 1).after(10us).out(q).after(10us).in(p, 1).out(p).after(10us);
        const auto snapshot = s.snapshot();
        QCOMPARE(snapshot->cpus().size(), 1u);
        QCOMPARE(snapshot->cpus()[0].id, CpuId{1});
        QList<unsigned> tasks;
        for (std::size_t i = 0; i < snapshot->cpus()[0].steps.size(); ++i)
            tasks.append(snapshot->cpus()[0].steps[i].task.value());
        // From one to the next without an idle step for the switch itself; then idle, back, idle.
        QCOMPARE(tasks, (QList<unsigned>{p.value(), q.value(), 0, p.value(), 0}));
    }

    void whoHasEndedIsOnNoCpu() {
        StreamBuilder s;
        const TaskId p = s.process("P");
        s.in(p).after(10us).exit(p).after(10us);
        const auto snapshot = s.snapshot();
        const auto& steps = snapshot->cpus()[0].steps;
        QCOMPARE(steps.size(), 2u);
        QVERIFY(steps[1].task.isNone());
        QCOMPARE(steps[1].time, *snapshot->task(p)->exited);
    }

    void namesAndSitesAreThoseOfTheirTime() {
        StreamBuilder s;
        const TaskId p = s.process("a name that is longer than two pieces of text");
        const SiteId site = s.site("/some/where/main.cpp", 42);
        Model model;
        model.apply(s.takeEvents());
        const auto early = model.snapshot(s.now());
        const SiteId later = s.site("later.cpp", 7);
        model.apply(s.takeEvents());
        const auto late = model.snapshot(s.now());
        QCOMPARE(early->nameOf(p), std::string("a name that is longer than two pieces of text"));
        QVERIFY(early->site(site).file == "/some/where/main.cpp");
        QCOMPARE(early->site(site).line, 42u);
        QVERIFY(early->site(later).file.empty());
        QVERIFY(late->site(later).file == "later.cpp");
        QCOMPARE(early->nameOf(TaskId{77}), std::string("task 77"));
    }
};

QTEST_GUILESS_MAIN(TaskFoldTest)
#include "tst_task_fold.moc"

#include <QRegularExpression>
#include <QTest>

#include "tests/ui/models/synthetic_runs.h"
#include "ui/models/story_text.h"

using namespace heddle;
using namespace heddle::ui;
using namespace heddle::test;

class StoryTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDeadlockOfTwoIsToldAlongItsCycle() {
        DeadlockRun run;
        const auto snapshot = run.s.snapshot();
        const QStringList lines = storyText(*snapshot, run.threads[0], snapshot->now());
        QCOMPARE(lines,
                 (QStringList{QStringLiteral("Blocked for 1.09 s in lock(A), line 30"),
                              QStringLiteral("Deadlock: Thread-1 and Thread-2 wait for each other.")}));
        const DeadlockText told = story(*snapshot, run.threads[0], snapshot->now()).deadlock;
        QCOMPARE(told.circle.size(), 2);  // from the task asked for on
        static const QRegularExpression kFirst(QStringLiteral(
            "^Thread-1 waits for A since \\d+ ms, line 30; Thread-2 has it since \\d+ ms, line 21$"));
        static const QRegularExpression kSecond(QStringLiteral(
            "^Thread-2 waits for B since \\d+ ms, line 22; Thread-1 has it since \\d+ ms, line 28$"));
        QVERIFY2(kFirst.match(told.circle[0]).hasMatch(), qPrintable(told.circle[0]));
        QVERIFY2(kSecond.match(told.circle[1]).hasMatch(), qPrintable(told.circle[1]));
        QVERIFY2(told.around.last().startsWith(QStringLiteral("Waiting behind them: ")),
                 qPrintable(told.around.last()));
    }

    void eachConditionNamesWhatItHoldsBy() {
        DeadlockRun run;
        const auto snapshot = run.s.snapshot();
        const DeadlockText told = story(*snapshot, run.threads[0], snapshot->now()).deadlock;
        QCOMPARE(told.conditions.size(), 4u);
        for (const DeadlockText::Condition& condition : told.conditions) QVERIFY(condition.holds);
        QVERIFY(told.conditions[0].evidence.contains(QStringLiteral("lock A")));
        const QString holds = told.conditions[1].evidence;
        QVERIFY2(holds.contains(QStringLiteral("Thread-1 holds B, line 28, and waits for A, line 30")),
                 qPrintable(holds));
        QCOMPARE(told.conditions[3].evidence, QStringLiteral("Thread-1 \u2192 Thread-2 \u2192 Thread-1"));
        QVERIFY2(told.waysOut.first().startsWith(QStringLiteral("Take the locks in one order everywhere")),
                 qPrintable(told.waysOut.first()));
    }

    void aLockWhoseHolderHasEndedIsADeadlockWithoutACircle() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId dead = s.thread(main, "dead"), t = s.thread(main, "T");
        const ObjectId a = s.mutex("A", main);
        s.in(main).acquire(dead, a, 1, s.site("a.cpp", 3)).exit(dead).after(20ms).admit(t).in(t);
        s.wait(t, Operation::Lock, a, s.site("a.cpp", 7)).out(t).after(1ms);
        const auto snapshot = s.snapshot();
        const Story told = story(*snapshot, t, snapshot->now());
        QCOMPARE(told.deadlock.head, QStringLiteral("Deadlock: T waits for what nobody is left to do."));
        QVERIFY(told.deadlock.around.first().contains(QStringLiteral("partial")));
        const QString wait = told.deadlock.circle.first();
        QVERIFY2(wait.endsWith(QStringLiteral(", line 3, and has ended")), qPrintable(wait));
        QVERIFY(!told.deadlock.conditions[3].holds);
    }

    void aDeadlockThatWasBrokenIsToldOfTheRunButNotOfTheTask() {
        DeadlockRun run;
        const Instant lasted = run.s.now();
        run.s.exit(run.threads[1], 9).after(1ms);
        const auto snapshot = run.s.snapshot();
        QVERIFY(!story(*snapshot, run.threads[0], lasted).deadlock.isEmpty());
        QVERIFY(story(*snapshot, run.threads[0], snapshot->now()).deadlock.isEmpty());
        const Story whole = runStory(Moment(snapshot, snapshot->now()));
        QVERIFY(!whole.deadlock.isEmpty());
        QVERIFY2(whole.deadlock.around.last().startsWith(QStringLiteral("Broken at ")),
                 qPrintable(whole.deadlock.around.last()));
    }

    void whoWaitsBehindADeadlockIsToldOfItToo() {
        DeadlockRun run;
        const auto snapshot = run.s.snapshot();
        const Story told = story(*snapshot, run.threads[4], snapshot->now());
        QCOMPARE(told.title, QStringLiteral("Why is Thread-5 not running?"));
        QVERIFY2(told.deadlock.head.contains(QStringLiteral("wait for each other")),
                 qPrintable(told.deadlock.head));
        QVERIFY2(told.lines[1].startsWith(QStringLiteral("A is held by Thread-2 since ")),
                 qPrintable(told.lines[1]));
    }

    void beforeTheCycleClosesThereIsNoDeadlock() {
        DeadlockRun run;
        const auto snapshot = run.s.snapshot();
        const Story told = story(*snapshot, run.threads[1], snapshot->now() - 1150ms);
        QVERIFY2(told.lines.first().contains(QStringLiteral("so far")), qPrintable(told.lines.first()));
        QVERIFY(told.deadlock.isEmpty());
    }

    void severalHoldersAreNamedTogether() {
        SemaphoreRun run;
        const auto snapshot = run.s.snapshot();
        const QStringList lines = storyText(*snapshot, run.workers[3], snapshot->now());
        QVERIFY2(lines[0].startsWith(QStringLiteral("Blocked for 1.2")), qPrintable(lines[0]));
        QVERIFY2(lines[0].endsWith(QStringLiteral(" s in acquire(S), line 12")), qPrintable(lines[0]));
        QCOMPARE(lines[1], QStringLiteral("S is held by P1, P2 and P3"));
        QCOMPARE(lines[2], QStringLiteral("P1 is in sleep, line 13"));
        QCOMPARE(lines.size(), 3);
    }

    void aWaitThatIsOverSaysWhoEndedIt() {
        SemaphoreRun run;
        const Instant waiting = run.s.now() - 100ms;
        run.handOver();
        const auto snapshot = run.s.snapshot();
        const QString text = intervalText(*snapshot, run.workers[3], waiting);
        QVERIFY2(text.startsWith(QStringLiteral("P4 waited 1.2")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral(" s for semaphore S, held by P1, P2 and P3; P1 released it\n")),
                 qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("semaphore.cpp:12")), qPrintable(text));
        QVERIFY(storyText(*snapshot, run.workers[3], waiting)
                    .contains(QStringLiteral("The wait ended when P1 released it")));
    }

    void aJoinNamesWhoHasNotEnded() {
        SemaphoreRun run;
        const auto snapshot = run.s.snapshot();
        const QStringList lines = storyText(*snapshot, run.main, snapshot->now());
        QVERIFY2(lines[0].contains(QStringLiteral("in join(P1), line 30")), qPrintable(lines[0]));
        QCOMPARE(lines[1], QStringLiteral("P1 has not ended yet"));
        QCOMPARE(lines[2], QStringLiteral("P1 is in sleep, line 13"));
    }

    void eachStateHasItsOwnBeginning_data() {
        QTest::addColumn<int>("steps");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("begin");
        QTest::newRow("new") << 0 << QStringLiteral("Why is T not running?")
                             << QStringLiteral("New for 5.00 ms");
        QTest::newRow("ready") << 1 << QStringLiteral("Why is T not running?")
                               << QStringLiteral("Ready for 5.00 ms: it could run, but has no processor.");
        QTest::newRow("running") << 2 << QStringLiteral("T is running")
                                 << QStringLiteral("Running for 5.00 ms on CPU 1");
        QTest::newRow("blocked") << 3 << QStringLiteral("Why is T not running?")
                                 << QStringLiteral("Blocked for 5.00 ms");
        QTest::newRow("suspended") << 4 << QStringLiteral("Why is T not running?")
                                   << QStringLiteral("Suspended for 5.00 ms while it waits");
        QTest::newRow("terminated") << 5 << QStringLiteral("T has ended")
                                    << QStringLiteral("It ended with status 0 at ");
    }
    void eachStateHasItsOwnBeginning() {
        QFETCH(const int, steps);
        QFETCH(const QString, title);
        QFETCH(const QString, begin);
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.in(main);
        const TaskId t = s.thread(main, "T");
        if (steps == 5)
            s.after(5ms).in(t, 1).after(5ms).exit(t).out(t, wire::SwitchReason::Exited).after(5ms);
        else {
            s.after(5ms);
            if (steps >= 1)
                s.admit(t).after(5ms);
            if (steps >= 2)
                s.in(t, 1).after(5ms);
            if (steps >= 3)
                s.out(t).after(5ms);
            if (steps >= 4)
                s.stop(t).after(5ms);
        }
        const auto snapshot = s.snapshot();
        const Story told = story(*snapshot, t, snapshot->now());
        QCOMPARE(told.title, title);
        QVERIFY2(told.lines.first().startsWith(begin), qPrintable(told.lines.first()));
    }

    void whoIsNewSaysWhenEachStepOfItsCreationWasDone() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const Instant asked = s.now();
        const TaskId child = s.process("child", main);
        const auto tell = [&](wire::EventKind kind, Instant when, wire::CreationStep step = {}) {
            s.event({.value = static_cast<std::uint64_t>(toNs(when)),
                     .task = child.value(),
                     .kind = kind,
                     .detail = static_cast<std::uint16_t>(step)});
        };
        s.after(100us);
        const QString before = storyText(*s.snapshot(), child, s.now()).join(QLatin1Char(' '));
        QVERIFY2(!before.contains(QStringLiteral("Asked for")), qPrintable(before));  // nobody told
        tell(wire::EventKind::TaskRequested, asked);
        tell(wire::EventKind::TaskStepDone, asked + 30us, wire::CreationStep::ControlBlock);
        tell(wire::EventKind::TaskStepDone, asked + 90us, wire::CreationStep::Filled);
        s.after(10us);
        const Instant isNew = s.now();
        s.admit(child).after(20us);
        const Instant isReady = s.now();
        s.after(20us).in(child).after(5ms);
        const QString line = QStringLiteral(
            "^Asked for at .*: control block after 30.0 .s, memory and files not told, "
            "filled after 90.0 .s, in the ready queue after 11\\d .s and on a processor after 15\\d .s\\.$");
        const auto snapshot = s.snapshot();
        for (const Instant at : {isNew, isReady}) {
            const QString told = storyText(*snapshot, child, at).last();
            QVERIFY2(QRegularExpression(line).match(told).hasMatch(), qPrintable(told));
        }
        const QString hover = intervalText(*snapshot, child, isNew).section(QLatin1Char('\n'), -1);
        QVERIFY2(QRegularExpression(line).match(hover).hasMatch(), qPrintable(hover));
        const QString runs = storyText(*snapshot, child, snapshot->now()).join(QLatin1Char(' '));
        QVERIFY2(!runs.contains(QStringLiteral("Asked for")), qPrintable(runs));
    }

    void whoIsSuspendedSaysWhatOfItHasLeftMemory() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.in(main).counter(main, wire::CounterKind::ResidentBytes, 3 << 20).after(1ms).out(main);
        const auto isTold = [&] {
            const auto snapshot = s.snapshot();
            return storyText(*snapshot, main, snapshot->now())
                .contains(QStringLiteral("In memory: 3.00 MiB before it was suspended, 1.00 MiB now."));
        };
        QVERIFY(!isTold());
        s.stop(main).after(1ms).counter(main, wire::CounterKind::ResidentBytes, 1 << 20).after(1ms);
        QVERIFY(isTold());
    }

    void aBlockedTaskWithoutARuntimeSaysThatTheReasonIsUnknown() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.in(main).after(1ms).out(main).after(5ms);
        const auto snapshot = s.snapshot();
        QCOMPARE(storyText(*snapshot, main, snapshot->now()).last(),
                 QStringLiteral("The kernel tells that it waits, not for what."));
    }

    void aReadyTaskIsToldWhoHasTheProcessors() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.in(main, 0);
        const TaskId t = s.thread(main, "T");
        s.after(1ms).admit(t).after(5ms);
        const auto snapshot = s.snapshot();
        QVERIFY(storyText(*snapshot, t, snapshot->now()).contains(QStringLiteral("Meanwhile main runs.")));
    }

    void aReadyFiberOnABlockedCarrierIsToldSo() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.in(main, 0);
        const TaskId one = s.fiber(main, "F1");
        const TaskId two = s.fiber(main, "F2");
        s.after(1ms).admit(one).admit(two).fiberIn(one, main).after(1ms);
        s.out(main).after(5ms);
        const auto snapshot = s.snapshot();
        const QStringList lines = storyText(*snapshot, two, snapshot->now());
        QVERIFY2(lines.contains(QStringLiteral("Its carrier main is blocked: nobody serves its fibers")),
                 qPrintable(lines.join(QLatin1Char('\n'))));
    }

    void beforeItsCreationATaskDoesNotExist() {
        DeadlockRun run;
        const auto snapshot = run.s.snapshot();
        const Story told = story(*snapshot, run.threads[3], snapshot->start());
        QCOMPARE(told.title, QStringLiteral("Thread-4 does not exist yet"));
        QVERIFY(story(*snapshot, TaskId{99}, snapshot->now()).title.isEmpty());
        QVERIFY(intervalText(*snapshot, TaskId{99}, snapshot->now()).isEmpty());
    }

    void namesAreLinksAndHarmlessOnes() {
        StreamBuilder s;
        const TaskId main = s.process("<b>\"evil\"&");
        s.in(main).after(1ms);
        const ObjectId a = s.mutex("A", main);
        const TaskId t = s.thread(main, "T");
        s.acquire(main, a)
            .in(t, 1)
            .after(1ms)
            .wait(t, wire::Operation::Lock, a, s.site("x.cpp", 3))
            .out(t)
            .after(1ms);
        const auto snapshot = s.snapshot();
        const QString all = story(*snapshot, t, snapshot->now(), Markup::Links).lines.join(QLatin1Char('\n'));
        QVERIFY(all.contains(QStringLiteral("<a href=\"object:%1\">A</a>").arg(a.value())));
        QVERIFY(all.contains(
            QStringLiteral("<a href=\"task:%1\">&lt;b&gt;&quot;evil&quot;&amp;</a>").arg(main.value())));
        QVERIFY(all.contains(QStringLiteral(">line 3</a>")));
        const QString plain = storyText(*snapshot, t, snapshot->now()).join(QLatin1Char('\n'));
        QVERIFY(plain.contains(QStringLiteral("<b>\"evil\"&")));
    }

    void aNameMayLookLikeAPlaceForAnother() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        s.in(main).after(1ms);
        const ObjectId units = s.semaphore("S%2", main, 3);
        const TaskId t = s.thread(main, "T");
        s.in(t, 1).after(1ms).waitForUnits(t, units, 2).out(t).after(1ms);
        const auto snapshot = s.snapshot();
        const QStringList lines = storyText(*snapshot, t, snapshot->now());
        QVERIFY2(lines.first().contains(QStringLiteral("acquire(S%2, 2)")), qPrintable(lines.first()));
    }

    void theWholeRunIsToldInASentence() {
        DeadlockRun run;
        const auto snapshot = run.s.snapshot();
        const Story told = runStory(Moment(snapshot, snapshot->now()));
        QCOMPARE(told.lines.first(), QStringLiteral("9 tasks: 9 blocked."));
        QVERIFY(told.deadlock.head.startsWith(QStringLiteral("Deadlock: ")));
        const Story then = runStory(Moment(snapshot, snapshot->start() + 1ms));
        QVERIFY(then.deadlock.isEmpty());
    }

    void anObjectTellsItsHoldersAndItsLine() {
        SemaphoreRun run;
        const auto snapshot = run.s.snapshot();
        const Story told = objectStory(Moment(snapshot, snapshot->now()), run.semaphore);
        QCOMPARE(told.title, QStringLiteral("Who has semaphore S, and who waits?"));
        QCOMPARE(told.lines[0], QStringLiteral("S is held by P1, P2 and P3"));
        QCOMPARE(told.lines[1], QStringLiteral("Waiting, first in line first: P4, P5, P6 and 2 more"));
    }
};

QTEST_GUILESS_MAIN(StoryTextTest)
#include "tst_story_text.moc"

// What can go wrong in a step, and what one can do about it; whatever happens, nothing is left behind.
#include <signal.h>

#include <set>

#include <QTest>

#include "engine/control/choosers.h"
#include "engine/control/failure.h"
#include "tests/engine/control/live/live_run.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using namespace heddle::control;
using heddle::test::liveRun;
using heddle::test::objectNamed;
using heddle::test::processesOf;
using heddle::test::taskNamed;
using heddle::test::text;

namespace {

constexpr std::uint32_t kEnough = 10'000;
const LiveOptions kImpatient{.stepLimit = std::chrono::milliseconds{300}};

const TaskView& viewOf(const LiveExecutor& run, std::string_view name) {
    return run.tasks()[indexOf(taskNamed(run, name))];
}

// Two tasks of "crossed" hold a lock each and want the other's.
std::unique_ptr<LiveExecutor> deadlock() {
    auto run = liveRun("crossed");
    const auto step = [&](const char* name) { return run->step({taskNamed(*run, name)}); };
    for (int i = 0; i < 3; ++i) step("crossed");  // Begin, and two Spawns
    for (int i = 0; i < 2; ++i) step("first");    // Begin, and its first lock
    for (int i = 0; i < 2; ++i) step("second");
    return run;
}

}  // namespace

class LiveTroubleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSleepOfMinutesPassesAtOnce() {
        const Instant before = MonotonicClock::now();
        const auto run = liveRun("sleeps", 3);
        Calm calm;
        QCOMPARE(drive(*run, calm, kEnough).end, DriveEnd::AllEnded);
        QCOMPARE(run->virtualTime(), Duration{std::chrono::minutes{5}});
        QVERIFY(MonotonicClock::now() - before < std::chrono::minutes{1});
    }

    void aBlockedTaskAndOneThatHasEndedAreRefused() {
        const auto run = deadlock();
        const TaskNumber first = taskNamed(*run, "first");
        const auto blocked = whyNot(*run, {first});
        QVERIFY(!blocked);
        QCOMPARE(QString::fromStdString(blocked.error().why),
                 QStringLiteral("it is blocked: it waits in lock on 'B', held by 'second'"));
        const auto noLimit = whyNot(*run, {first, true});
        QVERIFY(!noLimit);
        const auto none = whyNot(*run, {taskAt(77)});
        QVERIFY(!none);
        const auto ended = liveRun("ordered");
        Calm calm;
        QCOMPARE(drive(*ended, calm, kEnough).end, DriveEnd::AllEnded);
        const auto over = whyNot(*ended, {taskAt(1)});
        QVERIFY(!over);
        QCOMPARE(QString::fromStdString(over.error().why), QStringLiteral("it has ended"));
    }

    void twoTasksThatWantEachOthersLockAreADeadlock() {
        const auto run = deadlock();
        QCOMPARE(run->standing(), Outcome::Deadlock);
        const auto failure = failureAfter(*run, taskNamed(*run, "second"), Outcome::Deadlock);
        QCOMPARE(failure->stuck.size(), std::size_t{2});
    }

    void whoIsKilledKeepsWhatItHolds() {
        const auto run = deadlock();
        QVERIFY(run->kill(taskNamed(*run, "first")));
        QVERIFY(!viewOf(*run, "first").isAlive());
        QVERIFY(!viewOf(*run, "second").mayGo);
        QVERIFY(run->takeBack(objectNamed(*run, "A")));
        QVERIFY(viewOf(*run, "second").mayGo);
        Calm calm;
        QCOMPARE(drive(*run, calm, kEnough).end, DriveEnd::AllEnded);
        QVERIFY(!run->kill(taskAt(1)));
        QVERIFY(!run->takeBack(objectNamed(*run, "A")));
        QVERIFY(!run->takeBack(static_cast<ObjectNumber>(99)));
        QVERIFY(run->restart());
        QCOMPARE(drive(*run, calm, kEnough).end, DriveEnd::AllEnded);
    }

    void aDaemonThatWaitsForWorkIsNoDeadlock_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<DriveEnd>("end");
        QTest::addColumn<bool>("isLeft");  // a thread ends with its process
        QTest::newRow("thread") << "served" << DriveEnd::AllEnded << false;
        QTest::newRow("process") << "served-by-process" << DriveEnd::AllEnded << true;
        QTest::newRow("no daemon") << "served-for-ever" << DriveEnd::Failed << true;
    }
    void aDaemonThatWaitsForWorkIsNoDeadlock() {
        QFETCH(QString, program);
        QFETCH(DriveEnd, end);
        QFETCH(bool, isLeft);
        const auto run = liveRun(program.toStdString());
        for (int i = 0; i < 3; ++i) {
            AtRandom atRandom{3};
            const Drive made = drive(*run, atRandom, kEnough);
            QCOMPARE(made.end, end);
            QCOMPARE(viewOf(*run, "server").isAlive(), isLeft);
            if (end == DriveEnd::Failed)
                QCOMPARE(made.failure->outcome, Outcome::Deadlock);
            QVERIFY(run->restart());
        }
    }

    void aRecursiveLockAReadersLockAndAUnitCanBeTakenBack() {
        const auto run = liveRun("takes-all");
        Calm calm;
        static_cast<void>(drive(*run, calm, kEnough));
        QCOMPARE(run->standing(), Outcome::Deadlock);
        const TaskNumber holder = taskNamed(*run, "takes-all");
        for (const char* object : {"often", "book", "room"}) {
            QVERIFY(!viewOf(*run, "waiter").mayGo);
            const ObjectNumber number = objectNamed(*run, object);
            QCOMPARE(viewOf(*run, "waiter").next.object, number);
            const bool hasOwner = std::string_view{object} == "often";
            QCOMPARE(run->takeBack(number).ok(), hasOwner);  // of several holders one is to be named
            if (!hasOwner)
                QVERIFY(run->takeBack(number, holder));
            run->step({taskNamed(*run, "waiter")});
        }
        QVERIFY(!run->takeBack(objectNamed(*run, "room"), taskAt(77)));
        QCOMPARE(drive(*run, calm, kEnough).end, DriveEnd::AllEnded);
    }

    void whoHasLostItsLockMisusesItWhenItGivesItBack() {
        const auto run = deadlock();
        QVERIFY(run->takeBack(objectNamed(*run, "A")));
        Calm calm;
        const Drive made = drive(*run, calm, kEnough);
        QCOMPARE(made.end, DriveEnd::Failed);
        QCOMPARE(made.failure->task, taskNamed(*run, "first"));
    }

    void aTaskThatDoesNotComeToItsNextStepIsFoundAndCanBeKilled_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<bool>("takesAllAlong");
        QTest::newRow("thread") << "loops" << true;
        QTest::newRow("process") << "loops-in-process" << false;
        QTest::newRow("fiber") << "loops-in-fiber" << true;
    }
    void aTaskThatDoesNotComeToItsNextStepIsFoundAndCanBeKilled() {
        QFETCH(QString, program);
        QFETCH(bool, takesAllAlong);
        if (program == QLatin1String("loops-in-fiber"))
            SKIP_WITHOUT_FIBERS();
        const auto run = liveRun(program.toStdString(), 1, kImpatient);
        Calm calm;
        const Drive made = drive(*run, calm, kEnough);
        QCOMPARE(made.end, DriveEnd::Failed);
        QCOMPARE(made.failure->outcome, Outcome::NoNextStep);
        const TaskNumber looper = taskNamed(*run, "looper");
        QCOMPARE(made.failure->task, looper);
        for (const TaskView& view : run->tasks()) QVERIFY(!view.isEnabled());
        QVERIFY(run->kill(looper));
        QVERIFY(!viewOf(*run, "looper").isAlive());
        QCOMPARE(run->standing(), takesAllAlong ? Outcome::AllEnded : Outcome::GoesOn);
        QVERIFY(run->restart());
        QCOMPARE(run->tasks().size(), std::size_t{1});
    }

    void aTaskThatDiesInItsStepHasEnded_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("task");
        QTest::addColumn<QString>("why");
        QTest::newRow("a process") << "crashes"
                                   << "victim"
                                   << "its process was ended by the signal Aborted";
        QTest::newRow("a thread") << "crashes-in-thread"
                                  << "victim"
                                  << "its process was ended by the signal Aborted";
        QTest::newRow("a fiber") << "crashes-in-fiber"
                                 << "victim"
                                 << "its process was ended by the signal Aborted";
        QTest::newRow("the first process") << "crashes-first"
                                           << "crashes-first"
                                           << "its process was ended by the signal Aborted";
        QTest::newRow("exit()") << "vanishes"
                                << "vanishes"
                                << "its process ended with exit status 7";
    }
    void aTaskThatDiesInItsStepHasEnded() {
        QFETCH(QString, program);
        QFETCH(QString, task);
        QFETCH(QString, why);
        if (program == QLatin1String("crashes-in-fiber"))
            SKIP_WITHOUT_FIBERS();
        const auto run = liveRun(program.toStdString());
        for (int i = 0; i < 2; ++i) {  // and again after a new start
            Calm calm;
            const Drive made = drive(*run, calm, kEnough);
            QCOMPARE(made.end, DriveEnd::Failed);
            QCOMPARE(made.failure->outcome, Outcome::Exception);
            QCOMPARE(QString::fromStdString(made.failure->message), why);
            QCOMPARE(made.failure->task, taskNamed(*run, task.toStdString()));
            QVERIFY(!viewOf(*run, task.toStdString()).isAlive());
            if (run->standing() == Outcome::GoesOn)
                QCOMPARE(drive(*run, calm, kEnough).end, DriveEnd::AllEnded);
            QCOMPARE(run->standing(), Outcome::AllEnded);
            QVERIFY(run->restart());
        }
    }

    void aProcessThatIsKilledFromOutsideIsFoundOut() {
        const auto run = liveRun("processes");
        for (int i = 0; i < 3; ++i) run->step({taskAt(0)});
        const pid_t victim = run->segment().controlOf(refOf(taskAt(1))).pid.load();
        ::kill(victim, SIGKILL);
        Outcome outcome = Outcome::GoesOn;
        // It may be heard of only after a step or two.
        for (int i = 0; i < 100 && outcome == Outcome::GoesOn && viewOf(*run, "worker 2").mayGo; ++i)
            outcome = run->step({taskNamed(*run, "worker 2")});
        QTRY_VERIFY(run->kill(taskNamed(*run, "worker 1")).ok() || !viewOf(*run, "worker 1").isAlive());
        QVERIFY(!viewOf(*run, "worker 1").isAlive());
    }

    void nothingIsLeftBehind_data() {
        QTest::addColumn<QString>("program");
        QTest::newRow("processes that stand") << "processes";
        QTest::newRow("a process that loops") << "loops-in-process";
        QTest::newRow("all sorts") << "mixed";
    }
    void nothingIsLeftBehind() {
        QFETCH(QString, program);
        if (program == QLatin1String("mixed"))
            SKIP_WITHOUT_FIBERS();
        std::set<pid_t> pids;
        {
            const auto run = liveRun(program.toStdString(), 3, kImpatient);
            for (int i = 0; i < 5 && run->tasks()[0].mayGo; ++i) run->step({taskAt(0)});
            Calm calm;
            static_cast<void>(drive(*run, calm, 10));
            pids = processesOf(*run);
            QVERIFY(run->restart());
            pids.merge(processesOf(*run));
        }
        QVERIFY(pids.size() > 1);
        for (const pid_t pid : pids) QVERIFY(::kill(pid, 0) != 0);
    }

    void aProgramThatIsNoneOfOursIsRefused() {
        host::Launch launch;
        launch.command = {"true"};
        auto made = LiveExecutor::create(std::move(launch));
        QVERIFY(made);
        const auto started = made.value()->restart();
        QVERIFY(!started);
        QCOMPARE(QString::fromStdString(started.error().why),
                 QStringLiteral("its process ended with exit status 0"));
    }
};

QTEST_GUILESS_MAIN(LiveTroubleTest)
#include "tst_live_trouble.moc"

// Real threads, processes and fibers go on only when they are told to, one step at a time.
#include <QTest>

#include "engine/control/choosers.h"
#include "engine/control/replay.h"
#include "engine/wire/state_word.h"
#include "tests/engine/control/live/live_run.h"

using namespace heddle;
using namespace heddle::control;
using heddle::test::liveRun;
using heddle::test::taskNamed;
using heddle::test::text;

namespace {

constexpr std::uint32_t kEnough = 10'000;

const char* const kCrews[] = {"threads", "processes", "fibers", "mixed"};

void crewRows() {
    QTest::addColumn<QString>("program");
    for (const char* crew : kCrews) QTest::newRow(crew) << QString::fromLatin1(crew);
}

// The calmest way to where the task named so stands in front of such an operation.
void stepUntil(LiveExecutor& run, std::string_view name, OperationKind kind) {
    for (std::uint32_t i = 0; i < kEnough; ++i) {
        TaskNumber task = taskNamed(run, name);
        if (task != TaskNumber::None && run.tasks()[indexOf(task)].next.kind == kind)
            return;
        if (task == TaskNumber::None || !run.tasks()[indexOf(task)].mayGo)
            task = taskAt(0);  // who makes the others
        run.step({task});
    }
    qFatal("it does not come there");
}

// Who holds the lock named so.
TaskNumber ownerOf(const LiveExecutor& run, std::string_view name) {
    const ObjectId id = idOf(test::objectNamed(run, name));
    return numberOf(TaskRef{wire::StateWord{run.segment().object(id).word.load()}.state()});
}

}  // namespace

class LiveExecutorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aProgramBeginsInFrontOfItsFirstStep() {
        const auto run = liveRun("threads");
        QCOMPARE(run->tasks().size(), std::size_t{1});
        QCOMPARE(run->tasks()[0].next.kind, OperationKind::Begin);
        QVERIFY(run->tasks()[0].mayGo);
        QCOMPARE(QString::fromStdString(std::string{run->nameOf(taskAt(0))}), QStringLiteral("threads"));
    }

    void aRunGoesToItsEnd_data() { crewRows(); }
    void aRunGoesToItsEnd() {
        QFETCH(QString, program);
        const auto run = liveRun(program.toStdString(), 3);
        Calm calm;
        QCOMPARE(drive(*run, calm, kEnough).end, DriveEnd::AllEnded);
        for (const TaskView& view : run->tasks()) QVERIFY(!view.isAlive());
    }

    void aRunAtRandomGoesToItsEnd_data() { crewRows(); }
    void aRunAtRandomGoesToItsEnd() {
        QFETCH(QString, program);
        const auto run = liveRun(program.toStdString(), 3);
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            QVERIFY(run->restart());
            AtRandom atRandom{seed};
            const Drive made = drive(*run, atRandom, kEnough);
            QCOMPARE(made.end, DriveEnd::AllEnded);
            const auto again = replay(*run, made.steps);
            QVERIFY2(again, again ? "" : again.error().sentence().c_str());
            QCOMPARE(again->outcome, Outcome::AllEnded);
            const auto atOnce = run->restartAt(made.steps);
            QVERIFY2(atOnce, atOnce ? "" : atOnce.error().sentence().c_str());
            QCOMPARE(atOnce.value(), Outcome::AllEnded);
        }
    }

    void anExpectationThatDoesNotHoldFailsItsStep() {
        const auto run = liveRun("expects");
        // Both read before one writes.
        stepUntil(*run, "worker 1", OperationKind::Write);
        stepUntil(*run, "worker 2", OperationKind::Write);
        Calm calm;
        const Drive made = drive(*run, calm, kEnough);
        QCOMPARE(made.end, DriveEnd::Failed);
        QCOMPARE(made.failure->outcome, Outcome::AssertionFailed);
        QCOMPARE(QString::fromStdString(made.failure->message), QStringLiteral("money is right"));
        QCOMPARE(run->tasks()[indexOf(made.failure->task)].next.kind, OperationKind::Exit);
    }

    void whatAFailedTaskHoldsStaysHeld_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("task");
        QTest::addColumn<QString>("text");
        QTest::newRow("exception") << "throws"
                                   << "thrower"
                                   << "nothing is well";
        QTest::newRow("expectation of a fiber") << "expects-in-fiber"
                                                << "fiber"
                                                << "fibers fail, too";
    }
    void whatAFailedTaskHoldsStaysHeld() {
        QFETCH(QString, program);
        QFETCH(QString, task);
        QFETCH(QString, text);
        const auto run = liveRun(program.toStdString());
        Calm calm;
        const Drive made = drive(*run, calm, kEnough);
        QCOMPARE(made.end, DriveEnd::Failed);
        QCOMPARE(QString::fromStdString(made.failure->message), text);
        const TaskNumber failed = taskNamed(*run, task.toStdString());
        QCOMPARE(made.failure->task, failed);
        QCOMPARE(run->tasks()[indexOf(failed)].next.kind, OperationKind::Exit);
        QCOMPARE(ownerOf(*run, "lock"), failed);
        // It can go on: the task ends, and the others go on without it.
        QCOMPARE(drive(*run, calm, kEnough).end, DriveEnd::AllEnded);
        QCOMPARE(ownerOf(*run, "lock"), failed);
    }

    void whoIsToldOnceWakesUpOnce() {
        const auto run = liveRun("waits-twice");
        stepUntil(*run, "waiter", OperationKind::Wake);
        Calm calm;
        const Drive made = drive(*run, calm, kEnough);
        QCOMPARE(made.end, DriveEnd::Failed);
        QCOMPARE(made.failure->outcome, Outcome::Deadlock);
        const auto isWaking = [](const Step& step) { return step.operation.kind == OperationKind::Wake; };
        QCOMPARE(std::count_if(made.steps.begin(), made.steps.end(), isWaking), std::ptrdiff_t{1});
    }

    void aMisuseFailsItsStep() {
        const auto run = liveRun("unlocks");
        stepUntil(*run, "unlocks", OperationKind::Join);
        stepUntil(*run, "thief", OperationKind::Unlock);
        QCOMPARE(run->step({taskNamed(*run, "thief")}), Outcome::Exception);
        QCOMPARE(text(run->message()), QStringLiteral("a task unlocks a lock that it does not hold"));
        QCOMPARE(ownerOf(*run, "lock"), taskNamed(*run, "unlocks"));
    }
};

QTEST_GUILESS_MAIN(LiveExecutorTest)
#include "tst_live_executor.moc"

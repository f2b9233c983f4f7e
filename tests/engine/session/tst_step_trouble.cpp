// Bad programs and bad input in a controlled session, with threads, processes and fibers: clear words, no
// hang, and nothing left behind.
#include <signal.h>

#include <set>

#include "engine/session/live_program.h"
#include "engine/session/stepping/controlled_run.h"
#include "tests/engine/session/stepping.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using namespace heddle::session;
using heddle::session::testing::Stepping;

namespace {

Result<std::unique_ptr<ControlledSession>> begun(const QByteArray& program,
                                                 const control::Schedule* schedule = nullptr) {
    const auto make = [program] {
        host::Launch launch;
        launch.command = {HEDDLE_LIVE_PROGRAMS, program.toStdString(), "2"};
        return LiveProgram::create(std::move(launch), {.stepLimit = std::chrono::milliseconds{300}});
    };
    return ControlledRun::begin({}, {program.toStdString(), 0, {}}, make, schedule);
}

std::unique_ptr<Stepping> stepping(const QByteArray& program) {
    auto session = begun(program);
    if (!session)
        qFatal("%s", session.error().sentence().c_str());
    return std::make_unique<Stepping>(std::move(session).value());
}

std::set<pid_t> processesOf(const Position& position) {
    std::set<pid_t> pids;
    for (const model::TaskInfo& task : position.snapshot->tasks()) {
        if (!task.pid.isNone())
            pids.insert(task.pid.value());
    }
    return pids;
}

// Of each kind, the program of that name.
void rows(const char* threads, const char* processes, const char* fibers) {
    QTest::addColumn<QByteArray>("program");
    QTest::newRow("threads") << QByteArray{threads};
    QTest::newRow("processes") << QByteArray{processes};
    QTest::newRow("fibers") << QByteArray{fibers};
}

#define SKIP_WITHOUT_ITS_TASKS()                         \
    if (QByteArray{QTest::currentDataTag()} == "fibers") \
    SKIP_WITHOUT_FIBERS()

// Two tasks hold a lock each and want the other's.
std::unique_ptr<Stepping> deadlock(const QByteArray& program) {
    auto run = stepping(program);
    const char* const main = program.constData();
    run->steps({main, main, main, "first", "first", "second", "second"});
    return run;
}

}  // namespace

class StepTroubleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTaskThatDoesNotComeToItsNextStepIsShownAndCanBeKilled_data() {
        rows("loops", "loops-in-process", "loops-in-fiber");
    }
    void aTaskThatDoesNotComeToItsNextStepIsShownAndCanBeKilled() {
        QFETCH(QByteArray, program);
        SKIP_WITHOUT_ITS_TASKS();
        const auto run = stepping(program);
        PositionPtr at = run->drive({});
        QCOMPARE(at->standing, Standing::NoNextStep);
        QCOMPARE(at->stuck, run->task("looper"));
        QCOMPARE(at->message, std::string("looper does not come to its next step."));
        // Nobody can go on meanwhile, and it is said why.
        QVERIFY(QString::fromStdString(run->step("looper")).contains(QStringLiteral("does not come to its")));
        QVERIFY(
            QString::fromStdString(run->step(program.constData())).contains(QStringLiteral("another task")));
        const std::set<pid_t> pids = processesOf(*at);
        at = run->after([&](ControlledSession& session) { session.postKill(run->task("looper")); });
        QVERIFY2(at->message.empty(), at->message.c_str());
        QVERIFY(!run->next("looper").isAlive());
        QVERIFY(at->standing == Standing::GoesOn || at->standing == Standing::AllEnded);
        // Before that it is as it was.
        at = run->back(2);
        QCOMPARE(at->standing, Standing::GoesOn);
        QVERIFY(run->next("looper").mayGo);
        run->end();
        for (const pid_t pid : pids) QTRY_VERIFY(::kill(pid, 0) != 0);
    }

    void aTaskThatDiesInItsStepHasEndedAndItIsSaidHow_data() {
        rows("crashes-in-thread", "crashes", "crashes-in-fiber");
    }
    void aTaskThatDiesInItsStepHasEndedAndItIsSaidHow() {
        QFETCH(QByteArray, program);
        SKIP_WITHOUT_ITS_TASKS();
        const auto run = stepping(program);
        PositionPtr at = run->drive({});
        QCOMPARE(at->standing, Standing::Failed);
        QVERIFY(!run->next("victim").isAlive());
        QVERIFY2(QString::fromStdString(at->message).contains(QStringLiteral("the signal Aborted")),
                 at->message.c_str());
        QVERIFY(QString::fromStdString(run->step("victim")).contains(QStringLiteral("it has ended")));
        const std::uint32_t died = (*at->history)[at->current].depth;
        at = run->back();
        QCOMPARE((*at->history)[at->current].depth, died - 1);
        QVERIFY(run->next("victim").isAlive());
        at = run->drive({});  // and it dies again
        QVERIFY(!run->next("victim").isAlive());
    }

    void aBlockedTaskAndOneThatHasEndedAreRefused_data() {
        rows("crossed", "crossed-processes", "crossed-fibers");
    }
    void aBlockedTaskAndOneThatHasEndedAreRefused() {
        QFETCH(QByteArray, program);
        SKIP_WITHOUT_ITS_TASKS();
        const auto run = deadlock(program);
        QCOMPARE(run->rest()->snapshot->deadlocks().size(), std::size_t{1});
        const auto before = (*run)->position()->history->size();
        QVERIFY(QString::fromStdString(run->step("first"))
                    .contains(QStringLiteral("first cannot lock B: second holds it since step 7")));
        run->after([&](ControlledSession& session) { session.postKill(run->task("first")); });
        QVERIFY(QString::fromStdString(run->step("first")).contains(QStringLiteral("it has ended")));
        run->after([&](ControlledSession& session) { session.postKill(run->task("first")); });
        QVERIFY(QString::fromStdString((*run)->position()->message).contains(QStringLiteral("it has ended")));
        QVERIFY(!(*run)->postStep(TaskId{77}).ok());
        QCOMPARE((*run)->position()->history->size(), before + 1);
    }

    void aScheduleThatDoesNotFitIsRefused_data() {
        QTest::addColumn<QByteArray>("program");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("says");
        for (const char* program : {"crossed", "crossed-processes", "crossed-fibers"}) {
            const auto row = [program](const char* name, const char* from, const char* to, const char* says) {
                QTest::addRow("%s, %s", program, name)
                    << QByteArray{program} << QByteArray{from} << QByteArray{to} << QByteArray{says};
            };
            row("cut short", "second lock B\n", "", "cut short");
            row("more than it says", "choices 7", "choices 6", "more than");
            row("beyond what may go", "choices 7", "choices 8", "step 8");
            row("another lock", "first lock A", "first lock B", "step 5");
            row("no such task", "first lock A", "third lock A", "step 5");
            row("out of order", "first begin -\n", "second begin -\n", "step 5");
        }
    }
    void aScheduleThatDoesNotFitIsRefused() {
        QFETCH(QByteArray, program);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, says);
        if (program == "crossed-fibers")
            SKIP_WITHOUT_FIBERS();
        const auto run = deadlock(program);
        QByteArray text = QByteArray::fromStdString((*run)->scheduleTo(run->rest()->current));
        QVERIFY2(text.contains(from), text);
        text.replace(from, to);
        if (says == "step 8")
            text += "first lock B\n";
        const auto schedule = control::parseSchedule(text.toStdString(), "a.schedule");
        const auto refused = schedule ? begun(program, &schedule.value()) : schedule.error();
        QVERIFY(!refused.ok());
        const std::string sentence = refused.error().sentence();
        QVERIFY2(QByteArray::fromStdString(sentence).contains(says), sentence.c_str());
    }

    void aScheduleWithoutAnEndIsNotReadToItsEnd() {
        const std::string tooLong =
            "heddle-schedule 1\nscenario crossed\n" + std::string(control::kLongestSchedule, '#');
        const auto refused = ControlledSession::replay(tooLong, "a.schedule");
        QVERIFY(!refused.ok());
        QVERIFY2(QString::fromStdString(refused.error().sentence()).contains(QStringLiteral("a.schedule")),
                 refused.error().sentence().c_str());
    }

    void aScenarioThatSleepsForMinutesStepsAtOnce() {
        const Instant before = MonotonicClock::now();
        const auto run = Stepping::of("event-traffic-light", {{"apart", "60000"}, {"red", "60000"}});
        const PositionPtr at = run->drive({.drive = Drive::RoundRobin});
        QCOMPARE(at->standing, Standing::AllEnded);  // after twenty minutes of its own time
        QVERIFY(MonotonicClock::now() - before < std::chrono::minutes{1});
    }
};

QTEST_GUILESS_MAIN(StepTroubleTest)
#include "tst_step_trouble.moc"

// A scenario's real tasks, stepped: what each would do, what a step brings about, back, branches, replay.
#include <QRegularExpression>
#include <QTemporaryDir>

#include "tests/engine/session/stepping.h"
#include "tests/support/describe.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using namespace heddle::session;
using heddle::session::testing::Stepping;
using model::State;
using wire::OperationKind;

namespace {

constexpr const char* kMain = "deadlock-ab";

std::unique_ptr<Stepping> deadlockAb() {
    return Stepping::of("deadlock-ab", {{"threads", "2"}});
}

// Thread-1 holds A, Thread-2 holds B, both are past their pause.
void crossTheLocks(Stepping& run) {
    run.steps({kMain, kMain, kMain, "Thread-1", "Thread-1", "Thread-1", "Thread-2", "Thread-2", "Thread-2"});
}

State stateOf(const Position& position, TaskId task) {
    return position.snapshot->task(task)->state;
}

}  // namespace

class ControlledSessionTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string path(const char* name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }

private Q_SLOTS:
    void itBeginsInFrontOfTheFirstStep() {
        const auto run = deadlockAb();
        const PositionPtr at = (*run)->position();
        QCOMPARE(at->tasks.size(), std::size_t{1});
        QCOMPARE(at->tasks[0].operation, OperationKind::Begin);
        QVERIFY(at->tasks[0].mayGo);
        QCOMPARE(at->history->size(), std::size_t{1});
        QCOMPARE(at->standing, Standing::GoesOn);
        QVERIFY(model::isInSteps(*at->snapshot));
        QCOMPARE(stateOf(*at, TaskId{1}), State::Ready);
        QCOMPARE(at->snapshot->now(), model::beginOfStep(*at->snapshot, 1));
    }

    void everyTaskShowsWhatItWouldDoAndWhere() {
        const auto run = deadlockAb();
        run->steps({kMain, kMain, kMain, "Thread-1"});
        const NextStep next = run->next("Thread-1");
        QCOMPARE(next.operation, OperationKind::Lock);
        QCOMPARE(next.subject, std::string("A"));
        const PositionPtr at = run->rest();
        QCOMPARE(at->snapshot->site(next.site).file,
                 std::string_view("engine/scenarios/synchronisation/deadlock_ab.cpp"));
        QVERIFY(at->snapshot->site(next.site).line > 0);
    }

    void aStepIsAColumnInWhichItsTaskRuns() {
        const auto run = deadlockAb();
        run->steps({kMain, kMain});
        const PositionPtr at = run->rest();
        QCOMPARE(at->tasks.size(), std::size_t{2});  // the second step made Thread-1
        QCOMPARE(model::statesOf(*at->snapshot, TaskId{1}), std::string("new running ready"));
        QCOMPARE(model::statesOf(*at->snapshot, TaskId{2}), std::string("new ready"));
        QCOMPARE(at->snapshot->task(TaskId{1})->totals[model::indexOf(State::Running)],
                 Duration{2 * model::kStepLength});
        QCOMPARE((*at->history)[1].text, std::string("deadlock-ab begin"));
    }

    void whoIsBlockedSaysByWhomAndSinceWhen() {
        const auto run = deadlockAb();
        crossTheLocks(*run);
        const NextStep first = run->next("Thread-1");
        QVERIFY(!first.mayGo);
        QCOMPARE(first.blockedBy, std::vector<TaskId>{run->task("Thread-2")});
        QCOMPARE(first.blockedSince, std::optional<std::uint32_t>(8));
        QVERIFY(QString::fromStdString(run->step("Thread-1"))
                    .contains(QStringLiteral("Thread-1 cannot lock B: Thread-2 holds it since step 8")));
        QCOMPARE(stateOf(*run->rest(), run->task("Thread-1")), State::Blocked);
    }

    void aDeadlockIsThereInTheStepThatClosesIt() {
        const auto run = deadlockAb();
        crossTheLocks(*run);
        const PositionPtr at = run->rest();
        QCOMPARE(at->snapshot->deadlocks().size(), std::size_t{1});
        QCOMPARE(model::stepAt(*at->snapshot, at->snapshot->deadlocks()[0].at), 9u);
        // The main thread may still go: to its join.
        run->steps({});
        const PositionPtr last = run->drive({});
        QCOMPARE(last->standing, Standing::Deadlock);
        QCOMPARE(last->snapshot->deadlocks().size(), std::size_t{1});
    }

    void backIsWhatWasThen() {
        const auto run = deadlockAb();
        std::vector<std::string> seen{model::describe(*run->rest()->snapshot)};
        const auto note = [&] { seen.push_back(model::describe(*run->rest()->snapshot)); };
        for (const char* name : {kMain, kMain, kMain, "Thread-1", "Thread-1", "Thread-2", "Thread-2"}) {
            run->steps({name});
            note();
        }
        const auto withoutKernelIds = [](const std::string& text) {
            return QString::fromStdString(text).replace(
                QRegularExpression(QStringLiteral("[pt]id \\d+:\\d+|id:\\d+")), QStringLiteral("id"));
        };
        for (std::size_t depth = seen.size() - 1; depth-- > 0;) {
            const PositionPtr at = run->back();
            QCOMPARE((*at->history)[at->current].depth, static_cast<std::uint32_t>(depth));
            QVERIFY2(at->message.empty(), at->message.c_str());
            QCOMPARE(withoutKernelIds(model::describe(*at->snapshot)), withoutKernelIds(seen[depth]));
        }
    }

    void whatWasChosenOtherwiseIsAnotherBranch() {
        const auto run = deadlockAb();
        run->steps({kMain, kMain, kMain, "Thread-1"});
        const NodeId left = run->rest()->current;
        run->back();
        run->steps({"Thread-2"});
        const PositionPtr at = run->rest();
        QCOMPARE(at->history->size(), std::size_t{6});
        QCOMPARE((*at->history)[left].parent, (*at->history)[at->current].parent);
        const PositionPtr again = run->goTo(left);
        QCOMPARE(again->current, left);
        QCOMPARE(run->next("Thread-1").operation, OperationKind::Lock);
        QCOMPARE(run->next("Thread-2").operation, OperationKind::Begin);
    }

    void branchesHaveNamesOfTheirOwn() {
        const auto run = deadlockAb();
        run->steps({kMain});
        QVERIFY((*run)->nameBranch(run->rest()->current, "first").ok());
        QVERIFY((*run)->nameBranch(NodeId::Start, "second").ok());
        QVERIFY(!(*run)->nameBranch(NodeId::Start, "first").ok());
        QVERIFY(!(*run)->nameBranch(NodeId::Start, "").ok());
        const PositionPtr at = run->back(0);
        QCOMPARE((*at->history)[1].name, std::string("first"));
        QCOMPARE((*at->history)[0].name, std::string("second"));
    }

    void aScheduleMakesTheSameRunAgain() {
        const auto run = deadlockAb();
        crossTheLocks(*run);
        const PositionPtr at = run->rest();
        const std::string schedule = (*run)->scheduleTo(at->current);
        auto replayed = ControlledSession::replay(schedule, "test");
        QVERIFY2(replayed.ok(), replayed.ok() ? "" : replayed.error().sentence().c_str());
        const PositionPtr again = replayed.value()->position();
        QCOMPARE(again->history->size(), at->history->size());
        QCOMPARE(again->snapshot->deadlocks().size(), std::size_t{1});
        QCOMPARE(replayed.value()->scheduleTo(again->current), schedule);
    }

    void aScheduleThatDoesNotFitIsRefusedWithItsStep_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("cut short") << QByteArray("choices 5") << QByteArray("choices 6")
                                   << QByteArray("cut short");
        QTest::newRow("too long") << QByteArray("choices 5") << QByteArray("choices 4")
                                  << QByteArray("more than");
        QTest::newRow("other scenario")
            << QByteArray("scenario deadlock-ab") << QByteArray("scenario no-such") << QByteArray("no-such");
        QTest::newRow("other parameters")
            << QByteArray("threads=2") << QByteArray("threads=3") << QByteArray("");
        QTest::newRow("another operation")
            << QByteArray("Thread-1 lock A") << QByteArray("Thread-1 lock B") << QByteArray("step 5");
        QTest::newRow("no such task")
            << QByteArray("Thread-1 lock A") << QByteArray("Thread-9 lock A") << QByteArray("step 5");
        QTest::newRow("nonsense") << QByteArray("heddle-schedule") << QByteArray("shopping list")
                                  << QByteArray("not a schedule");
    }
    void aScheduleThatDoesNotFitIsRefusedWithItsStep() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, says);
        const auto run = deadlockAb();
        run->steps({kMain, kMain, kMain, "Thread-1", "Thread-1"});
        QByteArray text = QByteArray::fromStdString((*run)->scheduleTo(run->rest()->current));
        QVERIFY(text.contains(from));
        text.replace(from, to);
        const auto refused = ControlledSession::replay(text.toStdString(), "a.schedule");
        if (says.isEmpty()) {  // with three threads the same choices are possible
            QVERIFY(refused.ok());
            return;
        }
        QVERIFY(!refused.ok());
        QVERIFY2(QByteArray::fromStdString(refused.error().sentence()).contains(says),
                 refused.error().sentence().c_str());
    }

    void aScheduleOfAnotherVersionIsReplayedAsFarAsItFits() {
        const auto run = deadlockAb();
        run->steps({kMain, kMain, kMain, "Thread-1", "Thread-1"});
        QByteArray text = QByteArray::fromStdString((*run)->scheduleTo(run->rest()->current));
        text.replace("version ", "version 0000000000000000\n#");
        const auto replayed = ControlledSession::replay(text.toStdString(), "a.schedule");
        QVERIFY2(replayed.ok(), replayed.ok() ? "" : replayed.error().sentence().c_str());
        const auto& session = *replayed.value();
        QCOMPARE(session.position()->history->size(), std::size_t{6});
        QCOMPARE(session.remarks(),
                 std::vector<std::string>{
                     "The scenario has changed since the schedule was made, but all its 5 steps fit."});
        text.replace("Thread-1 lock A", "Thread-1 lock B");
        const auto refused = ControlledSession::replay(text.toStdString(), "a.schedule");
        QVERIFY(!refused.ok());
        QCOMPARE(
            refused.error().sentence(),
            std::string("replay step 5: 'Thread-1' should lock 'B', and is about to lock 'A'; the schedule "
                        "is of another version of the program; search for one again"));
    }

    void aDriveGoesOnUntilWhatItWasToldToStopAt() {
        const auto run = deadlockAb();
        PositionPtr at = run->drive({.stop = StopAt::Taken});
        QVERIFY(QString::fromStdString((*at->history)[at->current].text).contains(QStringLiteral(" lock ")));
        run->back(100);
        at = run->drive({.drive = Drive::RoundRobin, .stop = StopAt::Deadlock});
        QCOMPARE(at->snapshot->deadlocks().size(), std::size_t{1});
        run->back(100);
        at = run->drive({.drive = Drive::AtRandom, .seed = 7});
        QVERIFY(at->standing == Standing::Deadlock || at->standing == Standing::AllEnded);
        const std::string once = (*run)->scheduleTo(at->current);
        run->back(1000);
        at = run->drive({.drive = Drive::AtRandom, .seed = 7});
        QCOMPARE((*run)->scheduleTo(at->current), once);
        run->back(1000);
        at = run->drive({.mostSteps = 4});
        QCOMPARE((*at->history)[at->current].depth, 4u);
        QVERIFY(!at->message.empty());
    }

    // Written down once: by no clock, address, compiler or load does it come out otherwise.
    void aSeedGivesTheSameRunInEveryBuild() {
        const auto run = deadlockAb();
        const PositionPtr at = run->drive({.drive = Drive::AtRandom, .seed = 7});
        std::string seen;
        for (std::size_t i = 1; i < at->history->size(); ++i) seen += (*at->history)[i].text + "\n";
        for (const NextStep& task : at->tasks)
            seen += task.name + ": " + model::statesOf(*at->snapshot, task.task) + "\n";
        const std::string expected = R"(deadlock-ab begin
deadlock-ab spawn
Thread-1 begin
Thread-1 lock A
deadlock-ab spawn
Thread-2 begin
Thread-2 lock B
Thread-1 sleep
Thread-2 sleep
deadlock-ab: new running ready running blocked
Thread-1: new running ready running blocked
Thread-2: new running ready running blocked
)";
        QVERIFY2(seen == expected, seen.c_str());
    }

    void oneAfterTheOtherNobodyIsInTheWay() {
        const auto run = deadlockAb();
        run->steps({kMain, kMain, kMain});
        for (const char* name :
             {"Thread-1", "Thread-2", kMain})  // one after the other: no pause is in the way
            run->drive({.drive = Drive::OneTask, .task = run->task(name)});
        const PositionPtr at = run->rest();
        QCOMPARE(at->standing, Standing::AllEnded);
        for (const NextStep& task : at->tasks) {
            QVERIFY(!task.isAlive());
            QCOMPARE(stateOf(*at, task.task), State::Terminated);
        }
        QVERIFY(QString::fromStdString(run->step("Thread-1")).contains(QStringLiteral("has ended")));
    }

    void killingAVictimLetsTheOtherOnesSeeWhatHappens() {
        const auto run = deadlockAb();
        crossTheLocks(*run);
        const PositionPtr at =
            run->after([&](ControlledSession& session) { session.postKill(run->task("Thread-1")); });
        QVERIFY2(at->message.empty(), at->message.c_str());
        QVERIFY(!run->next("Thread-1").isAlive());
        QCOMPARE(stateOf(*at, run->task("Thread-1")), State::Terminated);
        QCOMPARE((*at->history)[at->current].text, std::string("Thread-1 killed"));
        QVERIFY(!run->next("Thread-2").mayGo);  // what the dead one held stays held
        const std::string schedule = (*run)->scheduleTo(at->current);
        const auto replayed = ControlledSession::replay(schedule, "test");
        QVERIFY2(replayed.ok(), replayed.ok() ? "" : replayed.error().sentence().c_str());
        run->back();
        QVERIFY(run->next("Thread-1").isAlive());
    }

    void aLockThatIsTakenBackEndsTheDeadlock() {
        const auto run = deadlockAb();
        crossTheLocks(*run);
        const ObjectId b = run->next("Thread-1").object;
        const PositionPtr at = run->after([&](ControlledSession& session) { session.postTakeBack(b); });
        QVERIFY2(at->message.empty(), at->message.c_str());
        QCOMPARE((*at->history)[at->current].text, std::string("Thread-2 loses B"));
        QVERIFY(run->next("Thread-1").mayGo);
        QVERIFY(at->snapshot->object(b)->holders.empty());
        run->steps({"Thread-1"});
        QCOMPARE(run->rest()->snapshot->object(b)->holders.at(0).task, run->task("Thread-1"));
        const auto replayed = ControlledSession::replay((*run)->scheduleTo(run->rest()->current), "test");
        QVERIFY2(replayed.ok(), replayed.ok() ? "" : replayed.error().sentence().c_str());
    }

    void aUnitIsTakenBackFromTheHolderThatIsNamed() {
        const auto run = Stepping::of("semaphore-threads", {{"threads", "3"}, {"permits", "2"}});
        run->steps({"semaphore-threads", "semaphore-threads", "semaphore-threads", "semaphore-threads", "T1",
                    "T1", "T2", "T2", "T3"});
        const ObjectId units = run->next("T3").object;
        const auto takeBack = [&](const char* from) {
            return run->after(
                [&](ControlledSession& session) { session.postTakeBack(units, run->task(from)); });
        };
        QVERIFY(!run->next("T3").mayGo);
        QVERIFY2(takeBack("T3")->message.find("'T3' does not hold it") != std::string::npos,
                 run->rest()->message.c_str());
        const PositionPtr at = takeBack("T2");
        QVERIFY2(at->message.empty(), at->message.c_str());
        QCOMPARE((*at->history)[at->current].text, std::string("T2 loses S"));
        QVERIFY(run->next("T3").mayGo);
        QCOMPARE(at->snapshot->object(units)->holders.size(), std::size_t{1});
        QCOMPARE(at->snapshot->object(units)->holders[0].task, run->task("T1"));
        const auto replayed = ControlledSession::replay((*run)->scheduleTo(at->current), "test");
        QVERIFY2(replayed.ok(), replayed.ok() ? "" : replayed.error().sentence().c_str());
    }

    void whatCannotBeTakenBackIsSaid() {
        const auto run = deadlockAb();
        run->steps({kMain, kMain, kMain});
        const PositionPtr at =
            run->after([&](ControlledSession& session) { session.postTakeBack(ObjectId{1}); });
        QVERIFY(!at->message.empty());
        QCOMPARE((*at->history)[at->current].depth, 3u);
    }

    void aSavedRunOpensAsARecordingInSteps() {
        const auto run = deadlockAb();
        crossTheLocks(*run);
        const PositionPtr at = run->rest();
        QVERIFY((*run)->save(path("run.heddle")).ok());
        QVERIFY(!(*run)->save("/no/such/folder/run.heddle").ok());
        auto opened = Session::open(path("run.heddle"));
        QVERIFY(opened.ok());
        QVERIFY(opened.value()->waitForEnd(std::chrono::minutes{1}));
        const model::SnapshotPtr seen = opened.value()->snapshot();
        QVERIFY(model::isInSteps(*seen));
        QCOMPARE(seen->deadlocks().size(), std::size_t{1});
        QCOMPARE(seen->now(), at->snapshot->now());
        QCOMPARE(opened.value()->request().scenario, std::string("deadlock-ab"));
    }

    void aRunThatWasEndedKeepsWhatIsKnown() {
        const auto run = deadlockAb();
        const PositionPtr at = run->drive({.drive = Drive::RoundRobin});
        (*run)->requestStop();
        QVERIFY((*run)->waitForEnd(std::chrono::minutes{1}));
        QVERIFY((*run)->snapshot()->isEnded());
        QCOMPARE((*run)->position()->history->size(), at->history->size());
        QVERIFY((*run)->save(path("ended.heddle")).ok());
        QVERIFY(!(*run)->postStep(TaskId{1}).ok());
        if (at->standing == Standing::Deadlock)
            QVERIFY((*run)->verdict()->held);
    }

    void whatIsRefusedStartsNothing() {
        RunRequest request;
        request.scenario = "no-such";
        QVERIFY(!ControlledSession::start(request).ok());
        request.scenario = "deadlock-ab";
        request.parameters["threads"] = "many";
        QVERIFY(!ControlledSession::start(request).ok());
        request.scenario.clear();
        request.command = {"true"};
        QVERIFY(!ControlledSession::start(request).ok());
    }
};

QTEST_GUILESS_MAIN(ControlledSessionTest)
#include "tst_controlled_session.moc"

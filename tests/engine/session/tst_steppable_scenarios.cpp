// Every scenario that says it can be stepped comes to its end with real tasks, whatever is chosen; the same
// choices give the same run; nothing is left behind; and what it promises holds where no clock has a say.
#include <fcntl.h>
#include <signal.h>

#include <set>

#include "engine/control/choosers.h"
#include "engine/control/live/live_executor.h"
#include "engine/scenarios/library.h"
#include "tests/engine/control/any_choice.h"
#include "tests/engine/session/stepping.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using namespace heddle::session;
using control::LiveExecutor;
using heddle::session::testing::Stepping;
using heddle::test::AnyChoice;

namespace {

constexpr std::uint32_t kEnough = 20'000;

// Which of them some choices bring to a failure, and to which: that is what they are for.
const std::map<QByteArray, control::Outcome> kCanFail{{"lost-update", control::Outcome::AssertionFailed},
                                                      {"deadlock-ab", control::Outcome::Deadlock},
                                                      {"dining-philosophers", control::Outcome::Deadlock},
                                                      {"condition-lost-wakeup", control::Outcome::Deadlock}};

bool hasFibers(const QByteArray& id) {
    return id.contains("fiber") || id == "start-cost";
}

void steppable() {
    QTest::addColumn<QByteArray>("id");
    for (const scenarios::Scenario* scenario : scenarios::library()) {
        const QByteArray id{scenario->id.data(), static_cast<qsizetype>(scenario->id.size())};
        if (scenario->canBeStepped)
            QTest::newRow(id.constData()) << id;
    }
}

std::unique_ptr<control::Chooser> chooser(int number) {
    if (number == 0)
        return std::make_unique<control::Calm>();
    if (number == 1)
        return std::make_unique<control::RoundRobin>();
    const auto seed = static_cast<std::uint64_t>(number);
    if (number < 5)
        return std::make_unique<control::AtRandom>(seed);
    return std::make_unique<AnyChoice>(seed);
}

std::set<pid_t> processesOf(const LiveExecutor& run) {
    std::set<pid_t> pids;
    for (std::size_t i = 0; i < run.tasks().size(); ++i)
        pids.insert(run.segment().controlOf(control::refOf(control::taskAt(i))).pid.load());
    return pids;
}

}  // namespace

class SteppableScenariosTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whateverIsChosenItComesToItsEndAndDoesSoAgain_data() { steppable(); }
    void whateverIsChosenItComesToItsEndAndDoesSoAgain() {
        QFETCH(QByteArray, id);
        if (hasFibers(id))
            SKIP_WITHOUT_FIBERS();
        const FileDescriptor nowhere{::open("/dev/null", O_WRONLY | O_CLOEXEC)};
        host::Launch launch;
        launch.scenario = id.toStdString();
        launch.outputFd = nowhere.get();
        auto made = LiveExecutor::create(std::move(launch));
        QVERIFY(made);
        std::set<pid_t> pids;
        for (int i = 0; i < 10; ++i) {
            LiveExecutor& run = *made.value();
            QVERIFY(run.restart());
            const auto choose = chooser(i);
            const control::Drive drive = control::drive(run, *choose, kEnough);
            const bool hasEnded = drive.end == control::DriveEnd::AllEnded && !drive.failure;
            const auto mayFail = kCanFail.find(id);
            const bool fails =
                mayFail != kCanFail.end() && drive.failure && drive.failure->outcome == mayFail->second;
            QVERIFY2(
                hasEnded || fails,
                qPrintable(QStringLiteral("chooser %1: end %2 after %3 steps, %4")
                               .arg(i)
                               .arg(static_cast<int>(drive.end))
                               .arg(drive.steps.size())
                               .arg(QString::fromStdString(drive.failure ? drive.failure->message : ""))));
            pids.merge(processesOf(run));
            const std::uint64_t fingerprint = run.fingerprint();
            const control::Outcome standing = run.standing();
            const auto again = run.restartAt(drive.steps);
            QVERIFY2(again, again ? "" : again.error().sentence().c_str());
            QCOMPARE(run.standing(), standing);
            QCOMPARE(run.fingerprint(), fingerprint);
            pids.merge(processesOf(run));
        }
        made.value().reset();
        for (const pid_t pid : pids) QVERIFY(::kill(pid, 0) != 0);
    }

    void whatItPromisesIsWhatTheStepsShow_data() { steppable(); }
    void whatItPromisesIsWhatTheStepsShow() {
        QFETCH(QByteArray, id);
        if (hasFibers(id))
            SKIP_WITHOUT_FIBERS();
        for (const DriveRequest& how :
             {DriveRequest{.drive = Drive::Calm}, DriveRequest{.drive = Drive::RoundRobin},
              DriveRequest{.drive = Drive::AtRandom, .seed = 1},
              DriveRequest{.drive = Drive::AtRandom, .seed = 2}}) {
            const auto run = Stepping::of(id.toStdString());
            const PositionPtr at = run->drive(how);
            (*run)->requestStop();
            QVERIFY((*run)->waitForEnd(std::chrono::minutes{1}));
            const auto verdict = (*run)->verdict();
            QCOMPARE(verdict.has_value(), !scenarios::findScenario(id.toStdString()).value()->needsClock);
            if (verdict)
                QVERIFY2(verdict->held,
                         (verdict->text.text() + "; seen: " + verdict->observed.text()).c_str());
            QVERIFY(kCanFail.contains(id) || at->snapshot->deadlocks().empty());
        }
    }

    // The source beside the run marks it; a line of the library's headers would mark nothing.
    void eachTaskIsMadeInALineOfTheScenario_data() { steppable(); }
    void eachTaskIsMadeInALineOfTheScenario() {
        QFETCH(QByteArray, id);
        if (hasFibers(id))
            SKIP_WITHOUT_FIBERS();
        const auto run = Stepping::of(id.toStdString());
        const PositionPtr at = run->drive({.drive = Drive::Calm});
        int made = 0;
        for (const HistoryNode& step : *at->history) {
            if (step.operation != wire::OperationKind::Spawn)
                continue;
            ++made;
            QVERIFY2(at->snapshot->site(step.site).file == scenarios::sourceOf(id.toStdString()).file,
                     step.text.c_str());
        }
        QVERIFY(made > 0);
    }
};

QTEST_GUILESS_MAIN(SteppableScenariosTest)
#include "tst_steppable_scenarios.moc"

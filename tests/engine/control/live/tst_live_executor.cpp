// Real threads, processes and fibers go on only when they are told to, one step at a time.
#include <QTest>

#include "engine/control/choosers.h"
#include "engine/control/replay.h"
#include "tests/engine/control/live/live_run.h"

using namespace heddle;
using namespace heddle::control;
using heddle::test::liveRun;
using heddle::test::taskNamed;

namespace {

constexpr std::uint32_t kEnough = 10'000;

const char* const kCrews[] = {"threads", "processes", "fibers", "mixed"};

void crewRows() {
    QTest::addColumn<QString>("program");
    for (const char* crew : kCrews) QTest::newRow(crew) << QString::fromLatin1(crew);
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
};

QTEST_GUILESS_MAIN(LiveExecutorTest)
#include "tst_live_executor.moc"

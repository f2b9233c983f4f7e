// Searches over real tasks find what is there to be found, and prove what is not.
#include <QTest>

#include "engine/control/minimise.h"
#include "engine/control/search/bounded_strategy.h"
#include "engine/control/search/exhaustive_strategy.h"
#include "engine/control/search/pct_strategy.h"
#include "engine/control/search/search.h"
#include "tests/engine/control/live/live_run.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using namespace heddle::control;
using heddle::test::liveRun;

namespace {

SearchReport exhaust(LiveExecutor& run) {
    ExhaustiveStrategy strategy;
    auto report = search(run, strategy, {.schedules = 20'000});
    if (!report)
        qFatal("%s", report.error().sentence().c_str());
    return std::move(report).value();
}

}  // namespace

class LiveSearchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyScheduleIsTried_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<Outcome>("outcome");  // AllEnded: proved
        QTest::newRow("two locks in two orders, threads") << "crossed" << Outcome::Deadlock;
        QTest::newRow("two locks in two orders, processes") << "crossed-processes" << Outcome::Deadlock;
        QTest::newRow("two locks in two orders, fibers") << "crossed-fibers" << Outcome::Deadlock;
        QTest::newRow("two locks in one order") << "ordered" << Outcome::AllEnded;
        QTest::newRow("an update without a lock") << "expects" << Outcome::AssertionFailed;
        QTest::newRow("an update under a lock") << "keeps-its-word" << Outcome::AllEnded;
        QTest::newRow("an unlock by another") << "unlocks" << Outcome::Exception;
    }
    void everyScheduleIsTried() {
        QFETCH(QString, program);
        QFETCH(Outcome, outcome);
        if (program.endsWith(QLatin1String("fibers")))
            SKIP_WITHOUT_FIBERS();
        const auto run = liveRun(program.toStdString());
        const SearchReport report = exhaust(*run);
        if (outcome == Outcome::AllEnded) {
            QCOMPARE(report.conclusion, Conclusion::Proved);
            QVERIFY(report.schedules > 1);
        } else {
            QCOMPARE(report.conclusion, Conclusion::Found);
            QCOMPARE(report.found->failure.outcome, outcome);
        }
        QCOMPARE(exhaust(*run).schedules, report.schedules);
    }

    void theShortestWayToADeadlockIsFound() {
        const auto run = liveRun("crossed");
        const SearchReport report = exhaust(*run);
        const auto shortest = minimise(*run, report.found->steps);
        QVERIFY2(shortest, shortest ? "" : shortest.error().sentence().c_str());
        QVERIFY(shortest->isLeast);
        QCOMPARE(shortest->steps.size(), std::size_t{7});  // Begin and two Spawns, two Begins, two Locks
    }

    void otherStrategiesFindItToo() {
        const auto run = liveRun("crossed");
        BoundedStrategy bounded{1};
        const auto first = search(*run, bounded, {.schedules = 1000});
        QVERIFY(first && first->found);
        PctStrategy pct{1, 2};
        const auto second = search(*run, pct, {.schedules = 1000});
        QVERIFY(second && second->found);
    }
};

QTEST_GUILESS_MAIN(LiveSearchTest)
#include "tst_live_search.moc"

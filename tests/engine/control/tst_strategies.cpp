// Random, PCT and bounded search: the same seed the same schedules, what they promise, and what they say they
// covered.
#include <QTest>
#include <cmath>

#include "engine/control/replay.h"
#include "engine/control/search/bounded_strategy.h"
#include "engine/control/search/exhaustive_strategy.h"
#include "engine/control/search/pct_strategy.h"
#include "engine/control/search/random_strategy.h"
#include "engine/control/search/search.h"
#include "tests/engine/control/brute_force.h"
#include "tests/engine/control/programs.h"

using namespace heddle;
using namespace heddle::control;
using namespace heddle::control::testing;

namespace {

SearchReport run(const Program& program, Strategy& strategy, const SearchLimits& limits) {
    MachineExecutor executor{program};
    auto report = search(executor, strategy, limits);
    return report.ok() ? std::move(report.value()) : SearchReport{};
}

std::unique_ptr<Strategy> make(const QString& name, std::uint64_t seed) {
    if (name == QLatin1String("random"))
        return std::make_unique<RandomStrategy>(seed);
    if (name == QLatin1String("pct"))
        return std::make_unique<PctStrategy>(seed, 3);
    if (name == QLatin1String("bounded"))
        return std::make_unique<BoundedStrategy>(3);
    return std::make_unique<ExhaustiveStrategy>();
}

// A program that does something else each time that it is started.
class Fickle : public MachineExecutor {
public:
    using MachineExecutor::MachineExecutor;
    Result<void> restart() override {
        auto result = MachineExecutor::restart();
        if (++m_starts > 1)
            MachineExecutor::step({taskAt(0), false});
        return result;
    }

private:
    int m_starts = 0;
};

}  // namespace

class StrategiesTest : public QObject {
    Q_OBJECT

    static void addFailing() {
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<Program>("program");
        QTest::addColumn<Outcome>("outcome");
        for (const char* strategy : {"random", "pct", "bounded", "exhaustive"}) {
            const auto row = [&](const char* name, const Program& program, Outcome outcome) {
                QTest::addRow("%s, %s", name, strategy)
                    << QString::fromLatin1(strategy) << program << outcome;
            };
            row("lost update", lostUpdate(3, false), Outcome::AssertionFailed);
            row("deadlock A B", deadlockAb(3, false), Outcome::Deadlock);
            row("philosophers", philosophers(4, false), Outcome::Deadlock);
            row("lost wake-up", conditionLostWakeup(false), Outcome::Deadlock);
            row("peterson, turn first", peterson(PetersonForm::TurnFirst), Outcome::AssertionFailed);
            row("peterson, no turn", peterson(PetersonForm::NoTurn), Outcome::Deadlock);
            row("semaphore", semaphore(3, 2, true), Outcome::AssertionFailed);
        }
    }

private Q_SLOTS:
    void everyStrategyFindsTheKnownFailures_data() { addFailing(); }
    void everyStrategyFindsTheKnownFailures() {
        QFETCH(QString, strategy);
        QFETCH(Program, program);
        QFETCH(Outcome, outcome);
        const auto chosen = make(strategy, 1);
        const SearchReport report = run(program, *chosen, {.schedules = 100'000});
        QVERIFY(report.conclusion == Conclusion::Found);
        QCOMPARE(static_cast<int>(report.found->failure.outcome), static_cast<int>(outcome));
        QCOMPARE(report.failing, quint64{1});
        // What was found fails again, in the same way.
        MachineExecutor executor{program};
        const auto again = replay(executor, report.found->steps);
        QVERIFY(again.ok());
        QVERIFY(again->failure == report.found->failure);
    }

    void theSameSeedMakesTheSameSchedules_data() { addFailing(); }
    void theSameSeedMakesTheSameSchedules() {
        QFETCH(QString, strategy);
        QFETCH(Program, program);
        const auto one = make(strategy, 7), two = make(strategy, 7);
        const SearchReport a = run(program, *one, {.schedules = 100'000}),
                           b = run(program, *two, {.schedules = 100'000});
        QVERIFY(a.found && b.found);
        QVERIFY(a.found->steps == b.found->steps);
        QCOMPARE(a.schedules, b.schedules);
        QCOMPARE(a.steps, b.steps);
    }

    void otherSeedsMakeOtherSchedules() {
        RandomStrategy one{1}, two{2};
        const Program program = busy(20);
        QVERIFY(run(program, one, {.schedules = 1, .goesOnAfterFailure = true}).ends.front().fingerprint !=
                0);
        const SearchReport a = run(lostUpdate(4, false), one, {.schedules = 1'000'000}),
                           b = run(lostUpdate(4, false), two, {.schedules = 1'000'000});
        QVERIFY(a.found->steps != b.found->steps);
    }

    void noStrategyBlamesAProgramThatIsRight_data() {
        QTest::addColumn<Program>("program");
        QTest::newRow("lost update fixed") << lostUpdate(3, true);
        QTest::newRow("deadlock A B fixed") << deadlockAb(3, true);
        QTest::newRow("philosophers ordered") << philosophers(3, true);
        QTest::newRow("lost wake-up fixed") << conditionLostWakeup(true);
        QTest::newRow("peterson") << peterson(PetersonForm::Right);
        QTest::newRow("semaphore") << semaphore(3, 2, false);
    }
    void noStrategyBlamesAProgramThatIsRight() {
        QFETCH(Program, program);
        for (const char* name : {"random", "pct", "bounded"}) {
            const auto strategy = make(QString::fromLatin1(name), 3);
            const SearchReport report = run(program, *strategy, {.schedules = 3000});
            QVERIFY2(!report.found, name);
        }
    }

    // Bugs of known depth d: the share of schedules that find them, over many seeds, against 1/(n * k^(d-1)).
    void pctFindsABugOfItsDepthAsOftenAsItPromises_data() {
        QTest::addColumn<Program>("program");
        QTest::addColumn<int>("tasks");
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("depth");
        QTest::newRow("lost wake-up, d = 2") << conditionLostWakeup(false) << 2 << 12 << 2;
        QTest::newRow("deadlock A B, d = 2") << deadlockAb(2, false) << 2 << 10 << 2;
        QTest::newRow("lost update, d = 2") << lostUpdate(2, false) << 3 << 10 << 2;
        QTest::newRow("philosophers 3, d = 3") << philosophers(3, false) << 3 << 15 << 3;
    }
    void pctFindsABugOfItsDepthAsOftenAsItPromises() {
        QFETCH(Program, program);
        QFETCH(int, tasks);
        QFETCH(int, steps);
        QFETCH(int, depth);
        constexpr int kSchedules = 40'000;
        int found = 0;
        for (int seed = 0; seed < 40; ++seed) {
            PctStrategy strategy{static_cast<std::uint64_t>(seed), static_cast<std::uint32_t>(depth),
                                 static_cast<std::uint32_t>(steps)};
            const SearchReport report =
                run(program, strategy, {.schedules = kSchedules / 40, .goesOnAfterFailure = true});
            found += static_cast<int>(report.failing);
            QVERIFY(report.longest <= static_cast<std::uint32_t>(steps));
        }
        const double share = double(found) / kSchedules, bound = 1.0 / (tasks * std::pow(steps, depth - 1));
        qInfo("found by %.4f of the schedules, promised %.4f", share, bound);
        QVERIFY(share >= bound);
    }

    void pctOfDepthOneNeverPreempts() {
        PctStrategy strategy{1, 1, 20};
        QVERIFY(!run(lostUpdate(3, false), strategy, {.schedules = 2000}).found);
    }

    void theBoundedSearchRunsEveryInterleavingInTheEnd() {
        int compared = 0;
        for (std::uint64_t seed = 0; seed < 150; ++seed) {
            const Program program = randomProgram(seed);
            const EveryInterleaving all = everyInterleaving(program, 500, false);
            if (all.wasTooMany)
                continue;
            ++compared;
            BoundedStrategy strategy{1000};
            const SearchReport report =
                run(program, strategy, {.schedules = 10'000'000, .goesOnAfterFailure = true});
            QVERIFY(report.coverage.isComplete);
            QCOMPARE(report.schedules - report.coverage.repeated, all.schedules);
            std::set<std::pair<Outcome, std::uint64_t>> ends;
            for (const EndCount& end : report.ends) ends.insert({end.outcome, end.fingerprint});
            QVERIFY(ends == all.ends);
        }
        QVERIFY(compared > 40);
    }

    void theBoundedSearchFindsWithTheFewestPreemptions() {
        BoundedStrategy none{0}, one{1};
        const SearchReport calm = run(lostUpdate(3, false), none, {});
        QVERIFY(calm.conclusion == Conclusion::Exhausted);
        QVERIFY(!calm.coverage.isComplete);
        QCOMPARE(calm.coverage.preemptions.value(), 0u);
        QVERIFY(run(lostUpdate(3, false), one, {}).conclusion == Conclusion::Found);
        // P1 holds a fork and is interrupted; the others then come to their second forks by themselves.
        BoundedStrategy without{0}, single{1};
        QVERIFY(run(philosophers(3, false), without, {}).conclusion == Conclusion::Exhausted);
        QVERIFY(run(philosophers(3, false), single, {}).conclusion == Conclusion::Found);
    }

    void theBoundedSearchOfARightSmallProgramIsAProof() {
        BoundedStrategy strategy{100};
        const SearchReport report = run(lostUpdate(2, true), strategy, {});
        QVERIFY(report.conclusion == Conclusion::Proved);
    }

    void limitsEndASearch() {
        RandomStrategy random{1};
        SearchReport report = run(lostUpdate(2, true), random, {.schedules = 10});
        QVERIFY(report.conclusion == Conclusion::ScheduleLimit);
        QCOMPARE(report.schedules, quint64{10});
        report = run(lostUpdate(2, true), random,
                     {.schedules = UINT64_MAX, .time = std::chrono::milliseconds(20)});
        QVERIFY(report.conclusion == Conclusion::TimeLimit);
        SearchWatch watch;
        watch.onProgress = [&watch](const SearchReport& soFar) {
            if (soFar.schedules > 100)
                watch.postCancel();
        };
        const Program program = lostUpdate(2, true);
        MachineExecutor executor{program};
        const auto cancelled = search(executor, random, {.schedules = UINT64_MAX}, &watch);
        QVERIFY(cancelled->conclusion == Conclusion::Cancelled);
    }

    void aSearchThatWasCutOffProvesNothing() {
        ExhaustiveStrategy strategy;
        const SearchReport report = run(lostUpdate(2, true), strategy, {.steps = 5});
        QVERIFY(report.conclusion == Conclusion::Exhausted);
        QVERIFY(report.cut > 0);
        QVERIFY(!report.coverage.isComplete);
    }

    void aTaskThatIsPassedOverTooOftenStarves() {
        RandomStrategy strategy{1};
        const SearchReport report = run(busy(20), strategy, {.patience = 8});
        QVERIFY(report.conclusion == Conclusion::Found);
        QCOMPARE(static_cast<int>(report.found->failure.outcome), static_cast<int>(Outcome::Starved));
        QCOMPARE(report.found->failure.message, std::string("it could have gone on at 8 choices, and others went"));
    }

    void nobodyIsProvedNotToStarve() {
        const Program program = busy(20);
        MachineExecutor executor{program};
        ExhaustiveStrategy strategy;
        const auto report = search(executor, strategy, {.patience = 8});
        QVERIFY(!report.ok());
        QVERIFY(report.error().fault == Fault::Usage);
    }

    void aProgramThatDoesNotRepeatItselfIsRefused() {
        const Program program = lostUpdate(2, false);
        Fickle executor{program};
        ExhaustiveStrategy strategy;
        const auto report = search(executor, strategy, {.goesOnAfterFailure = true});
        QVERIFY(!report.ok());
        QVERIFY(report.error().why.find("does not repeat itself") != std::string::npos);
    }

    void aProgramThatIsTooLargeToExhaustIsRefused() {
        const Program program = writers(65);
        MachineExecutor executor{program};
        ExhaustiveStrategy strategy;
        const auto report = search(executor, strategy);
        QVERIFY(!report.ok());
        QVERIFY(report.error().why.find("more than 64 tasks") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(StrategiesTest)
#include "tst_strategies.moc"

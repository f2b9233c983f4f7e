// What "proved" rests on: the exhaustive search against all interleavings, tried by code that knows nothing
// of it; and the dependence relation against real states.
#include <QTest>

#include "engine/control/random.h"
#include "engine/control/search/dependence.h"
#include "engine/control/search/exhaustive_strategy.h"
#include "engine/control/search/search.h"
#include "tests/engine/control/brute_force.h"
#include "tests/engine/control/programs.h"

using namespace heddle::control;
using namespace heddle::control::testing;

namespace {

constexpr std::uint64_t kMostSchedules = 3'000;

SearchReport exhaust(const Program& program, bool goesOn, std::uint32_t steps = 200) {
    MachineExecutor executor{program};
    ExhaustiveStrategy strategy;
    auto report =
        search(executor, strategy, {.schedules = 10'000'000, .steps = steps, .goesOnAfterFailure = goesOn});
    return report.ok() ? std::move(report.value()) : SearchReport{};
}

std::set<std::pair<Outcome, std::uint64_t>> endsOf(const SearchReport& report) {
    std::set<std::pair<Outcome, std::uint64_t>> ends;
    for (const EndCount& end : report.ends) ends.insert({end.outcome, end.fingerprint});
    return ends;
}

}  // namespace

class ExhaustiveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itMeetsEveryEndThatAnyInterleavingComesTo_data() {
        QTest::addColumn<int>("firstSeed");
        for (int seed = 0; seed < 800; seed += 100) QTest::addRow("seeds from %d", seed) << seed;
    }
    void itMeetsEveryEndThatAnyInterleavingComesTo() {
        QFETCH(int, firstSeed);
        int compared = 0;
        for (int seed = firstSeed; seed < firstSeed + 100; ++seed) {
            const Program program = randomProgram(static_cast<std::uint64_t>(seed));
            const EveryInterleaving all = everyInterleaving(program, kMostSchedules, true);
            if (all.wasTooMany)
                continue;
            ++compared;
            const SearchReport report = exhaust(program, true);
            QVERIFY2(report.coverage.isComplete, qPrintable(QString::number(seed)));
            QVERIFY2(endsOf(report) == all.ends, qPrintable(QStringLiteral("seed %1: %2 ends of %3")
                                                                .arg(seed)
                                                                .arg(report.ends.size())
                                                                .arg(all.ends.size())));
            // One schedule for each class, no more.
            QVERIFY2(report.schedules == all.classes.size(),
                     qPrintable(QStringLiteral("seed %1: %2 schedules, %3 classes")
                                    .arg(seed)
                                    .arg(report.schedules)
                                    .arg(all.classes.size())));
            QVERIFY(report.schedules + report.coverage.abandoned <= all.schedules);
            // The verdict is the same.
            const SearchReport verdict = exhaust(program, false);
            QCOMPARE(verdict.conclusion == Conclusion::Proved, all.shortestFailures.empty());
        }
        QVERIFY2(compared > 60, qPrintable(QString::number(compared)));
    }

    void independentStepsCommuteAndDoNotStopEachOther() {
        int pairs = 0;
        for (std::uint64_t seed = 0; seed < 400; ++seed) {
            const Program program = randomProgram(seed);
            Random random{seed + 1};
            for (int run = 0; run < 10; ++run) {
                Machine machine{program};
                while (machine.standing() == Outcome::GoesOn) {
                    std::vector<Choice> choices;
                    for (std::size_t i = 0; i < machine.views().size(); ++i) {
                        if (machine.views()[i].mayGo)
                            choices.push_back({taskAt(i), false});
                        if (machine.views()[i].mayTimeOut)
                            choices.push_back({taskAt(i), true});
                    }
                    const auto operation = [&](TaskNumber t) {
                        return TaskOperation{t, machine.views()[indexOf(t)].next};
                    };
                    for (const Choice& a : choices) {
                        Machine afterA = machine;
                        afterA.step(a);
                        for (std::size_t t = 0; t < machine.views().size(); ++t) {
                            const TaskView &before = machine.views()[t], &after = afterA.views()[t];
                            if (taskAt(t) == a.task || !before.isAlive() ||
                                areDependent(operation(a.task), operation(taskAt(t))))
                                continue;
                            QVERIFY2(before.next == after.next && before.mayGo == after.mayGo &&
                                         before.mayTimeOut == after.mayTimeOut,
                                     qPrintable(QStringLiteral("seed %1: %2 changes what %3 may do")
                                                    .arg(seed)
                                                    .arg(QLatin1String(
                                                        wordOf(operation(a.task).operation.kind).data()))
                                                    .arg(QLatin1String(wordOf(before.next.kind).data()))));
                        }
                        for (const Choice& b : choices) {
                            if (a.task >= b.task)
                                continue;
                            if (areDependent(operation(a.task), operation(b.task)))
                                continue;
                            Machine ab = afterA, ba = machine;
                            ab.step(b);
                            ba.step(b);
                            ba.step(a);
                            ++pairs;
                            QVERIFY2(
                                ab.sameStateAs(ba),
                                qPrintable(
                                    QStringLiteral("seed %1: %2 and %3")
                                        .arg(seed)
                                        .arg(QLatin1String(wordOf(operation(a.task).operation.kind).data()))
                                        .arg(
                                            QLatin1String(wordOf(operation(b.task).operation.kind).data()))));
                        }
                    }
                    machine.step(choices[random.below(choices.size())]);
                }
            }
        }
        QVERIFY(pairs > 10'000);
    }

    // What may not race is never possible in one state.
    void stepsThatDoNotRaceAreNeverBothPossible() {
        for (std::uint64_t seed = 0; seed < 2000; ++seed) {
            const Program program = randomProgram(seed);
            Random random{seed + 1};
            Machine machine{program};
            while (machine.standing() == Outcome::GoesOn) {
                std::vector<Choice> choices;
                for (std::size_t i = 0; i < machine.views().size(); ++i) {
                    if (machine.views()[i].mayGo)
                        choices.push_back({taskAt(i), false});
                    if (machine.views()[i].mayTimeOut)
                        choices.push_back({taskAt(i), true});
                }
                for (const Choice& a : choices) {
                    for (const Choice& b : choices) {
                        const TaskOperation x{a.task, machine.views()[indexOf(a.task)].next},
                            y{b.task, machine.views()[indexOf(b.task)].next};
                        QVERIFY(a.task == b.task || !areDependent(x, y) || mayRace(x, y));
                    }
                }
                machine.step(choices[random.below(choices.size())]);
            }
        }
    }

    void knownProgramsHaveTheirKnownNumbers_data() {
        QTest::addColumn<Program>("program");
        QTest::addColumn<quint64>("classes");  // 0: not known by thought
        QTest::addColumn<Outcome>("failure");  // GoesOn: none
        QTest::newRow("independent tasks") << independent(3, 5) << quint64{1} << Outcome::GoesOn;
        QTest::newRow("3 writers: 3!") << writers(3) << quint64{6} << Outcome::GoesOn;
        QTest::newRow("5 writers: 5!") << writers(5) << quint64{120} << Outcome::GoesOn;
        QTest::newRow("lost update, 2") << lostUpdate(2, false) << quint64{4} << Outcome::AssertionFailed;
        QTest::newRow("lost update, 3") << lostUpdate(3, false) << quint64{0} << Outcome::AssertionFailed;
        QTest::newRow("lost update fixed, 2: 2!") << lostUpdate(2, true) << quint64{2} << Outcome::GoesOn;
        QTest::newRow("lost update fixed, 3: 3!") << lostUpdate(3, true) << quint64{6} << Outcome::GoesOn;
        QTest::newRow("lost update fixed, 4: 4!") << lostUpdate(4, true) << quint64{24} << Outcome::GoesOn;
        QTest::newRow("deadlock A B, 2") << deadlockAb(2, false) << quint64{3} << Outcome::Deadlock;
        QTest::newRow("deadlock A B, 3") << deadlockAb(3, false) << quint64{0} << Outcome::Deadlock;
        QTest::newRow("deadlock A B fixed, 2") << deadlockAb(2, true) << quint64{2} << Outcome::GoesOn;
        QTest::newRow("deadlock A B fixed, 3: 3!") << deadlockAb(3, true) << quint64{6} << Outcome::GoesOn;
        // Each fork is taken by its two philosophers in one order or the other; orders that go round in a
        // circle cannot be: 2^n - 2. Naive ones can hold a fork each: one more.
        QTest::newRow("philosophers naive, 3") << philosophers(3, false) << quint64{7} << Outcome::Deadlock;
        QTest::newRow("philosophers naive, 4") << philosophers(4, false) << quint64{15} << Outcome::Deadlock;
        QTest::newRow("philosophers ordered, 3") << philosophers(3, true) << quint64{6} << Outcome::GoesOn;
        QTest::newRow("philosophers ordered, 4") << philosophers(4, true) << quint64{14} << Outcome::GoesOn;
        QTest::newRow("lost wake-up") << conditionLostWakeup(false) << quint64{0} << Outcome::Deadlock;
        QTest::newRow("lost wake-up fixed: 2") << conditionLostWakeup(true) << quint64{2} << Outcome::GoesOn;
        QTest::newRow("peterson") << peterson(PetersonForm::Right) << quint64{0} << Outcome::GoesOn;
        QTest::newRow("peterson, turn first")
            << peterson(PetersonForm::TurnFirst) << quint64{0} << Outcome::AssertionFailed;
        QTest::newRow("peterson, no turn")
            << peterson(PetersonForm::NoTurn) << quint64{0} << Outcome::Deadlock;
        QTest::newRow("semaphore, 3 tasks, 1 permit")
            << semaphore(3, 1, false) << quint64{6} << Outcome::GoesOn;
        QTest::newRow("semaphore, 3 tasks, 2 permits")
            << semaphore(3, 2, false) << quint64{0} << Outcome::GoesOn;
        QTest::newRow("semaphore, one too many")
            << semaphore(3, 2, true) << quint64{0} << Outcome::AssertionFailed;
        QTest::newRow("producer and consumer") << producerConsumer(3, 2) << quint64{0} << Outcome::GoesOn;
    }
    void knownProgramsHaveTheirKnownNumbers() {
        QFETCH(Program, program);
        QFETCH(quint64, classes);
        QFETCH(Outcome, failure);
        const SearchReport verdict = exhaust(program, false);
        if (failure == Outcome::GoesOn) {
            QVERIFY(verdict.conclusion == Conclusion::Proved);
        } else {
            QVERIFY(verdict.conclusion == Conclusion::Found);
            QCOMPARE(static_cast<int>(verdict.found->failure.outcome), static_cast<int>(failure));
        }
        const SearchReport whole = exhaust(program, true);
        QVERIFY(whole.coverage.isComplete);
        const EveryInterleaving all = everyInterleaving(program, 10'000, true);
        qInfo("%llu run, %llu abandoned, %llu choices skipped; %s%llu interleavings",
              static_cast<unsigned long long>(whole.schedules),
              static_cast<unsigned long long>(whole.coverage.abandoned),
              static_cast<unsigned long long>(whole.coverage.equivalent), all.wasTooMany ? "more than " : "",
              static_cast<unsigned long long>(all.schedules));
        if (classes != 0)
            QCOMPARE(whole.schedules, classes);
        if (!all.wasTooMany) {
            QVERIFY(endsOf(whole) == all.ends);
            QCOMPARE(whole.schedules, all.classes.size());
            QVERIFY(whole.schedules + whole.coverage.abandoned <= all.schedules);
        }
    }
};

QTEST_GUILESS_MAIN(ExhaustiveTest)
#include "tst_exhaustive.moc"

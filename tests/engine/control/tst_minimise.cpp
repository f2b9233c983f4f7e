// The shortest failing schedule, against the shortest of all interleavings.
#include <QTest>

#include "engine/control/minimise.h"
#include "engine/control/replay.h"
#include "engine/control/search/random_strategy.h"
#include "engine/control/search/search.h"
#include "tests/engine/control/brute_force.h"
#include "tests/engine/control/programs.h"

using namespace heddle::control;
using namespace heddle::control::testing;

namespace {

std::optional<FoundSchedule> findAtRandom(const Program& program, std::uint64_t seed) {
    MachineExecutor executor{program};
    RandomStrategy strategy{seed};
    const auto report = search(executor, strategy, {.schedules = 5000});
    return report.ok() ? report->found : std::nullopt;
}

}  // namespace

class MinimiseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theKnownProgramsHaveTheirKnownShortest_data() {
        QTest::addColumn<Program>("program");
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("switches");
        QTest::newRow("deadlock A B, 2") << deadlockAb(2, false) << 2 << 1;
        QTest::newRow("deadlock A B, 10") << deadlockAb(10, false) << 2 << 1;
        QTest::newRow("philosophers 3") << philosophers(3, false) << 3 << 2;
        QTest::newRow("philosophers 5") << philosophers(5, false) << 5 << 4;
        // All ends, both joins, the last read; one task is interrupted between its read and its write.
        QTest::newRow("lost update, 2") << lostUpdate(2, false) << 9 << 3;
    }
    void theKnownProgramsHaveTheirKnownShortest() {
        QFETCH(Program, program);
        QFETCH(int, steps);
        QFETCH(int, switches);
        for (std::uint64_t seed = 0; seed < 5; ++seed) {
            const auto found = findAtRandom(program, seed);
            QVERIFY(found.has_value());
            MachineExecutor executor{program};
            const auto shortest = minimise(executor, found->steps);
            QVERIFY(shortest.ok());
            QVERIFY(shortest->isLeast);
            QCOMPARE(shortest->steps.size(), static_cast<std::size_t>(steps));
            QCOMPARE(shortest->switches, static_cast<std::size_t>(switches));
            QVERIFY(shortest->failure == found->failure);
        }
    }

    void ofRandomProgramsItIsTheShortestThereIs() {
        int compared = 0;
        for (std::uint64_t seed = 0; seed < 500; ++seed) {
            const Program program = randomProgram(seed);
            const EveryInterleaving all = everyInterleaving(program, 1000, false);
            if (all.wasTooMany)
                continue;
            const auto found = findAtRandom(program, seed);
            if (!found)
                continue;
            MachineExecutor executor{program};
            const auto shortest = minimise(executor, found->steps);
            QVERIFY(shortest.ok());
            QVERIFY(shortest->isLeast);
            const auto replayed = replay(executor, shortest->steps);
            QVERIFY(replayed.ok());
            QVERIFY(replayed->failure == found->failure);
            const auto least = std::find_if(all.shortestFailures.begin(), all.shortestFailures.end(),
                                            [&](const auto& known) { return known.first == found->failure; });
            QVERIFY(least != all.shortestFailures.end());
            QVERIFY2((std::pair{shortest->steps.size(), shortest->switches} == least->second),
                     qPrintable(QString::number(seed)));
            ++compared;
        }
        QVERIFY(compared >= 100);
    }

    void withoutRunsToSpareItStillFailsInTheSameWay() {
        const Program program = lostUpdate(4, false);
        const auto found = findAtRandom(program, 1);
        QVERIFY(found.has_value());
        MachineExecutor executor{program};
        const auto shortest = minimise(executor, found->steps, {.runs = 30});
        QVERIFY(shortest.ok());
        QVERIFY(!shortest->isLeast);
        QVERIFY(shortest->runs <= 30);
        QVERIFY(shortest->steps.size() <= found->steps.size());
        QVERIFY(replay(executor, shortest->steps)->failure == found->failure);
    }

    void whatDoesNotFailIsRefused() {
        const Program program = deadlockAb(2, true);
        MachineExecutor executor{program};
        const auto shortest = minimise(executor, {});
        QVERIFY(!shortest.ok());
        QCOMPARE(shortest.error().why, std::string("it does not fail"));
    }
};

QTEST_GUILESS_MAIN(MinimiseTest)
#include "tst_minimise.moc"

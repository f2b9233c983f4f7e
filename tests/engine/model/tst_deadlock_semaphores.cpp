// When nobody can bring the units that are asked for, and when somebody still can.
#include <QTest>

#include "tests/engine/model/deadlock_streams.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;
using enum wire::Operation;

class DeadlockSemaphoresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyUnitOfASemaphoreUsedAsALockHeldByTheStuckIsADeadlock() {
        StreamBuilder s;
        const Threads t{s, 4};
        const ObjectId forks = s.semaphore("forks", t[0], 2), a = s.mutex("A", t[0]);
        s.acquire(t[1], forks).release(t[1], forks);  // it is used as a lock
        s.acquire(t[1], forks).acquire(t[2], forks).acquire(t[3], a);
        s.wait(t[1], Lock, a).wait(t[2], Lock, a);
        QVERIFY(deadlocksOf(s).empty());
        s.wait(t[3], Acquire, forks);
        const auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);
        QVERIFY(found[0].isPartial);
        QCOMPARE(found[0].edges[0].ender, WaitEnder::EnoughHolders);
        QCOMPARE(found[0].edges[0].holders.size(), 2u);
        QCOMPARE(found[0].tasks.size() + found[0].entangled.size(), 3u);
    }

    void aSemaphoreThatAnybodyReleasesIsNoLock() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId signal = s.semaphore("signal", t[0], 1);
        s.acquire(t[1], signal).release(t[0], signal);  // by somebody who took none
        s.acquire(t[2], signal).wait(t[1], Acquire, signal).join(t[2], t[1]);
        QVERIFY(deadlocksOf(s).empty());  // main may release once more
    }

    void aSemaphoreNobodyHasGivenBackYetMayBeReleasedByAnybody() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId signal = s.semaphore("signal", t[0], 1);
        s.acquire(t[1], signal).wait(t[2], Acquire, signal).join(t[1], t[2]);
        QVERIFY(deadlocksOf(s).empty());
        s.join(t[0], t[1]);
        QCOMPARE(deadlocksOf(s).size(), 1u);
    }

    void oneHolderWhoGoesOnIsEnoughForASemaphore() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId pool = s.semaphore("pool", t[0], 2);
        s.acquire(t[1], pool).release(t[1], pool);
        s.acquire(t[1], pool).acquire(t[2], pool).wait(t[0], Acquire, pool).join(t[1], t[0]);
        QVERIFY(deadlocksOf(s).empty());
    }

    void whoHoldUnitsAndWaitForThoseOfEachOtherAreADeadlock() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId pool = s.semaphore("pool", t[0], 4);
        s.acquire(t[1], pool).release(t[1], pool);
        s.acquire(t[1], pool, 2).acquire(t[2], pool, 2).waitForUnits(t[1], pool, 2);
        QVERIFY(deadlocksOf(s).empty());  // T2 brings both
        s.waitForUnits(t[2], pool, 1);
        const auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);
        QVERIFY(found[0].isPartial);
        QCOMPARE(found[0].tasks, (Tasks{t[2], t[1]}));
        QCOMPARE(found[0].edges[0].ender, WaitEnder::EnoughHolders);
        QCOMPARE(found[0].edges[1].wait.units, 2u);
        QCOMPARE(found[0].edges[0].holders.size(), 2u);
    }

    void aHolderWhoGoesOnDoesNotHelpWhereItHoldsTooFew() {
        StreamBuilder s;
        const Threads t{s, 4};
        const ObjectId pool = s.semaphore("pool", t[0], 3), a = s.mutex("A", t[0]);
        s.acquire(t[1], pool).release(t[1], pool);
        s.acquire(t[1], pool, 2).acquire(t[2], pool).acquire(t[3], a).wait(t[1], Lock, a);
        s.waitForUnits(t[3], pool, 1);
        QVERIFY(deadlocksOf(s).empty());  // T2 has the one
        StreamBuilder more = s;
        more.waitEnd(t[3], pool, wire::WaitOutcome::TimedOut).waitForUnits(t[3], pool, 2);
        QCOMPARE(deadlocksOf(more).size(), 1u);
        QCOMPARE(deadlocksOf(more)[0].tasks, (Tasks{t[3], t[1]}));
    }

    void whoHoldsSoManyThatTheRestIsTooFewWaitsForItself() {
        StreamBuilder s;
        const Threads t{s, 2};
        const ObjectId pool = s.semaphore("pool", t[0], 3);
        s.acquire(t[1], pool).release(t[1], pool).acquire(t[1], pool, 2).waitForUnits(t[1], pool, 2);
        const auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].shape, Deadlock::Shape::Circle);
        QCOMPARE(found[0].tasks, (Tasks{t[1]}));
    }

    void whoHoldsFewAndWaitsForTheRestIsBehindThoseWhoHoldThem() {
        StreamBuilder s;
        const Threads t{s, 4};
        const ObjectId pool = s.semaphore("pool", t[0], 3), a = s.mutex("A", t[0]), b = s.mutex("B", t[0]);
        s.acquire(t[1], pool).release(t[1], pool);
        s.acquire(t[1], pool).acquire(t[2], pool, 2).acquire(t[2], a).acquire(t[3], b);
        s.waitForUnits(t[1], pool, 2).wait(t[2], Lock, b).wait(t[3], Lock, a);
        const auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].tasks, (Tasks{t[3], t[2]}));
        QCOMPARE(found[0].behind, (Tasks{t[1]}));
    }

    // A unit is free, and nobody gets it before the first in line has its two.
    void whoWantsFewIsStuckBehindWhoWantsMany() {
        StreamBuilder s;
        const Threads t{s, 4};
        const ObjectId pool = s.semaphore("pool", t[0], 2), a = s.mutex("A", t[0]);
        s.acquire(t[1], pool).release(t[1], pool);
        s.acquire(t[1], pool).acquire(t[2], a).wait(t[1], Lock, a).waitForUnits(t[3], pool, 2);
        QVERIFY(deadlocksOf(s).empty());
        s.waitForUnits(t[2], pool, 1);
        const auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);
        QCOMPARE(found[0].tasks, (Tasks{t[2], t[1]}));
        QCOMPARE(found[0].behind, (Tasks{t[3]}));
    }

    void whoWantsManyWithATimeLimitHoldsNobodyUpForEver() {
        StreamBuilder s;
        const Threads t{s, 4};
        const ObjectId pool = s.semaphore("pool", t[0], 2), a = s.mutex("A", t[0]);
        s.acquire(t[1], pool).release(t[1], pool);
        s.acquire(t[1], pool).acquire(t[2], a).wait(t[1], Lock, a);
        s.waitForUnits(t[3], pool, 2).limitLastWait().waitForUnits(t[2], pool, 1);
        QVERIFY(deadlocksOf(s).empty());
    }

    void inAControlledRunNobodyStandsInLine() {
        StreamBuilder s{wire::KernelSource::Gate};
        const Threads t{s, 4};
        const ObjectId pool = s.semaphore("pool", t[0], 2), a = s.mutex("A", t[0]);
        s.acquire(t[1], pool).release(t[1], pool);
        s.acquire(t[1], pool).acquire(t[2], a).wait(t[1], Lock, a);
        s.waitForUnits(t[3], pool, 2).waitForUnits(t[2], pool, 1);
        QVERIFY(deadlocksOf(s).empty());
    }

    // More than there is: whoever asks for it expects somebody to bring it.
    void whoAsksForMoreThanThereIsExpectsItFromAnybody() {
        StreamBuilder s;
        const Threads t{s, 4};
        const ObjectId pool = s.semaphore("pool", t[0], 2), a = s.mutex("A", t[0]);
        s.acquire(t[1], pool).release(t[1], pool);
        s.acquire(t[1], pool).acquire(t[2], a).wait(t[1], Lock, a);
        s.waitForUnits(t[3], pool, 5).waitForUnits(t[2], pool, 2);
        QVERIFY(deadlocksOf(s).empty());
        s.join(t[0], t[1]);
        QCOMPARE(deadlocksOf(s).size(), 1u);
    }

    void whoReleasesMoreThanItTookBreaksTheCustom() {
        StreamBuilder s;
        const Threads t{s, 3};
        const ObjectId pool = s.semaphore("pool", t[0], 1), a = s.mutex("A", t[0]);
        s.acquire(t[1], pool).release(t[1], pool, 2).acquire(t[1], pool, 2).acquire(t[2], a);
        s.wait(t[1], Lock, a).waitForUnits(t[2], pool, 1);
        QVERIFY(deadlocksOf(s).empty());
    }

    void aThousandHoldersOfWhomOneGoesOn() {
        StreamBuilder s;
        const Threads t{s, 1003};
        const ObjectId pool = s.semaphore("pool", t[0], 1000), a = s.mutex("A", t[0]);
        s.acquire(t[1], pool).release(t[1], pool).acquire(t[0], a);
        for (std::size_t i = 1; i <= 1000; ++i) s.acquire(t[i], pool);
        for (std::size_t i = 1; i < 1000; ++i) s.wait(t[i], Lock, a);
        s.waitForUnits(t[1001], pool, 1).waitForUnits(t[1002], pool, 2).waitForUnits(t[0], pool, 1);
        const auto found = deadlocksOf(s);
        QCOMPARE(found.size(), 1u);  // the last one brings one unit: T1001 goes on, and nobody behind it
        QVERIFY(std::find(found[0].behind.begin(), found[0].behind.end(), t[1001]) == found[0].behind.end());
        QVERIFY(std::find(found[0].behind.begin(), found[0].behind.end(), t[1002]) != found[0].behind.end());
    }
};

QTEST_GUILESS_MAIN(DeadlockSemaphoresTest)
#include "tst_deadlock_semaphores.moc"

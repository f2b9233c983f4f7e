// Mutexes of all kinds and semaphores of several units: who gets in, in what order, who gives up, and that
// their events tell the same.
#include <QTest>

#include "engine/runtime/event.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/recursive_mutex.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_mutex.h"
#include "engine/runtime/yield.h"
#include "tests/engine/runtime/object_story.h"
#include "tests/engine/runtime/shared_ledger.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using enum wire::EventKind;
using namespace std::chrono_literals;

class LocksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }
    void init() { SKIP_ROWS_WITHOUT_FIBERS(); }

    void aRecursiveMutexIsFreeWhenItIsUnlockedAsOftenAsLocked_data() { crewRows(); }
    void aRecursiveMutexIsFreeWhenItIsUnlockedAsOftenAsLocked() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8, kRounds = 100, kDepth = 3;
        CollectedEvents& events = newEvents();
        const SharedLedger ledger;
        RecursiveMutex mutex{"r"};
        runCrew(crew, kTasks, [&](int i) {
            for (int round = 0; round < kRounds; ++round) {
                for (int depth = 0; depth < kDepth; ++depth) mutex.lock();
                ledger->enter();
                for (int depth = 0; depth < kDepth - 1; ++depth) mutex.unlock();
                if ((round + i) % 8 == 0)
                    yield();  // the others run into the lock, which is still held
                ++ledger->unprotected;
                ledger->leave();
                mutex.unlock();
            }
        });
        QCOMPARE(ledger->most.load(), 1);
        QCOMPARE(ledger->unprotected, std::int64_t{kTasks * kRounds});
        events.drain();
        const auto story = events.onObject(mutex.id());
        verifyStory(story);
        constexpr std::size_t kLocks = kTasks * kRounds * kDepth;
        QCOMPARE(countOf(story, Acquired) + countOf(story, Granted), kLocks);
        QCOMPARE(countOf(story, Released) + countOf(story, Granted), kLocks);
    }

    void aSharedMutexLetsReadersInTogetherAndWritersAlone_data() { crewRows(); }
    void aSharedMutexLetsReadersInTogetherAndWritersAlone() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8, kRounds = 60;
        CollectedEvents& events = newEvents();
        const SharedLedger readers, writers;
        SharedMutex mutex{"rw"};
        runCrew(crew, kTasks, [&](int i) {
            for (int round = 0; round < kRounds; ++round) {
                if (i % 4 == 0) {
                    mutex.lock();
                    writers->enter();
                    HEDDLE_CHECK(readers->inside == 0);
                    ++writers->unprotected;
                    yield();
                    writers->leave();
                    mutex.unlock();
                } else {
                    mutex.lockShared();
                    readers->enter();
                    HEDDLE_CHECK(writers->inside == 0);
                    yield();
                    readers->leave();
                    mutex.unlockShared();
                }
            }
        });
        QCOMPARE(writers->most.load(), 1);
        QCOMPARE(writers->unprotected, std::int64_t{2 * kRounds});
        events.drain();
        const auto story = events.onObject(mutex.id());
        verifyStory(story);
        // Nobody reads while somebody writes, by the object's own word.
        int reading = 0, writing = 0;
        for (const wire::Event& event : story) {
            int& now = event.detail == wire::kAllUnits ? writing : reading;
            if (event.kind == Acquired)
                ++now;
            else if (event.kind == Released)
                --now;
            QVERIFY(writing == 0 || (writing == 1 && reading == 0));
        }
        QCOMPARE(reading + writing, 0);
    }

    void aReaderWaitsBehindAWriterWhoCameBefore() {
        SharedMutex mutex{"in order"};
        std::string order;
        mutex.lockShared();
        Thread writer{"writer", [&] {
                          mutex.lock();
                          order += 'w';
                          mutex.unlock();
                      }};
        QTRY_COMPARE(waiters(mutex.id()), std::size_t{1});
        QVERIFY(!mutex.tryLockShared());
        std::vector<Thread> readers;
        Mutex orderLock{"order"};
        for (int i = 0; i < 2; ++i) {
            readers.emplace_back("reader", [&] {
                mutex.lockShared();
                orderLock.lock();
                order += 'r';
                orderLock.unlock();
                mutex.unlockShared();
            });
            QTRY_COMPARE(waiters(mutex.id()), static_cast<std::size_t>(i + 2));
        }
        mutex.unlockShared();
        writer.join();
        readers.clear();
        QCOMPARE(order, std::string{"wrr"});
    }

    void aSemaphoreGivesAndTakesSeveralUnits_data() { crewRows(); }
    void aSemaphoreGivesAndTakesSeveralUnits() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8, kRounds = 60, kUnits = 5;
        CollectedEvents& events = newEvents();
        const SharedLedger ledger;
        Semaphore units{kUnits, "units"};
        runCrew(crew, kTasks, [&](int i) {
            const auto mine = static_cast<std::uint32_t>(1 + i % 4);
            for (int round = 0; round < kRounds; ++round) {
                units.acquire(mine);
                const int now = ledger->inside += static_cast<int>(mine);
                HEDDLE_CHECK(now <= kUnits);
                yield();
                ledger->inside -= static_cast<int>(mine);
                units.release(mine);
            }
        });
        QCOMPARE(ledger->inside.load(), 0);
        QVERIFY(units.tryAcquire(kUnits));
        QVERIFY(!units.tryAcquire());
        events.drain();
        const auto story = events.onObject(units.id());
        verifyStory(story);
        std::int64_t free = kUnits;
        for (const wire::Event& event : story) {
            free += event.kind == Released ? event.detail : event.kind == Acquired ? -event.detail : 0;
            QVERIFY(free >= 0 && free <= kUnits);
        }
        QCOMPARE(free, std::int64_t{0});
    }

    void whoWantsManyUnitsIsNotPassedByWhoWantsFew() {
        Semaphore units{0, "units"};
        std::vector<int> order;
        std::vector<Thread> threads;
        for (const std::uint32_t wanted : {3u, 1u}) {
            threads.emplace_back("wants", [&, wanted] {
                units.acquire(wanted);
                order.push_back(static_cast<int>(wanted));
                units.release(wanted);
            });
            QTRY_COMPARE(waiters(units.id()), threads.size());
        }
        units.release(2);
        QVERIFY(!units.tryAcquire());
        QCOMPARE(waiters(units.id()), std::size_t{2});
        units.release();
        threads.clear();
        QCOMPARE(order, (std::vector<int>{3, 1}));
    }

    void aReleaseOfManyUnitsLetsManyGoOn() {
        CollectedEvents& events = newEvents();
        Semaphore units{0, "units"};
        std::vector<Thread> threads;
        for (int i = 0; i < 3; ++i) threads.emplace_back("wants", [&] { units.acquire(); });
        QTRY_COMPARE(waiters(units.id()), std::size_t{3});
        units.release(4);
        threads.clear();
        QVERIFY(units.tryAcquire());
        QVERIFY(!units.tryAcquire());
        events.drain();
        verifyStory(events.onObject(units.id()));
    }

    void aTryDoesNotWait() {
        Mutex mutex{"m"};
        RecursiveMutex recursive{"r"};
        SharedMutex shared{"s"};
        QVERIFY(mutex.tryLock());
        QVERIFY(recursive.tryLock());
        QVERIFY(recursive.tryLock());
        QVERIFY(shared.tryLockShared());
        Thread{"other",
               [&] {
                   HEDDLE_CHECK(!mutex.tryLock());
                   HEDDLE_CHECK(!recursive.tryLock());
                   HEDDLE_CHECK(!shared.tryLock());
                   HEDDLE_CHECK(shared.tryLockShared());
                   shared.unlockShared();
               }}
            .join();
        shared.unlockShared();
        QVERIFY(shared.tryLock());
        shared.unlock();
        recursive.unlock();
        recursive.unlock();
        mutex.unlock();
    }

    void whoGivesUpLeavesTheLine_data() { crewRows(); }
    void whoGivesUpLeavesTheLine() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8;
        CollectedEvents& events = newEvents();
        const SharedLedger ledger;
        Mutex mutex{"held"};
        Event enough{"enough"};
        mutex.lock();
        const Instant before = MonotonicClock::now();
        runCrew(crew, kTasks, [&](int i) {
            HEDDLE_CHECK(!mutex.lockFor(1ms * (1 + i % 3)));
            HEDDLE_CHECK(MonotonicClock::now() - before >= 1ms * (1 + i % 3));
            HEDDLE_CHECK(!enough.waitFor(1ms));
            ++ledger->done;
        });
        QCOMPARE(ledger->done.load(), kTasks);
        QCOMPARE(waiters(mutex.id()), std::size_t{0});
        mutex.unlock();
        QVERIFY(mutex.tryLock());
        mutex.unlock();
        enough.set();
        QVERIFY(enough.waitFor(Duration::max()));
        events.drain();
        const auto story = events.onObject(mutex.id());
        verifyStory(story);
        QCOMPARE(timeOutsIn(story), std::size_t{kTasks});
        verifyStory(events.onObject(enough.id()));
    }

    // A grant and a time limit that come together: whoever is told that it has the lock has it, and nobody
    // else.
    void aGrantInTheLastMomentIsNotLost_data() { crewRows(); }
    void aGrantInTheLastMomentIsNotLost() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8, kRounds = 150;
        CollectedEvents& events = newEvents();
        const SharedLedger ledger;
        Mutex mutex{"m"};
        Semaphore units{3, "s"};
        runCrew(crew, kTasks, [&](int i) {
            for (int round = 0; round < kRounds; ++round) {
                if (mutex.lockFor(20us * (i % 5))) {
                    ledger->enter();
                    sleepFor(20us);
                    ++ledger->unprotected;
                    ledger->leave();
                    mutex.unlock();
                    ++ledger->done;
                }
                const auto wanted = static_cast<std::uint32_t>(1 + (i + round) % 3);
                if (units.acquireFor(20us * (round % 5), wanted)) {
                    sleepFor(10us);
                    units.release(wanted);
                }
            }
        });
        QCOMPARE(ledger->most.load(), 1);
        QCOMPARE(ledger->unprotected, std::int64_t{ledger->done});
        QVERIFY(mutex.tryLock());
        mutex.unlock();
        QVERIFY(units.tryAcquire(3));
        events.drain();
        verifyStory(events.onObject(mutex.id()));
        verifyStory(events.onObject(units.id()));
    }

    void whoGivesUpLetsThoseBehindGoOn() {
        SharedMutex mutex{"rw"};
        Semaphore units{1, "s"};
        mutex.lockShared();
        // The writer stands before the reader, and he who wants two before him who wants one.
        const auto first = [&] {
            HEDDLE_CHECK(!mutex.lockFor(100ms));
            HEDDLE_CHECK(!units.acquireFor(100ms, 2));
        };
        Thread writer{"first", first};
        QTRY_VERIFY(waiters(mutex.id()) == 1);
        mutex.lockShared();  // goes on when the writer has given up
        QTRY_VERIFY(waiters(units.id()) == 1);
        units.acquire();
        writer.join();
        mutex.unlockShared();
        mutex.unlockShared();
        QVERIFY(mutex.tryLock());
        mutex.unlock();
    }
};

QTEST_GUILESS_MAIN(LocksTest)
#include "tst_locks.moc"

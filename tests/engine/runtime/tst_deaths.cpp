// Who is killed while it stands in a line is given nothing: it goes to the next one who lives.
#include <sys/resource.h>

#include <functional>

#include <QTest>

#include "engine/runtime/condition.h"
#include "engine/runtime/event.h"
#include "engine/runtime/queue.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_mutex.h"
#include "tests/engine/runtime/object_story.h"
#include "tests/engine/runtime/shared_ledger.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using namespace std::chrono_literals;

namespace {

// A process that dies in the line, the only one there.
void dieInLine(const wire::WaiterList& line, const std::function<void()>& wait) {
    Process victim{"victim", wait};
    QTRY_COMPARE(lengthOf(line), std::size_t{1});
    victim.kill();
    victim.join();
    QCOMPARE(lengthOf(line), std::size_t{1});  // nobody has noticed
}

wire::ObjectRecord& recordOf(const SyncObject& object) {
    return observedSegment().object(object.id());
}

}  // namespace

class DeathsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }

    void theUnitsOfASemaphoreGoToWhoLives() {
        Semaphore units{0, "units"};
        dieInLine(recordOf(units).waiters, [&] { units.acquire(); });
        units.release();
        QVERIFY(units.tryAcquire());
        QVERIFY(!units.tryAcquire());
    }

    void whoStandsBehindADeadOneIsServedInItsPlace() {
        CollectedEvents& events = newEvents();
        Semaphore units{0, "units"};
        std::vector<Process> victims;
        for (std::size_t i = 1; i <= 2; ++i) {
            victims.emplace_back("victim", [&] { units.acquire(); });
            QTRY_COMPARE(waiters(units.id()), i);
        }
        Thread heir{"heir", [&] { units.acquire(); }};
        QTRY_COMPARE(waiters(units.id()), std::size_t{3});
        for (Process& victim : victims) {
            victim.kill();
            victim.join();
        }
        units.release();
        heir.join();
        QVERIFY(!units.tryAcquire());
        events.drain();
        const auto story = events.onObject(units.id());
        QCOMPARE(countOf(story, wire::EventKind::Granted), std::size_t{1});
        for (std::size_t i = 1; i < story.size(); ++i)
            QCOMPARE(story[i].sequence(), story[i - 1].sequence() + 1);
    }

    void whoWantsLessPassesADeadOneWhoWantedMore_data() {
        QTest::addColumn<bool>("waits");
        QTest::newRow("tries") << false;
        QTest::newRow("waits") << true;
    }
    void whoWantsLessPassesADeadOneWhoWantedMore() {
        QFETCH(bool, waits);
        Semaphore units{1, "units"};
        dieInLine(recordOf(units).waiters, [&] { units.acquire(2); });
        QVERIFY(waits ? units.acquireFor(10s) : units.tryAcquire());
    }

    void aReaderPassesADeadWriter() {
        SharedMutex mutex{"rw"};
        mutex.lockShared();
        dieInLine(recordOf(mutex).waiters, [&] { mutex.lock(); });
        QVERIFY(mutex.tryLockShared());
        mutex.unlockShared();
        mutex.unlockShared();
        QVERIFY(mutex.tryLock());
        mutex.unlock();
    }

    // Whoever is killed while it hands over does not take along whom it has let go.
    void whoWaitsOutlivesWhoeverIsKilledWhileItHandsOver_data() {
        QTest::addColumn<bool>("isShared");
        QTest::newRow("mutex") << false;
        QTest::newRow("shared mutex") << true;
    }
    void whoWaitsOutlivesWhoeverIsKilledWhileItHandsOver() {
        QFETCH(bool, isShared);
        Mutex mutex{"m"};
        SharedMutex shared{"rw"};
        std::atomic<bool> isOver{false};
        const auto visit = [&](int n) {
            if (!isShared) {
                mutex.lock();
                mutex.unlock();
            } else if (n % 2 == 0) {
                shared.lock();
                shared.unlock();
            } else {
                shared.lockShared();
                shared.unlockShared();
            }
        };
        Thread survivor{"survivor", [&] {
                            for (int n = 0; !isOver; ++n) visit(n);
                        }};
        for (int round = 0; round < 60; ++round) {
            Semaphore runs{0};
            Process victim{"victim", [&] {
                               runs.release();
                               for (int n = 0;; ++n) visit(n);
                           }};
            runs.acquire();
            sleepFor(std::chrono::microseconds{211 * (round % 11)});
            victim.kill();
            victim.join();
        }
        isOver = true;
        QVERIFY(survivor.joinFor(20s));
    }

    // Who stands behind one that was killed in line goes on, though nobody gives anything back.
    void whoWantsLessGoesOnWhenWhoWantedMoreDies() {
        Semaphore units{1, "units"};
        Process victim{"victim", [&] { units.acquire(2); }};
        QTRY_COMPARE(waiters(units.id()), std::size_t{1});
        Thread heir{"heir", [&] { units.acquire(); }};
        QTRY_COMPARE(waiters(units.id()), std::size_t{2});
        victim.kill();
        victim.join();
        heir.join();
        QVERIFY(!units.tryAcquire());
    }

    void aMutexIsFreeWhenOnlyTheDeadStandInItsLine() {
        Mutex mutex{"m"};
        mutex.lock();
        dieInLine(recordOf(mutex).waiters, [&] { mutex.lock(); });
        mutex.unlock();
        QCOMPARE(mutex.tryLock(), std::optional{Locked::AsUsual});
        mutex.unlock();
    }

    void aNotificationGoesToWhoLives() {
        Mutex mutex{"m"};
        Condition condition{"c"};
        const auto wait = [&] {
            mutex.lock();
            condition.wait(mutex);
            mutex.unlock();
        };
        dieInLine(recordOf(condition).waiters, wait);
        TimedWait ended;
        Thread heir{"heir", [&] {
                        mutex.lock();
                        ended = condition.waitFor(mutex, 10s);
                        mutex.unlock();
                    }};
        QTRY_COMPARE(waiters(condition.id()), std::size_t{2});
        condition.notify();
        heir.join();
        QVERIFY(ended.isNotified);
        QCOMPARE(ended.found, Locked::AsUsual);
    }

    // Notified or not: who had the mutex when the wait was over has died with it.
    void aWaitOnAConditionTellsThatTheOwnerDied_data() {
        QTest::addColumn<int>("way");
        QTest::newRow("wait") << 0;
        QTest::newRow("wait until") << 1;
        QTest::newRow("wait for") << 2;
        QTest::newRow("wait for too short a time") << 3;
    }
    void aWaitOnAConditionTellsThatTheOwnerDied() {
        QFETCH(int, way);
        Mutex mutex{"m"};
        Condition condition{"c"};
        Semaphore waits{0}, isTaken{0};
        Process heir{"heir", [&] {
                         mutex.lock();
                         waits.release();
                         const auto found = [&] {
                             bool isOver = false;
                             if (way == 0)
                                 return condition.wait(mutex);
                             if (way == 1)
                                 return condition.wait(mutex, [&] { return std::exchange(isOver, true); });
                             const TimedWait ended = condition.waitFor(mutex, way == 2 ? 100s : 300ms);
                             HEDDLE_CHECK(ended.isNotified == (way == 2));
                             return ended.found;
                         }();
                         mutex.unlock();
                         exitProcess(found == Locked::OwnerDied ? 0 : 1);
                     }};
        waits.acquire();
        Process holder{"holder",
                       [&] {
                           mutex.lock();
                           isTaken.release();
                           if (way < 3)
                               condition.notify();
                           sleepFor(1h);
                       },
                       {.isDaemon = true}};
        isTaken.acquire();
        QTRY_COMPARE(waiters(mutex.id()), std::size_t{1});
        holder.kill();
        holder.join();
        heir.join();
        QCOMPARE(heir.exitCode(), std::optional{0});
    }

    void anItemGoesToAGetterWhoLives() {
        Queue<int> queue{2, "q"};
        dieInLine(recordOf(queue).waiters, [&] { static_cast<void>(queue.get()); });
        queue.put(7);
        QCOMPARE(queue.tryGet(), std::optional{7});
    }

    void theRoomInAQueueGoesToAPutterWhoLives() {
        Queue<int> queue{1, "q"};
        queue.put(1);
        dieInLine(recordOf(queue).putters, [&] { queue.put(2); });
        Thread putter{"putter", [&] { queue.put(3); }};
        QTRY_COMPARE(lengthOf(recordOf(queue).putters), std::size_t{2});
        QCOMPARE(queue.get(), 1);
        QCOMPARE(queue.get(), 3);
    }

    // A process that can open nothing cannot look into /proc: then whoever may live does.
    void withoutDescriptorsNoLockIsTakenFromWhoLives() {
        Mutex mutex{"m"};
        mutex.lock();
        Process poor{"poor", [&] {
                         const rlimit none{0, 0};
                         HEDDLE_CHECK(::setrlimit(RLIMIT_NOFILE, &none) == 0);
                         const bool isTaken = mutex.tryLock() || mutex.lockFor(300ms);
                         exitProcess(isTaken ? 1 : 0);
                     }};
        poor.join();
        QCOMPARE(poor.exitCode(), std::optional{0});
        mutex.unlock();
    }
    void withoutDescriptorsALockIsTakenFromWhoIsGone() {
        Mutex mutex{"m"};
        Semaphore isTaken{0};
        Process holder{"holder", [&] {
                           mutex.lock();
                           isTaken.release();
                           sleepFor(1h);
                       }};
        isTaken.acquire();
        holder.kill();
        holder.join();
        Process poor{"poor", [&] {
                         const rlimit none{0, 0};
                         HEDDLE_CHECK(::setrlimit(RLIMIT_NOFILE, &none) == 0);
                         exitProcess(mutex.tryLock() == Locked::OwnerDied ? 0 : 1);
                     }};
        poor.join();
        QCOMPARE(poor.exitCode(), std::optional{0});
    }
};

QTEST_GUILESS_MAIN(DeathsTest)
#include "tst_deaths.moc"

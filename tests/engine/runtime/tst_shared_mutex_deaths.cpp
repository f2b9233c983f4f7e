// What the dead held of a reader-writer lock comes back, and who lives keeps its share.
#include <optional>

#include <QTest>

#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_mutex.h"
#include "tests/engine/runtime/object_story.h"
#include "tests/engine/runtime/shared_ledger.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using namespace std::chrono_literals;

class SharedMutexDeathsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }

    // Both those who wait already and those who come later, however they ask; and the stream tells that the
    // dead one holds it no more.
    void whatADeadOneHeldOfASharedMutexComesBack_data() {
        QTest::addColumn<bool>("hasWritten");
        QTest::addColumn<bool>("toWrite");
        QTest::addColumn<int>("way");
        for (const bool hasWritten : {false, true}) {
            for (const bool toWrite : {false, true}) {
                if (!hasWritten && !toWrite)
                    continue;  // readers do not wait for each other
                for (int way = 0; way < 4; ++way)
                    QTest::addRow("from a %s to a %s, way %d", hasWritten ? "writer" : "reader",
                                  toWrite ? "writer" : "reader", way)
                        << hasWritten << toWrite << way;
            }
        }
    }
    void whatADeadOneHeldOfASharedMutexComesBack() {
        QFETCH(bool, hasWritten);
        QFETCH(bool, toWrite);
        QFETCH(int, way);
        CollectedEvents& events = newEvents();
        SharedMutex mutex{"rw"};
        Semaphore isTaken{0};
        TaskRef dead;
        const auto dies = [&] {
            Process holder{"holder", [&] {
                               hasWritten ? mutex.lock() : mutex.lockShared();
                               isTaken.release();
                               sleepFor(1h);
                           }};
            dead = holder.ref();
            isTaken.acquire();
            QVERIFY(toWrite ? !mutex.tryLock() : !mutex.tryLockShared());  // it lives
            std::optional<Thread> waiting;
            std::optional<Locked> found;
            if (way == 3)  // it waits while the holder dies
                waiting.emplace("waits", [&] {
                    found = toWrite ? mutex.lock() : mutex.lockShared();
                    toWrite ? mutex.unlock() : mutex.unlockShared();
                });
            if (way == 3)
                QTRY_COMPARE(waiters(mutex.id()), std::size_t{1});
            holder.kill();
            holder.join();
            if (way == 0)
                found = toWrite ? mutex.lock() : mutex.lockShared();
            else if (way == 1)
                found = toWrite ? mutex.tryLock() : mutex.tryLockShared();
            else if (way == 2)
                found = toWrite ? mutex.lockFor(10s) : mutex.lockSharedFor(10s);
            else
                waiting.reset();
            if (way != 3)
                toWrite ? mutex.unlock() : mutex.unlockShared();
            QCOMPARE(found, std::optional{hasWritten ? Locked::OwnerDied : Locked::AsUsual});
        };
        dies();
        QCOMPARE(mutex.tryLock(), std::optional{Locked::AsUsual});
        mutex.unlock();
        events.drain();
        const auto story = events.onObject(mutex.id());
        verifyStory(story);
        const auto returned = std::count_if(story.begin(), story.end(), [&](const wire::Event& event) {
            return event.task == dead.value() && event.kind == wire::EventKind::Released;
        });
        QCOMPARE(returned, 1);
    }

    // More than fit into the object's own record; the living keep their shares.
    void ofManyReadersOnlyTheDeadLoseTheirShares() {
        constexpr int kReaders = 20;
        SharedMutex mutex{"rw"};
        Semaphore isTaken{0}, mayGo{0};
        const std::uint32_t objects = observedSegment().header().objectsUsed;
        std::vector<Process> readers;
        for (int i = 0; i < kReaders; ++i)
            readers.emplace_back("reader", [&] {
                mutex.lockShared();
                isTaken.release();
                mayGo.acquire();
                mutex.unlockShared();
            });
        isTaken.acquire(kReaders);
        mutex.lockShared();
        QCOMPARE(observedSegment().header().objectsUsed.load(), objects);
        for (int i = 0; i < kReaders; i += 2) {
            readers[static_cast<std::size_t>(i)].kill();
            readers[static_cast<std::size_t>(i)].join();
        }
        QVERIFY(!mutex.tryLock());
        QVERIFY(!mutex.lockFor(300ms));
        mayGo.release(kReaders / 2);
        readers.clear();
        QVERIFY(!mutex.tryLock());
        mutex.unlockShared();
        QVERIFY(mutex.tryLock());
        mutex.unlock();
    }

    // Nothing has changed then: who reads keeps its share.
    void whoDoesNotReadCannotGiveAShareBack() {
        SharedMutex mutex{"rw"};
        mutex.lockShared();
        Process other{"other", [&] { mutex.unlockShared(); }};
        other.join();
        QCOMPARE(other.exitCode(), std::optional{kGivenUp});
        QVERIFY(!mutex.tryLock());
        mutex.unlockShared();
        QVERIFY(mutex.tryLock());
        mutex.unlock();
    }

    void allReadersAfterADeadWriterAreTold() {
        constexpr int kReaders = 3;
        SharedMutex mutex{"rw"};
        Semaphore isTaken{0};
        std::atomic<int> told{0};
        Process writer{"writer", [&] {
                           mutex.lock();
                           isTaken.release();
                           sleepFor(1h);
                       }};
        isTaken.acquire();
        std::vector<Thread> readers;
        for (int i = 0; i < kReaders; ++i)
            readers.emplace_back("reader", [&] {
                told += mutex.lockShared() == Locked::OwnerDied;
                mutex.unlockShared();
            });
        QTRY_COMPARE(waiters(mutex.id()), std::size_t{kReaders});
        writer.kill();
        writer.join();
        readers.clear();
        QCOMPARE(told.load(), kReaders);
    }

    // Killed at any instruction, inside the lock as well: whoever is left has it in the end.
    void aSharedMutexOutlivesWhoeverIsKilledInIt() {
        SharedMutex mutex{"rw"};
        for (int round = 0; round < 40; ++round) {
            Semaphore runs{0};
            std::vector<Process> restless;
            for (int i = 0; i < 3; ++i)
                restless.emplace_back("restless", [&, i] {
                    runs.release();
                    for (int n = 0;; ++n) {
                        if ((n + i) % 3 == 0) {
                            mutex.lock();
                            mutex.unlock();
                        } else {
                            mutex.lockShared();
                            mutex.unlockShared();
                        }
                    }
                });
            runs.acquire(3);
            sleepFor(std::chrono::microseconds{137 * (round % 7)});
            for (Process& process : restless) {
                process.kill();
                process.join();
            }
            QVERIFY(mutex.lockFor(100s));
            mutex.unlock();
            QVERIFY(mutex.lockSharedFor(100s));
            mutex.unlockShared();
        }
    }
};

QTEST_GUILESS_MAIN(SharedMutexDeathsTest)
#include "tst_shared_mutex_deaths.moc"

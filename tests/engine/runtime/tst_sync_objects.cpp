// Mutex, Semaphore, Queue, Event and SharedVariable keep their promises between threads, processes and
// fibers, and what they write tells the same story.
#include <QTest>

#include "engine/runtime/event.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/queue.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/yield.h"
#include "tests/engine/runtime/object_story.h"
#include "tests/engine/runtime/shared_ledger.h"
#include "tests/support/comes_true.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using enum wire::EventKind;

class SyncObjectsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }
    void init() { SKIP_ROWS_WITHOUT_FIBERS(); }

    void aMutexLetsOneInAtATime_data() { crewRows(); }
    void aMutexLetsOneInAtATime() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8, kRounds = 500;
        CollectedEvents& events = newEvents();
        const SharedLedger ledger;
        Mutex mutex{"m"};
        runCrew(crew, kTasks, [&](int i) {
            for (int round = 0; round < kRounds; ++round) {
                mutex.lock();
                ledger->enter();
                const std::int64_t before = ledger->unprotected;
                if ((round + i) % 16 == 0)
                    yield();  // the others run into the lock
                ledger->unprotected = before + 1;
                ledger->leave();
                mutex.unlock();
            }
        });
        QCOMPARE(ledger->most.load(), 1);
        QCOMPARE(ledger->unprotected, std::int64_t{kTasks * kRounds});
        events.drain();
        const auto story = events.onObject(mutex.id());
        verifyStory(story);
        QCOMPARE(countOf(story, Acquired) + countOf(story, Granted), std::size_t{kTasks * kRounds});
        QCOMPARE(countOf(story, Released) + countOf(story, Granted), std::size_t{kTasks * kRounds});
        QCOMPARE(countOf(story, WaitBegan), countOf(story, WaitEnded));
        QCOMPARE(countOf(story, WaitBegan), countOf(story, Granted));
        if (usesFibers(crew))
            QVERIFY(countOf(story, Granted) > 0);
    }

    void aMutexIsHandedOverInTheOrderOfArrival() {
        Mutex mutex{"in order"};
        std::vector<int> order;
        mutex.lock();
        {
            std::vector<Thread> threads;
            for (int i = 0; i < 5; ++i) {
                threads.emplace_back("T" + std::to_string(i), [&, i] {
                    mutex.lock();
                    order.push_back(i);
                    mutex.unlock();
                });
                QTRY_COMPARE(waiters(mutex.id()), static_cast<std::size_t>(i + 1));
            }
            mutex.unlock();
        }
        QCOMPARE(order, (std::vector<int>{0, 1, 2, 3, 4}));
    }

    void aSemaphoreLetsAsManyInAsItHasUnits_data() { crewRows(); }
    void aSemaphoreLetsAsManyInAsItHasUnits() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8, kRounds = 40;
        CollectedEvents& events = newEvents();
        const SharedLedger ledger;
        Semaphore semaphore{3, "s"};
        runCrew(crew, kTasks, [&](int) {
            for (int round = 0; round < kRounds; ++round) {
                semaphore.acquire();
                ledger->enter();
                do {  // the first ones stay until it is full, and somebody waits
                    sleepFor(std::chrono::microseconds{100});
                    if (waiters(semaphore.id()) > 0)
                        ledger->hasWaited = true;
                } while (ledger->most < 3 || !ledger->hasWaited);
                ledger->leave();
                semaphore.release();
            }
        });
        QCOMPARE(ledger->most.load(), 3);
        events.drain();
        const auto story = events.onObject(semaphore.id());
        verifyStory(story);
        QCOMPARE(countOf(story, Acquired) + countOf(story, Granted), std::size_t{kTasks * kRounds});
        QVERIFY(countOf(story, Granted) > 0);
    }

    void aSemaphoreCanBeReleasedByWhoNeverAcquiredIt() {
        Semaphore semaphore{0, "signal"};
        Thread waiter{"waiter", [&] { semaphore.acquire(); }};
        semaphore.release();
        waiter.join();
        semaphore.release();
        semaphore.acquire();
    }

    void aWaitForUnitsTellsHowMany() {
        CollectedEvents& events = newEvents();
        Semaphore semaphore{2, "s"};
        QVERIFY(!semaphore.acquireFor(std::chrono::milliseconds{1}, 3));
        events.drain();
        const auto story = events.onObject(semaphore.id());
        QCOMPARE(countOf(story, WaitBegan), std::size_t{1});
        QCOMPARE(wire::unitsAskedFor(story.front()), std::uint16_t{3});
    }

    void whatIsPutIntoAQueueComesOutOnceAndInOrder_data() {
        QTest::addColumn<Crew>("crew");
        QTest::addColumn<int>("capacity");
        for (const int capacity : {1, 3, 100}) {
            QTest::addRow("threads, capacity %d", capacity) << Crew::Threads << capacity;
            QTest::addRow("processes, capacity %d", capacity) << Crew::Processes << capacity;
            QTest::addRow("fibers, capacity %d", capacity) << Crew::Fibers << capacity;
            QTest::addRow("mixed with fibers, capacity %d", capacity) << Crew::Mixed << capacity;
        }
    }
    void whatIsPutIntoAQueueComesOutOnceAndInOrder() {
        QFETCH(Crew, crew);
        QFETCH(int, capacity);
        constexpr int kPairs = 4, kItems = 300;
        struct Item {
            std::int32_t producer, number;
            char rest[56];
        };
        CollectedEvents& events = newEvents();
        const SharedLedger ledger;
        Queue<Item> queue{static_cast<std::uint32_t>(capacity), "q"};
        runCrew(crew, 2 * kPairs, [&](int i) {
            if (i % 2 == 0) {
                for (int n = 1; n <= kItems; ++n) queue.put(Item{i, n, {}});
            } else {
                std::int32_t last[2 * kPairs] = {};
                for (int n = 0; n < kItems; ++n) {
                    const Item item = queue.get();
                    // Of one producer a consumer sees ever later items.
                    if (item.number <= last[item.producer])
                        ledger->done += 1'000'000;
                    last[item.producer] = item.number;
                    ledger->sum += item.number;
                    ++ledger->done;
                }
            }
        });
        QCOMPARE(ledger->done.load(), kPairs * kItems);
        QCOMPARE(ledger->sum.load(), std::int64_t{kPairs} * kItems * (kItems + 1) / 2);
        events.drain();
        const auto story = events.onObject(queue.id());
        verifyStory(story);
        std::int64_t depth = 0;
        for (const wire::Event& event : story) {
            depth += event.kind == Put ? 1 : event.kind == Took ? -1 : 0;
            QVERIFY(depth >= 0);
            QVERIFY(depth <= capacity + 1);  // one more while an item goes straight from hand to hand
        }
        QCOMPARE(depth, std::int64_t{0});
        QCOMPARE(countOf(story, Put), std::size_t{kPairs * kItems});
        QCOMPARE(countOf(story, Took), std::size_t{kPairs * kItems});
    }

    void anEventLetsAllGoOnWhoWait_data() { crewRows(); }
    void anEventLetsAllGoOnWhoWait() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8;
        CollectedEvents& events = newEvents();
        const SharedLedger ledger;
        Event light{"light"};
        Thread setter{"setter", [&] {
                          // Also the last one in line goes on, and who comes late.
                          HEDDLE_CHECK(comesTrue([&] { return waiters(light.id()) >= kTasks - 2; }));
                          QCOMPARE(ledger->done.load(), 0);
                          light.set();
                      }};
        runCrew(crew, kTasks, [&](int) {
            light.wait();
            ++ledger->done;
        });
        setter.join();
        QCOMPARE(ledger->done.load(), kTasks);
        light.wait();
        light.clear();
        events.drain();
        verifyStory(events.onObject(light.id()));
    }

    void anEventSaysWhetherItIsSet() {
        CollectedEvents& events = newEvents();
        Event light{"light"};
        QVERIFY(!light.isSet());
        Thread waits{"waits", [&] { light.wait(); }};
        QTRY_COMPARE(waiters(light.id()), std::size_t{1});
        QVERIFY(!light.isSet());
        light.set();
        QVERIFY(light.isSet());
        waits.join();
        light.clear();
        QVERIFY(!light.isSet());
        events.drain();
        const auto story = events.onObject(light.id());
        verifyStory(story);
        QCOMPARE(countOf(story, ValueRead), std::size_t{4});
    }

    void aSharedVariableNumbersItsAccesses() {
        CollectedEvents& events = newEvents();
        SharedVariable money{100, "money"};
        {
            std::vector<Thread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back("T", [&] {
                    for (int round = 0; round < 100; ++round) money.set(money.get() - 1);
                });
        }
        QVERIFY(money.get() < 100);
        events.drain();
        const auto story = events.onObject(money.id());
        std::uint32_t value = 100;
        for (std::size_t i = 0; i < story.size(); ++i) {
            QCOMPARE(story[i].sequence(), static_cast<std::uint32_t>(i + 1));
            if (story[i].kind == ValueSet)
                value = static_cast<std::uint32_t>(story[i].value >> 32);
            else  // what was read is what was there, by the object's own order
                QCOMPARE(static_cast<std::uint32_t>(story[i].value >> 32), value);
        }
    }

    void anUpdateLosesNothing_data() { crewRows(); }
    void anUpdateLosesNothing() {
        QFETCH(Crew, crew);
        SharedVariable money{1000, "money"};
        runCrew(crew, 8, [&](int) {
            for (int round = 0; round < 100; ++round)
                money.update([](std::int32_t value) { return value - 1; });
        });
        QCOMPARE(money.update([](std::int32_t value) { return 2 * value; }), 200);
        QCOMPARE(money.get(), 400);
    }

    void eventsCarryTheLineOfTheCall() {
        CollectedEvents& events = newEvents();
        Mutex mutex{"here"};
        const int line = __LINE__ + 1;
        mutex.lock();
        mutex.unlock();
        events.drain();
        const auto story = events.onObject(mutex.id());
        QCOMPARE(story.size(), std::size_t{2});
        const auto sites = events.of(SiteDefined);
        const auto site = std::find_if(sites.begin(), sites.end(),
                                       [&](const wire::Event& e) { return e.site == story[0].site; });
        QVERIFY(site != sites.end());
        QCOMPARE(site->value, static_cast<std::uint64_t>(line));
        QVERIFY(QString::fromStdString(events.text(TextId{site->object})).endsWith(QLatin1String(__FILE__)));
    }
};

QTEST_GUILESS_MAIN(SyncObjectsTest)
#include "tst_sync_objects.moc"

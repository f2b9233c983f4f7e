// Conditions and barriers: no notification is lost that found somebody, all go on together, and the mutex is
// held again afterwards.
#include <QTest>

#include "engine/runtime/barrier.h"
#include "engine/runtime/condition.h"
#include "engine/runtime/shared_variable.h"
#include "tests/engine/runtime/object_story.h"
#include "tests/engine/runtime/shared_ledger.h"
#include "tests/support/comes_true.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using enum wire::EventKind;
using namespace std::chrono_literals;

class ConditionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }
    void init() { SKIP_ROWS_WITHOUT_FIBERS(); }

    // A buffer of one place, made of a mutex and two conditions.
    void whatIsNotifiedUnderTheMutexIsNeverMissed_data() { crewRows(); }
    void whatIsNotifiedUnderTheMutexIsNeverMissed() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8, kItems = 200;
        CollectedEvents& events = newEvents();
        const SharedLedger ledger;
        Mutex mutex{"m"};
        Condition isFull{"is full"}, isEmpty{"is empty"};
        SharedVariable place{0, "place"};
        runCrew(crew, kTasks, [&](int i) {
            for (int n = 1; n <= kItems; ++n) {
                mutex.lock();
                if (i % 2 == 0) {
                    isEmpty.wait(mutex, [&] { return place.get() == 0; });
                    place.set(n);
                    isFull.notify();
                } else {
                    isFull.wait(mutex, [&] { return place.get() != 0; });
                    ledger->sum += place.get();
                    place.set(0);
                    isEmpty.notify();
                }
                mutex.unlock();
            }
        });
        QCOMPARE(ledger->sum.load(), std::int64_t{kTasks / 2} * kItems * (kItems + 1) / 2);
        events.drain();
        for (const ObjectId id : {isFull.id(), isEmpty.id(), mutex.id()}) verifyStory(events.onObject(id));
        const auto story = events.onObject(isFull.id());
        QCOMPARE(countOf(story, Granted) + countOf(story, Released), std::size_t{kTasks / 2 * kItems});
        QVERIFY(countOf(story, WaitBegan) > 0);
    }

    void notifyAllLetsAllGoOnAndEachHoldsTheMutexAlone_data() { crewRows(); }
    void notifyAllLetsAllGoOnAndEachHoldsTheMutexAlone() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8;
        CollectedEvents& events = newEvents();
        const SharedLedger ledger;
        Mutex mutex{"m"};
        Condition start{"start"};
        Thread starter{"starter", [&] {
                           HEDDLE_CHECK(comesTrue([&] { return waiters(start.id()) >= kTasks; }));
                           start.notifyAll();
                       }};
        runCrew(crew, kTasks, [&](int) {
            mutex.lock();
            start.wait(mutex);
            ledger->enter();
            sleepFor(100us);
            ledger->leave();
            ++ledger->done;
            mutex.unlock();
        });
        starter.join();
        QCOMPARE(ledger->done.load(), kTasks);
        QCOMPARE(ledger->most.load(), 1);
        events.drain();
        verifyStory(events.onObject(start.id()));
    }

    void whoIsNotifiedIsWhoCameFirst() {
        Mutex mutex{"m"};
        Condition turn{"turn"};
        std::vector<int> order;
        std::vector<Thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back("T", [&, i] {
                mutex.lock();
                turn.wait(mutex);
                order.push_back(i);
                turn.notify();
                mutex.unlock();
            });
            QTRY_COMPARE(waiters(turn.id()), static_cast<std::size_t>(i + 1));
        }
        turn.notify();
        threads.clear();
        QCOMPARE(order, (std::vector<int>{0, 1, 2, 3}));
    }

    void aNotificationThatFindsNobodyIsLostAndToldSo() {
        CollectedEvents& events = newEvents();
        Mutex mutex{"m"};
        Condition condition{"c"};
        condition.notify();
        condition.notifyAll();
        mutex.lock();
        const Instant before = MonotonicClock::now();
        QVERIFY(!condition.waitFor(mutex, 2ms));
        QVERIFY(MonotonicClock::now() - before >= 2ms);
        mutex.unlock();  // it is held again
        events.drain();
        const auto story = events.onObject(condition.id());
        verifyStory(story);
        QCOMPARE(countOf(story, Released), std::size_t{2});
        QCOMPARE(timeOutsIn(story), std::size_t{1});
    }

    void aNoticeInTheLastMomentIsNotLost_data() { crewRows(); }
    void aNoticeInTheLastMomentIsNotLost() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8, kRounds = 150;
        CollectedEvents& events = newEvents();
        const SharedLedger ledger;
        Mutex mutex{"m"};
        Condition condition{"c"};
        runCrew(crew, kTasks, [&](int i) {
            for (int round = 0; round < kRounds; ++round) {
                mutex.lock();
                if (i % 2 == 0)
                    condition.notify();
                else if (condition.waitFor(mutex, 20us * (round % 6)))
                    ++ledger->sum;
                ++ledger->unprotected;
                mutex.unlock();
            }
        });
        QCOMPARE(ledger->unprotected, std::int64_t{kTasks * kRounds});
        events.drain();
        const auto story = events.onObject(condition.id());
        verifyStory(story);
        QCOMPARE(countOf(story, Granted), static_cast<std::size_t>(ledger->sum));
    }

    void nobodyPassesABarrierBeforeAllHaveCome_data() { crewRows(); }
    void nobodyPassesABarrierBeforeAllHaveCome() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8, kRounds = 50;
        CollectedEvents& events = newEvents();
        const SharedLedger arrivals, lasts;
        Barrier barrier{kTasks, "b"};
        runCrew(crew, kTasks, [&](int) {
            for (int round = 1; round <= kRounds; ++round) {
                ++arrivals->done;
                if (barrier.arriveAndWait())
                    ++lasts->done;
                HEDDLE_CHECK(arrivals->done >= round * kTasks);
            }
        });
        QCOMPARE(arrivals->done.load(), kTasks * kRounds);
        QCOMPARE(lasts->done.load(), kRounds);
        events.drain();
        const auto story = events.onObject(barrier.id());
        verifyStory(story);
        QCOMPARE(countOf(story, Granted), std::size_t{(kTasks - 1) * kRounds});
        std::uint32_t arrived = 0;
        for (const wire::Event& event : story) {
            if (event.kind != ValueSet)
                continue;
            const auto now = static_cast<std::uint32_t>(event.value >> 32);
            QCOMPARE(now, arrived == kTasks ? 0u : arrived + 1);
            arrived = now;
        }
        QCOMPARE(arrived, 0u);
    }

    void whoGivesUpAtABarrierBreaksItForAll_data() { crewRows(); }
    void whoGivesUpAtABarrierBreaksItForAll() {
        QFETCH(Crew, crew);
        constexpr int kTasks = 8;
        CollectedEvents& events = newEvents();
        const SharedLedger gaveUp;
        Barrier barrier{kTasks + 1, "b"};
        runCrew(crew, kTasks, [&](int i) {
            if (i == 0       ? !barrier.arriveFor(5ms)
                : i % 2 == 0 ? !barrier.arriveFor(100s)
                             : !barrier.arriveAndWait())
                ++gaveUp->done;
        });
        QCOMPARE(gaveUp->done.load(), kTasks);
        QVERIFY(barrier.isBroken());
        QVERIFY(!barrier.arriveAndWait());
        QVERIFY(!barrier.arriveFor(100s));
        events.drain();
        const auto story = events.onObject(barrier.id());
        verifyStory(story);
        QCOMPARE(timeOutsIn(story), std::size_t{1});
        QVERIFY(countOf(story, Granted) < std::size_t{kTasks});
    }

    // A round that is complete is so, however late its tasks come to know it.
    void whoIsLetGoOnInTheLastMomentHasPassed_data() { crewRows(); }
    void whoIsLetGoOnInTheLastMomentHasPassed() {
        QFETCH(Crew, crew);
        constexpr int kRounds = 100;
        CollectedEvents& events = newEvents();
        for (int round = 0; round < kRounds; ++round) {
            const SharedLedger passed;
            Barrier barrier{2, "b"};
            runCrew(crew, 4, [&](int i) {
                if (i >= 2)
                    return;
                if (i == 1)
                    sleepFor(20us * (round % 10));
                if (barrier.arriveFor(100us))
                    ++passed->done;
            });
            QCOMPARE(passed->done.load(), barrier.isBroken() ? 0 : 2);
            events.drain();
            verifyStory(events.onObject(barrier.id()));
        }
    }
};

QTEST_GUILESS_MAIN(ConditionsTest)
#include "tst_conditions.moc"

// Pools do what they are given, once and all of it; futures tell what became of it.
#include <atomic>
#include <mutex>
#include <numeric>
#include <set>

#include "engine/runtime/event.h"
#include "engine/runtime/pool.h"
#include "engine/runtime/yield.h"
#include "tests/engine/runtime/observed_runtime.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using enum wire::EventKind;
using namespace std::chrono_literals;

namespace {

std::vector<std::uint32_t> levelsOf(const std::vector<wire::Event>& story) {
    std::vector<std::uint32_t> levels;
    for (const wire::Event& event : story)
        if (event.kind == ValueSet)
            levels.push_back(static_cast<std::uint32_t>(event.value >> 32));
    return levels;
}

}  // namespace

class PoolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }

    void aPoolOfAnySizeDoesAllItsWorkOnce_data() {
        QTest::addColumn<int>("workers");
        for (const int workers : {1, 2, 4, 40}) QTest::addRow("%d workers", workers) << workers;
    }
    void aPoolOfAnySizeDoesAllItsWorkOnce() {
        QFETCH(int, workers);
        constexpr int kTasks = 2000;
        std::atomic<int> done{0};
        std::vector<Future<int>> futures;
        ThreadPool pool{static_cast<std::uint32_t>(workers)};
        for (int i = 0; i < kTasks; ++i) {
            futures.push_back(pool.applyAsync([&done, i] {
                ++done;
                return i;
            }));
        }
        for (int i = 0; i < kTasks; ++i) QCOMPARE(futures[static_cast<std::size_t>(i)].get(), i);
        QCOMPARE(done.load(), kTasks);
    }

    void workIsBegunInTheOrderInWhichItWasGiven() {
        std::vector<int> order;
        {
            ThreadPool pool{1};
            for (int i = 0; i < 100; ++i) pool.applyAsync([&order, i] { order.push_back(i); });
        }
        std::vector<int> wanted(100);
        std::iota(wanted.begin(), wanted.end(), 0);
        QCOMPARE(order, wanted);
    }

    void theQueueTellsOfEveryPieceOfWork() {
        CollectedEvents& events = newEvents();
        constexpr std::size_t kTasks = 500;
        {
            ThreadPool pool{3, "crew"};
            for (std::size_t i = 0; i < kTasks; ++i) pool.applyAsync([] {});
        }
        events.drain();
        const auto story = events.onObject(events.objectNamed("crew"));
        std::size_t put = 0, took = 0;
        for (std::size_t i = 0; i < story.size(); ++i) {
            QCOMPARE(story[i].sequence(), static_cast<std::uint32_t>(i + 1));
            put += story[i].kind == Put ? std::max<std::size_t>(story[i].detail, 1) : 0;
            took += story[i].kind == Took;
            QVERIFY(took <= put);
        }
        QCOMPARE(put, kTasks + 3);  // and for each worker the word to end
        QCOMPARE(took, put);
    }

    void aBusyWorkerDoesNotKeepTheOthersFromTheRest() {
        Event first{"first"}, second{"second"};
        ThreadPool pool{2};
        const auto waiting = pool.applyAsync([&] { first.wait(); });
        const auto other = pool.applyAsync([&] {
            first.set();
            second.set();
        });
        second.wait();
        waiting.get();
        other.get();
    }

    void aMapGivesItsResultsInOrder_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("chunk");
        for (const int count : {0, 1, 7, 1000})
            for (const int chunk : {0, 1, 64, 5000})
                QTest::addRow("%d in %d", count, chunk) << count << chunk;
    }
    void aMapGivesItsResultsInOrder() {
        QFETCH(int, count);
        QFETCH(int, chunk);
        ThreadPool pool{4};
        const std::vector<int> squares = pool.map(
            static_cast<std::size_t>(count), [](std::size_t i) { return static_cast<int>(i * i); },
            static_cast<std::size_t>(chunk));
        QCOMPARE(squares.size(), static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) QCOMPARE(squares[static_cast<std::size_t>(i)], i * i);
    }

    void aMapFailsWithAnExceptionOfItsWorkWhenAllIsOver() {
        ThreadPool pool{2};
        std::atomic<int> done{0};
        const auto work = [&done](std::size_t i) {
            if (i == 3)
                throw std::runtime_error{"three"};
            ++done;
            return 0;
        };
        QVERIFY_EXCEPTION_THROWN(pool.map(10, work, 1), std::runtime_error);
        QCOMPARE(done.load(), 9);
    }

    void anExceptionIsCarriedOver() {
        ThreadPool pool{1};
        const Future<int> future = pool.applyAsync([]() -> int { throw std::runtime_error{"no luck"}; });
        QCOMPARE(Gate::textOf(future.exception()), std::string{"no luck"});
        QCOMPARE(future.status(), FutureStatus::Failed);
        QVERIFY_EXCEPTION_THROWN(future.get(), std::runtime_error);
        QCOMPARE(pool.apply([] { return 5; }), 5);
    }

    void callbacksAreCalledWithTheResultOrTheException() {
        std::atomic<int> result{0};
        std::string failure;
        {
            ThreadPool pool{1};
            pool.applyAsync([] { return 6; }, [&](int six) { result = six; });
            pool.applyAsync([]() -> int { throw std::runtime_error{"broken"}; }, [&](int) { result = -1; },
                            [&](const std::exception_ptr& error) { failure = Gate::textOf(error); });
        }
        QCOMPARE(result.load(), 6);
        QCOMPARE(failure, std::string{"broken"});
    }

    void aCallbackIsCalledAtOnceWhenTheFutureIsOver() {
        ThreadPool pool{1};
        const Future<int> future = pool.applyAsync([] { return 1; });
        future.wait();
        int seen = 0;
        future.whenOver([&](const Future<int>& over) { seen = over.get(); });
        QCOMPARE(seen, 1);
    }

    void aFutureGoesThroughItsStatesAndAllAreSeen() {
        CollectedEvents& events = newEvents();
        Event go{"go"}, began{"began"};
        {
            ThreadPool pool{1};
            const Future<void> running = pool.applyAsync([&] {
                began.set();
                go.wait();
            });
            began.wait();
            const Future<int> next = pool.applyAsync([] { return 2; }).named("next");
            const Future<int> never = pool.applyAsync([] { return 3; }).named("never");
            QCOMPARE(running.status(), FutureStatus::Running);
            QVERIFY(!running.cancel());
            QCOMPARE(next.status(), FutureStatus::Pending);
            QVERIFY(never.cancel());
            QVERIFY(!never.cancel());
            QVERIFY(!next.waitFor(2ms));
            go.set();
            QCOMPARE(next.get(), 2);
            QVERIFY_EXCEPTION_THROWN(never.get(), FutureCancelled);
            QCOMPARE(never.status(), FutureStatus::Cancelled);
        }
        events.drain();
        using enum FutureStatus;
        const auto level = [](FutureStatus status) { return static_cast<std::uint32_t>(status); };
        QCOMPARE(levelsOf(events.onObject(events.objectNamed("next"))),
                 (std::vector{level(Running), level(Done)}));
        QCOMPARE(levelsOf(events.onObject(events.objectNamed("never"))), (std::vector{level(Cancelled)}));
    }

    void whoWaitsForAFutureIsSeenWaiting() {
        CollectedEvents& events = newEvents();
        Event go{"go"};
        ThreadPool pool{1};
        const Future<void> future = pool.applyAsync([&] { go.wait(); }).named("f");
        std::vector<Thread> threads;
        for (int i = 0; i < 3; ++i) threads.emplace_back("waiter", [&] { future.wait(); });
        const auto waits = [&] {
            events.drain();
            const auto story = events.onObject(events.objectNamed("f"));
            return std::count_if(story.begin(), story.end(), [](const wire::Event& event) {
                return event.kind == WaitBegan && wire::operationOf(event) == wire::Operation::WaitFuture;
            });
        };
        QTRY_COMPARE(waits(), 3);
        go.set();
        threads.clear();
        events.drain();
        const auto story = events.onObject(events.objectNamed("f"));
        for (std::size_t i = 0; i < story.size(); ++i)
            QCOMPARE(story[i].sequence(), static_cast<std::uint32_t>(i + 1));
        const auto count = [&](wire::EventKind kind) {
            return std::count_if(story.begin(), story.end(), [&](const auto& e) { return e.kind == kind; });
        };
        QCOMPARE(count(Granted), 3);
        QCOMPARE(count(WaitEnded), 3);
    }

    void aFutureThatNobodyWaitsForTakesNoIdOfTheRun() {
        const auto used = [] { return observedSegment().header().objectsUsed.load(); };
        ThreadPool pool{2};
        const std::uint32_t before = used();
        std::atomic<int> done{0};
        for (int i = 0; i < 1000; ++i) pool.applyAsync([&] { ++done; });
        QTRY_COMPARE(done.load(), 1000);
        QCOMPARE(used(), before);
    }

    void whatHasNotBegunIsCancelledWhenThePoolIsTerminated() {
        Event go{"go"}, began{"began"};
        std::vector<Future<void>> futures;
        ThreadPool pool{1};
        const Future<void> running = pool.applyAsync([&] {
            began.set();
            go.wait();
        });
        began.wait();
        for (int i = 0; i < 10; ++i) futures.push_back(pool.applyAsync([] {}));
        const auto map = pool.mapAsync(10, [](std::size_t) { return 1; });
        pool.terminate();
        for (const Future<void>& future : futures) QCOMPARE(future.status(), FutureStatus::Cancelled);
        QVERIFY_EXCEPTION_THROWN(map.get(), FutureCancelled);
        go.set();
        pool.join();
        QCOMPARE(running.status(), FutureStatus::Done);
    }

    void aClosedPoolEndsItsWorkAndTakesNoMore() {
        std::atomic<int> done{0};
        ThreadPool pool{3};
        for (int i = 0; i < 50; ++i) pool.applyAsync([&] { ++done; });
        pool.close();
        QVERIFY_EXCEPTION_THROWN(pool.applyAsync([] {}), PoolClosed);
        QVERIFY_EXCEPTION_THROWN(pool.map(3, [](std::size_t) { return 0; }), PoolClosed);
        pool.join();
        QCOMPARE(done.load(), 50);
    }

    void manyThreadsMayGiveWorkAtOnce() {
        std::atomic<int> done{0};
        {
            ThreadPool pool{4};
            std::vector<Thread> givers;
            for (int i = 0; i < 4; ++i)
                givers.emplace_back("giver", [&] {
                    for (int n = 0; n < 1000; ++n) pool.applyAsync([&] { ++done; });
                });
        }
        QCOMPARE(done.load(), 4000);
    }

    void aFiberPoolSleepsAllAtOnceOnOneThread() {
        SKIP_WITHOUT_FIBERS();
        std::set<TaskRef> workers;
        Thread carrier{"carrier", [&] {
                           const Instant begin = MonotonicClock::now();
                           FiberPool pool{5, "fibers"};
                           pool.map(
                               20, [&](std::size_t) { sleepFor(5ms); }, 1);
                           QVERIFY(MonotonicClock::now() - begin >= 20ms);
                           QCOMPARE(pool.apply([] { return 4; }), 4);
                           for (int i = 0; i < 50; ++i)
                               pool.applyAsync([&] {
                                   workers.insert(ThreadContext::current().running());
                                   yield();
                               });
                       }};
        carrier.join();
        QCOMPARE(workers.size(), std::size_t{5});
    }
};

QTEST_GUILESS_MAIN(PoolTest)
#include "tst_pool.moc"

// A pool of fibers does what a pool of threads does, on one thread.
#include <set>

#include "engine/runtime/event.h"
#include "engine/runtime/pool.h"
#include "engine/runtime/yield.h"
#include "tests/engine/runtime/observed_runtime.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using namespace std::chrono_literals;

namespace {

// On a thread of its own, which may carry fibers.
void onCarrier(const Body& body) {
    Thread{"carrier", body}.join();
}

}  // namespace

class FiberPoolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        SKIP_WITHOUT_FIBERS();
        observedSegment();
    }

    void aMapGivesItsResultsInOrder_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("chunk");
        for (const int count : {0, 1, 300})
            for (const int chunk : {0, 1, 7, 500}) QTest::addRow("%d in %d", count, chunk) << count << chunk;
    }
    void aMapGivesItsResultsInOrder() {
        QFETCH(int, count);
        QFETCH(int, chunk);
        std::vector<int> squares;
        onCarrier([&] {
            FiberPool pool{4};
            squares = pool.map(
                static_cast<std::size_t>(count),
                [](std::size_t i) {
                    if (i % 3 == 0)
                        yield();
                    return static_cast<int>(i * i);
                },
                static_cast<std::size_t>(chunk));
        });
        QCOMPARE(squares.size(), static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) QCOMPARE(squares[static_cast<std::size_t>(i)], i * i);
    }

    void callbacksAreCalledOnceByAWorkerWithTheResultOrTheException() {
        int results = 0, sum = 0, failures = 0;
        std::set<TaskRef> callers;
        TaskRef giver;
        onCarrier([&] {
            giver = ThreadContext::current().running();
            FiberPool pool{3};
            for (int i = 1; i <= 20; ++i)
                pool.applyAsync(
                    [i] {
                        yield();
                        if (i % 5 == 0)
                            throw std::runtime_error{"five"};
                        return i;
                    },
                    [&](int result) {
                        ++results;
                        sum += result;
                        callers.insert(ThreadContext::current().running());
                    },
                    [&](const std::exception_ptr& error) { failures += Gate::textOf(error) == "five"; });
        });
        QCOMPARE(results, 16);
        QCOMPARE(sum, 210 - 50);
        QCOMPARE(failures, 4);
        QVERIFY(!callers.contains(giver));
    }

    void anExceptionIsCarriedOver() {
        std::string told;
        bool isThrown = false;
        FutureStatus status{};
        int after = 0;
        onCarrier([&] {
            FiberPool pool{1};
            const Future<int> future = pool.applyAsync([]() -> int { throw std::runtime_error{"no luck"}; });
            told = Gate::textOf(future.exception());
            status = future.status();
            try {
                static_cast<void>(future.get());
            } catch (const std::runtime_error&) {
                isThrown = true;
            }
            after = pool.apply([] { return 5; });
        });
        QCOMPARE(told, std::string{"no luck"});
        QCOMPARE(status, FutureStatus::Failed);
        QVERIFY(isThrown);
        QCOMPARE(after, 5);
    }

    void aMapFailsWithAnExceptionOfItsWorkWhenAllIsOver() {
        int done = 0;
        std::string told;
        onCarrier([&] {
            FiberPool pool{2};
            const auto map = pool.mapAsync(
                10,
                [&done](std::size_t i) {
                    if (i == 3)
                        throw std::runtime_error{"three"};
                    ++done;
                    return 0;
                },
                1);
            told = Gate::textOf(map.exception());
        });
        QCOMPARE(told, std::string{"three"});
        QCOMPARE(done, 9);
    }

    void aClosedPoolEndsItsWorkAndTakesNoMore() {
        int done = 0, refused = 0;
        onCarrier([&] {
            FiberPool pool{3};
            for (int i = 0; i < 50; ++i)
                pool.applyAsync([&] {
                    yield();
                    ++done;
                });
            pool.close();
            try {
                pool.applyAsync([] {});
            } catch (const PoolClosed&) {
                ++refused;
            }
            pool.join();
            HEDDLE_CHECK(done == 50);
        });
        QCOMPARE(done, 50);
        QCOMPARE(refused, 1);
    }

    void whatHasNotBegunIsCancelledWhenThePoolIsTerminated() {
        FutureStatus running{}, next{}, map{};
        onCarrier([&] {
            Event go{"go"}, began{"began"};
            FiberPool pool{1};
            const Future<void> first = pool.applyAsync([&] {
                began.set();
                go.wait();
            });
            began.wait();
            const Future<void> second = pool.applyAsync([] {});
            const auto third = pool.mapAsync(10, [](std::size_t) { return 1; });
            pool.terminate();
            next = second.status();
            go.set();
            pool.join();
            running = first.status();
            map = third.exception() ? FutureStatus::Failed : FutureStatus::Done;
        });
        QCOMPARE(next, FutureStatus::Cancelled);
        QCOMPARE(running, FutureStatus::Done);
        QCOMPARE(map, FutureStatus::Failed);
    }

    void whoJoinsWaitsForTheWorkOfAllWorkers() {
        int done = 0;
        onCarrier([&] {
            FiberPool pool{5};
            for (int i = 0; i < 5; ++i)
                pool.applyAsync([&] {
                    sleepFor(5ms);
                    ++done;
                });
            pool.close();
            pool.join();
            HEDDLE_CHECK(done == 5);
        });
        QCOMPARE(done, 5);
    }
};

QTEST_GUILESS_MAIN(FiberPoolTest)
#include "tst_fiber_pool.moc"

// A pool of processes gives back what a pool of threads would, and says so when a worker dies.
#include <unistd.h>

#include <csignal>
#include <set>

#include "engine/runtime/process_pool.h"
#include "tests/engine/runtime/observed_runtime.h"
#include "tests/engine/runtime/shared_ledger.h"
#include "tests/support/comes_true.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using namespace std::chrono_literals;

class ProcessPoolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }

    void resultsComeBackFromOtherProcesses() {
        struct Answer {
            pid_t pid;
            int value;
        };
        ProcessPool pool{3, "crew"};
        std::set<pid_t> pids;
        std::vector<Future<Answer>> futures;
        for (int i = 0; i < 200; ++i)
            futures.push_back(pool.applyAsync([i] { return Answer{::getpid(), i * i}; }));
        for (int i = 0; i < 200; ++i) {
            const Answer answer = futures[static_cast<std::size_t>(i)].get();
            QCOMPARE(answer.value, i * i);
            pids.insert(answer.pid);
        }
        QVERIFY(!pids.contains(::getpid()));
        QVERIFY(pids.size() <= 3);
    }

    void aMapGivesItsResultsInOrder_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("chunk");
        for (const int count : {0, 1, 3000})
            for (const int chunk : {0, 1, 5000}) QTest::addRow("%d in %d", count, chunk) << count << chunk;
    }
    void aMapGivesItsResultsInOrder() {
        QFETCH(int, count);
        QFETCH(int, chunk);
        ProcessPool pool{2};
        const auto squares = pool.map(
            static_cast<std::size_t>(count), [](std::size_t i) { return static_cast<int>(i * i); },
            static_cast<std::size_t>(chunk));
        QCOMPARE(squares.size(), static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) QCOMPARE(squares[static_cast<std::size_t>(i)], i * i);
    }

    void aMapOfThousandsOfPiecesIsGivenAtOnce() {
        ProcessPool pool{2};
        const std::vector<int> doubled = pool.map(
            6000, [](std::size_t i) { return static_cast<int>(2 * i); }, 1);
        for (std::size_t i = 0; i < doubled.size(); ++i) QCOMPARE(doubled[i], static_cast<int>(2 * i));
        QCOMPARE(doubled.size(), std::size_t{6000});
    }

    void anExceptionComesBackAsItsText() {
        ProcessPool pool{1};
        const auto future = pool.applyAsync([]() -> int { throw std::runtime_error{"far away"}; });
        QCOMPARE(Gate::textOf(future.exception()), std::string{"far away"});
        QCOMPARE(future.status(), FutureStatus::Failed);
        std::string seen;
        pool.applyAsync([]() -> int { throw std::runtime_error{"again"}; }, [](int) {},
                        [&](const std::exception_ptr& error) { seen = Gate::textOf(error); });
        pool.close();
        pool.join();
        QCOMPARE(seen, std::string{"again"});
        QVERIFY_EXCEPTION_THROWN(pool.apply([] { return 1; }), PoolClosed);
    }

    void theWorkSeesTheMemoryAsItWasWhenThePoolWasMade() {
        static int number = 1;
        ProcessPool pool{1};
        number = 2;
        QCOMPARE(pool.apply([] { return number; }), 1);
    }

    void whatHasNotBegunCanBeCancelled() {
        const SharedLedger ledger;
        Ledger* shared = ledger.ledger;
        ProcessPool pool{1};
        const auto running = pool.applyAsync([shared] {
            shared->enter();
            HEDDLE_CHECK(comesTrue([&] { return shared->done != 0; }));
        });
        QTRY_COMPARE(ledger->inside.load(), 1);
        const auto next = pool.applyAsync([shared] { ++shared->sum; });
        QVERIFY(next.cancel());
        QVERIFY(!running.cancel());
        ++ledger->done;
        running.get();
        pool.close();
        pool.join();
        QCOMPARE(ledger->sum.load(), std::int64_t{0});
        QVERIFY_EXCEPTION_THROWN(next.get(), FutureCancelled);
    }

    void aPoolThatIsTerminatedEndsItsWorkersWhereTheyAre() {
        const SharedLedger ledger;
        Ledger* shared = ledger.ledger;
        ProcessPool pool{2};
        std::vector<Future<void>> futures;
        for (int i = 0; i < 6; ++i)
            futures.push_back(pool.applyAsync([shared] {
                ::signal(SIGTERM, SIG_DFL);  // Qt Test has a handler of its own
                shared->enter();
                sleepFor(std::chrono::hours{1});
            }));
        QTRY_COMPARE(ledger->inside.load(), 2);
        pool.terminate();
        int failed = 0, cancelled = 0;
        for (const auto& future : futures) {
            failed += future.status() == FutureStatus::Failed;
            cancelled += future.status() == FutureStatus::Cancelled;
        }
        QCOMPARE(failed, 2);
        QCOMPARE(cancelled, 4);
    }

    void callbacksAreCalledOnceWithTheResultOrTheException() {
        std::atomic<int> results{0}, sum{0}, failures{0};
        {
            ProcessPool pool{2};
            for (int i = 1; i <= 20; ++i)
                pool.applyAsync(
                    [i] {
                        if (i % 5 == 0)
                            throw std::runtime_error{"five"};
                        return i;
                    },
                    [&](int result) { ++results, sum += result; },
                    [&](const std::exception_ptr& error) { failures += Gate::textOf(error) == "five"; });
        }
        QCOMPARE(results.load(), 16);
        QCOMPARE(sum.load(), 210 - 50);
        QCOMPARE(failures.load(), 4);
    }

    void aMapIsDoneWhileItsGiverGoesOn() {
        const SharedLedger ledger;
        Ledger* shared = ledger.ledger;
        ProcessPool pool{2};
        const auto squares = pool.mapAsync(
            100,
            [shared](std::size_t i) {
                HEDDLE_CHECK(comesTrue([&] { return shared->done != 0; }));
                return static_cast<int>(i * i);
            },
            10);
        QVERIFY(!squares.waitFor(1ms));
        ++ledger->done;
        QCOMPARE(squares.get().size(), std::size_t{100});
        QCOMPARE(squares.get()[99], 99 * 99);
    }

    void whoeverWaitsForAPoolThatIsTerminatedIsTold() {
        const SharedLedger ledger;
        Ledger* shared = ledger.ledger;
        std::atomic<int> failures{0};
        ProcessPool pool{1};
        pool.applyAsync(
            [shared] {
                ::signal(SIGTERM, SIG_DFL);
                shared->enter();
                sleepFor(std::chrono::hours{1});
                return 0;
            },
            [](int) {}, [&](const std::exception_ptr&) { ++failures; });
        QTRY_COMPARE(ledger->inside.load(), 1);
        const auto map = pool.mapAsync(10, [](std::size_t) { return 1; });
        pool.terminate();
        QCOMPARE(failures.load(), 1);
        QVERIFY_EXCEPTION_THROWN(map.get(), FutureCancelled);
        pool.join();
    }

    void aWorkerThatDiesFailsItsWork() {
        ProcessPool pool{2};
        const auto killed = pool.applyAsync([]() -> int {
            ::raise(SIGKILL);
            return 0;
        });
        QVERIFY(Gate::textOf(killed.exception()).find("has ended") != std::string::npos);
        QCOMPARE(pool.apply([] { return 7; }), 7);
    }
};

QTEST_GUILESS_MAIN(ProcessPoolTest)
#include "tst_process_pool.moc"

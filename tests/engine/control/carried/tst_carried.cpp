// A program carried by user-level stacks: the search finds in it what it finds in the abstract machine, real
// objects and all; and a run leaves nothing behind, wherever its tasks stood.
#include <malloc.h>
#include <unistd.h>

#include <fstream>

#include <QTest>

#include "engine/control/carried/carried_executor.h"
#include "engine/control/minimise.h"
#include "engine/control/replay.h"
#include "engine/control/search/exhaustive_strategy.h"
#include "engine/control/search/random_strategy.h"
#include "engine/control/search/search.h"
#include "engine/runtime/barrier.h"
#include "engine/runtime/expect.h"
#include "engine/runtime/joinable_queue.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/thread.h"
#include "tests/engine/control/carried/on_runtime.h"
#include "tests/engine/control/programs.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using namespace heddle::control;
using namespace heddle::control::testing;
using runtime::Body;
using runtime::Mutex;
using runtime::Thread;

namespace {

runtime::CarriedGate& gate() {
    static runtime::CarriedGate& only = runtime::Runtime::useCarried(wire::Segment::createPrivate().value());
    return only;
}

SearchReport searched(const Body& program, const SearchLimits& limits = {}) {
    CarriedExecutor executor{gate(), "main", program};
    ExhaustiveStrategy strategy;
    return search(executor, strategy, limits).value();
}

std::size_t residentBytes() {
    std::ifstream file{"/proc/self/statm"};
    std::size_t all = 0, resident = 0;
    file >> all >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

// What counts itself, to see that it is destroyed.
struct Counted {
    static inline int alive = 0;
    Counted() { ++alive; }
    Counted(const Counted&) { ++alive; }
    ~Counted() { --alive; }
};

}  // namespace

class CarriedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSearchRunsTheSameSchedulesAsOfTheAbstractMachine_data() {
        QTest::addColumn<int>("which");
        QTest::newRow("lost-update, 2 threads") << 0;
        QTest::newRow("lost-update, 3 threads") << 1;
        QTest::newRow("lost-update, fixed") << 2;
        QTest::newRow("deadlock-ab") << 3;
        QTest::newRow("deadlock-ab, fixed") << 4;
        QTest::newRow("3 philosophers") << 5;
        QTest::newRow("3 philosophers, ordered") << 6;
        QTest::newRow("producer and consumer") << 7;
        QTest::newRow("4 writers") << 8;
        QTest::newRow("independent tasks") << 9;
    }

    void theSearchRunsTheSameSchedulesAsOfTheAbstractMachine() {
        QFETCH(int, which);
        const Program plain = which == 0   ? lostUpdate(2, false)
                              : which == 1 ? lostUpdate(3, false)
                              : which == 2 ? lostUpdate(2, true)
                              : which == 3 ? deadlockAb(2, false)
                              : which == 4 ? deadlockAb(3, true)
                              : which == 5 ? philosophers(3, false)
                              : which == 6 ? philosophers(3, true)
                              : which == 7 ? producerConsumer(3, 2)
                              : which == 8 ? writers(4)
                                           : independent(3, 4);
        const Program program = withMain(plain);
        const SearchLimits all{.goesOnAfterFailure = true};
        MachineExecutor machine{program};
        ExhaustiveStrategy strategy;
        const SearchReport abstract = search(machine, strategy, all).value();
        for (const wire::TaskKind kind :
             {wire::TaskKind::Thread, wire::TaskKind::Process, wire::TaskKind::Fiber}) {
            const SearchReport real = searched(onRuntime(program, kind), all);
            QCOMPARE(real.schedules, abstract.schedules);
            QCOMPARE(real.failing, abstract.failing);
            QCOMPARE(real.coverage.equivalent, abstract.coverage.equivalent);
            QVERIFY(real.coverage.isComplete);
        }
    }

    void aDeadlockIsFoundAndMinimisedToItsFewestSteps() {
        const Program program = withMain(deadlockAb(2, false));
        CarriedExecutor executor{gate(), "main", onRuntime(program)};
        RandomStrategy strategy{7};
        const SearchReport report = search(executor, strategy).value();
        QCOMPARE(report.conclusion, Conclusion::Found);
        QCOMPARE(report.found->failure.outcome, Outcome::Deadlock);
        const auto least = minimise(executor, report.found->steps).value();
        QVERIFY(least.isLeast);
        // main begins and spawns two; both begin and lock one each
        QCOMPARE(least.steps.size(), std::size_t{7});
        QCOMPARE(replay(executor, least.steps)->outcome, Outcome::Deadlock);
        const Schedule schedule = scheduleOf(executor, {"deadlock-ab", 1, {}}, least.steps);
        QCOMPARE(QString::fromStdString(schedule.entries.back().object).size(), 1);
        const auto again = replay(executor, schedule);
        QVERIFY2(again, again ? "" : again.error().sentence().c_str());
        QCOMPARE(again->outcome, Outcome::Deadlock);
        int asked = 0;
        const auto stopped = replay(executor, schedule, 0, [&asked] { return ++asked <= 3; });
        QVERIFY(stopped->isStopped && !stopped->failure);
        QCOMPARE(stopped->steps.size(), std::size_t{3});
    }

    // Both are found: that all pass, and that somebody gives up; and never do some pass and others not.
    void aBarrierWithATimeLimitIsPassedByAllOrByNobody() {
        const auto program = [](int impossible) {
            return [impossible] {
                runtime::Barrier barrier{2, "b"};
                runtime::SharedVariable passed{0, "passed"};
                const Body arrive = [&] {
                    if (barrier.arriveFor(std::chrono::milliseconds{1}))
                        passed.update([](std::int32_t n) { return n + 1; });
                };
                {
                    Thread one{"one", arrive};
                    Thread other{"other", arrive};
                }
                runtime::expect(passed.get() != impossible, "that cannot be");
                runtime::expect(barrier.isBroken() == (passed.get() == 0), "broken, or passed by all");
            };
        };
        QCOMPARE(searched(program(0)).conclusion, Conclusion::Found);
        QCOMPARE(searched(program(1)).conclusion, Conclusion::Proved);
        QCOMPARE(searched(program(2)).conclusion, Conclusion::Found);
    }

    // As soon as one gives up the others know it: what they would have done afterwards depends on that.
    void whoGivesUpAtABarrierDecidesForTheOthers() {
        for (const bool expected : {false, true}) {
            const SearchReport report = searched([expected] {
                runtime::Barrier barrier{3, "b"};
                runtime::SharedVariable first{0, "first"};
                const auto arrive = [&](std::int32_t number) {
                    if (!barrier.arriveFor(std::chrono::milliseconds{1}) && first.get() == 0)
                        first.set(number);
                };
                {
                    Thread one{"one", [&] { arrive(1); }};
                    Thread other{"other", [&] { arrive(2); }};
                }
                runtime::expect((first.get() == 1) != expected, "either may be the first");
            });
            QCOMPARE(report.conclusion, Conclusion::Found);
        }
    }

    // The time limit of a join may pass, or not; what is not put is not counted.
    void aJoinableQueueWithTimeLimitsIsSearched() {
        for (const bool expected : {false, true}) {
            const SearchReport report = searched([expected] {
                runtime::JoinableQueue<int> queue{1, "jobs"};
                runtime::expect(queue.tryPut(1) && !queue.tryPut(2), "there is room for one");
                Thread worker{"worker", [&] {
                                  static_cast<void>(queue.get());
                                  queue.taskDone();
                              }};
                runtime::expect(queue.joinFor(std::chrono::milliseconds{1}) != expected, "it may be either");
                queue.join();
            });
            QCOMPARE(report.conclusion, Conclusion::Found);
        }
    }

    void aFailedExpectationEndsItsTaskWhereItStands() {
        const Body program = [] {
            Mutex mutex{"M"};
            Thread thread{"T", [&] {
                              mutex.lock();
                              runtime::expect(false, "money is not 0");
                          }};
            thread.join();
            mutex.lock();  // is never given back
        };
        CarriedExecutor executor{gate(), "main", program};
        QVERIFY(executor.restart());
        const auto only = [&] {
            for (std::size_t i = 0; i < executor.tasks().size(); ++i)
                if (executor.tasks()[i].mayGo)
                    return Choice{taskAt(i), false};
            return Choice{};
        };
        Outcome outcome = Outcome::GoesOn;
        while (outcome == Outcome::GoesOn) outcome = executor.step(only());
        QCOMPARE(outcome, Outcome::AssertionFailed);
        QCOMPARE(executor.message(), std::string_view{"money is not 0"});
        QCOMPARE(executor.tasks()[1].next.kind, OperationKind::Exit);
        outcome = executor.standing();
        while (outcome == Outcome::GoesOn) outcome = executor.step(only());
        QCOMPARE(outcome, Outcome::Deadlock);
    }

    void anExceptionThatLeavesABodyIsAFailedStep() {
        int unwound = 0;
        struct Note {
            int& count;
            ~Note() { ++count; }
        };
        const Body program = [&unwound] {
            Note note{unwound};
            throw std::runtime_error("there is no money");
        };
        CarriedExecutor executor{gate(), "main", program};
        QVERIFY(executor.restart());
        QCOMPARE(executor.step({taskAt(0), false}), Outcome::Exception);
        QCOMPARE(executor.message(), std::string_view{"there is no money"});
        QCOMPARE(executor.tasks()[0].next.kind, OperationKind::Exit);
        QCOMPARE(unwound, 0);  // its stack stands as it was
        QCOMPARE(executor.step({taskAt(0), false}), Outcome::AllEnded);
    }

    void exceptionsOfOneTaskAreNoneOfTheOthers() {
        std::vector<std::string> caught;
        const auto thrower = [&caught](Mutex& mutex, const char* text) {
            return [&caught, &mutex, text] {
                for (int i = 0; i < 3; ++i) {
                    try {
                        throw std::runtime_error(text);
                    } catch (const std::exception&) {
                        const std::lock_guard lock{mutex};  // others come between
                        try {
                            throw;
                        } catch (const std::exception& mine) {
                            caught.push_back(mine.what());
                        }
                    }
                }
            };
        };
        const Body program = [&] {
            Mutex a{"A"}, b{"B"};
            Thread one{"one", thrower(a, "one")}, two{"two", thrower(b, "two")};
        };
        CarriedExecutor executor{gate(), "main", program};
        RandomStrategy strategy{3};
        const SearchReport report = search(executor, strategy, {.schedules = 50}).value();
        QCOMPARE(report.failing, std::uint64_t{0});
        QCOMPARE(std::count(caught.begin(), caught.end(), "one"), 150);
        QCOMPARE(std::count(caught.begin(), caught.end(), "two"), 150);
    }

    void whatTasksOwnIsDestroyedWhereverTheyAreCutOff() {
        const Body program = [] {
            Mutex mutex{"M"};
            runtime::Semaphore done{0, "done"};
            const std::vector<Counted> owned(3);
            std::vector<Thread> threads;
            for (int i = 0; i < 3; ++i)
                threads.emplace_back("T" + std::to_string(i), [&, mine = Counted{}] {
                    const Counted local;
                    const std::lock_guard lock{mutex};
                    const Counted behind;
                    done.release();
                });
            done.acquire();
        };
        Counted::alive = 0;
        CarriedExecutor executor{gate(), "main", program};
        for (std::uint32_t steps = 1; steps < 30; ++steps) {
            RandomStrategy strategy{steps};
            QVERIFY(search(executor, strategy, {.schedules = 20, .steps = steps}));
            gate().end();
            QCOMPARE(Counted::alive, 0);
        }
    }

    void memoryDoesNotGrowOverManySchedulesThatFail() {
        if (heddle::test::kIsThreadSanitizer)
            QSKIP("ThreadSanitizer keeps what it learned of each stack");
        if (heddle::test::kIsAddressSanitizer)
            QSKIP("AddressSanitizer keeps what was freed for a while");
        const Program program = withMain(deadlockAb(2, false));
        CarriedExecutor executor{gate(), "main", onRuntime(program)};
        const auto run = [&executor](std::uint64_t schedules) {
            RandomStrategy strategy{1};
            const auto report =
                search(executor, strategy, {.schedules = schedules, .goesOnAfterFailure = true});
            return report->failing;
        };
        QVERIFY(run(1000) > 0);
        ::malloc_trim(0);
        const std::size_t before = residentBytes();
        QVERIFY(run(50'000) > 1000);
        ::malloc_trim(0);
        QVERIFY2(residentBytes() < before + 2'000'000, qPrintable(QString::number(residentBytes() - before)));
    }
};

QTEST_GUILESS_MAIN(CarriedTest)
#include "tst_carried.moc"

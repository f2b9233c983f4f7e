// Processes, threads and fibers: their births and ends are told, joins wait, and a fiber never blocks its
// thread.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <set>
#include <thread>

#include <QTest>

#include "engine/runtime/event.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/yield.h"
#include "tests/engine/runtime/observed_runtime.h"
#include "tests/support/comes_true.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using enum wire::EventKind;

namespace {

const wire::Event* first(const std::vector<wire::Event>& events, wire::EventKind kind, std::uint32_t task) {
    for (const wire::Event& event : events)
        if (event.kind == kind && event.task == task)
            return &event;
    return nullptr;
}

}  // namespace

class TasksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }

    // A thread looks whether its run asks when it begins; this one has begun before.
    void theStepsOfACreationAreToldWhereTheRunAsksForThem() {
        SKIP_WITHOUT_FIBERS();
        CollectedEvents& events = newEvents();
        std::uint32_t thread = 0, fiber = 0;
        const auto make = [&] {
            Thread{"carrier",
                   [&] {
                       Thread made{"thread", [] {}};
                       thread = made.ref().value();
                       made.join();
                       Fiber carried{"fiber", [] {}};
                       fiber = carried.ref().value();
                       carried.join();
                   }}
                .join();
            events.drain();
        };
        ThreadContext::current();
        auto& wants = observedSegment().header().wantsCreationSteps;
        wants.store(1);
        make();
        wants.store(0);
        const auto stepsOf = [&](std::uint32_t task) {
            std::vector<wire::CreationStep> steps;
            for (const wire::Event& event : events.of(TaskStepDone))
                if (event.task == task)
                    steps.push_back(event.detailAs<wire::CreationStep>());
            return steps;
        };
        using enum wire::CreationStep;
        QCOMPARE(stepsOf(thread), (std::vector{Resources}));  // the rest is the kernel's to tell
        QCOMPARE(stepsOf(fiber), (std::vector{ControlBlock, Resources, Filled}));
        const wire::Event* admitted = first(events.all(), TaskAdmitted, fiber);
        QVERIFY(admitted);
        QVERIFY(admitted->time >= events.of(TaskStepDone).back().time);
        events.startOver();
        make();
        QCOMPARE(events.count(TaskStepDone), 0u);
    }

    void aThreadIsAnnouncedBoundAndNamed() {
        CollectedEvents& events = newEvents();
        std::atomic<int> tid{0};
        char kernelName[16] = {};
        Thread thread{"a rather long name", [&] {
                          tid = ::gettid();
                          ::pthread_getname_np(::pthread_self(), kernelName, sizeof kernelName);
                      }};
        const std::uint32_t ref = thread.ref().value();
        thread.join();
        events.drain();
        const auto self = ThreadContext::current().self().value();
        const auto spawning = events.of(TaskSpawning);
        QCOMPARE(spawning.back().task, self);
        QCOMPARE(spawning.back().object, ref);
        const wire::Event* bound = first(events.all(), TaskBound, ref);
        QVERIFY(bound);
        QCOMPARE(bound->object, self);
        QCOMPARE(bound->detailAs<wire::TaskKind>(), wire::TaskKind::Thread);
        QCOMPARE(pidOf(*bound), Pid{::getpid()});
        QCOMPARE(tidOf(*bound), Tid{tid});
        QCOMPARE(events.nameOfTask(ref), std::string{"a rather long name"});
        QCOMPARE(QByteArray{kernelName}, QByteArray{"a rather long n"});
    }

    void aThreadThatNobodyAnnouncedBindsItself() {
        CollectedEvents& events = newEvents();
        std::uint32_t ref = 0;
        std::thread{[&] {
            sleepFor(Duration{1});
            ref = ThreadContext::current().self().value();
        }}.join();
        events.drain();
        const wire::Event* bound = first(events.all(), TaskBound, ref);
        QVERIFY(bound);
        QCOMPARE(bound->object, 0u);
        QCOMPARE(bound->detailAs<wire::TaskKind>(), wire::TaskKind::Thread);
    }

    void aProcessWritesIntoAChannelOfItsOwn() {
        CollectedEvents& events = newEvents();
        Mutex mutex{"between"};
        Process process{"child", [&] {
                            mutex.lock();
                            mutex.unlock();
                        }};
        const std::uint32_t ref = process.ref().value();
        const pid_t pid = process.pid();
        QCOMPARE(process.join(), 0);
        events.drain();
        const wire::Event* bound = first(events.all(), TaskBound, ref);
        QVERIFY(bound);
        QCOMPARE(pidOf(*bound), Pid{pid});
        QCOMPARE(tidOf(*bound), Tid{pid});
        QCOMPARE(bound->detailAs<wire::TaskKind>(), wire::TaskKind::Process);
        for (const wire::Event& event : events.onObject(mutex.id())) QCOMPARE(event.task, ref);
    }

    void aLineIsToldOnceByAllChildren() {
        CollectedEvents& events = newEvents();
        const std::size_t before = events.count(SiteDefined);
        for (int i = 0; i < 5; ++i)
            Process{"child", [] { sleepFor(Duration{1}); }, {}, CallSite{}}.join(CallSite{});
        events.drain();
        QCOMPARE(events.count(SiteDefined), before + 1);
        std::set<std::uint32_t> sites;
        for (const wire::Event& wait : events.of(WaitBegan))
            if (wait.detail == static_cast<std::uint16_t>(wire::Operation::Sleep))
                sites.insert(wait.site);
        QCOMPARE(sites.size(), std::size_t{1});
        QVERIFY(*sites.begin() != 0);
    }

    void joinGivesTheStatusOfAProcess_data() {
        QTest::addColumn<bool>("byFiber");
        QTest::newRow("thread") << false;
        QTest::newRow("fiber") << true;
    }
    void joinGivesTheStatusOfAProcess() {
        QFETCH(bool, byFiber);
        if (byFiber)
            SKIP_WITHOUT_FIBERS();
        int killed = 0, exited = 0;
        const auto parent = [&] {
            Process victim{"victim", [] { ::pause(); }};
            Process quitter{"quitter", [] { ::_exit(7); }};
            ::kill(victim.pid(), SIGKILL);
            killed = victim.join();
            exited = quitter.join();
        };
        if (byFiber)
            Thread{"carrier", [&] { Fiber{"parent", parent}.join(); }}.join();
        else
            parent();
        QVERIFY(WIFSIGNALED(killed));
        QCOMPARE(WTERMSIG(killed), SIGKILL);
        QVERIFY(WIFEXITED(exited));
        QCOMPARE(WEXITSTATUS(exited), 7);
    }

    void aJoinGivesUpAfterItsTimeAndCanBeTriedAgain_data() {
        QTest::addColumn<bool>("byFiber");
        QTest::newRow("thread") << false;
        QTest::newRow("fiber") << true;
    }
    void aJoinGivesUpAfterItsTimeAndCanBeTriedAgain() {
        QFETCH(bool, byFiber);
        if (byFiber)
            SKIP_WITHOUT_FIBERS();
        using namespace std::chrono_literals;
        const auto parent = [byFiber] {
            Event mayEnd{"may end"};
            Thread thread{"slow thread", [&] { mayEnd.wait(); }};
            Process process{"slow process", [&] { mayEnd.wait(); }};
            Process killed{"killed", [] { ::pause(); }};
            const Instant before = MonotonicClock::now();
            HEDDLE_CHECK(!thread.joinFor(7ms));
            HEDDLE_CHECK(!process.joinFor(7ms));
            HEDDLE_CHECK(!killed.joinFor(Duration{}));
            HEDDLE_CHECK(MonotonicClock::now() - before >= 14ms);
            ::kill(killed.pid(), SIGKILL);
            const auto status = killed.joinFor(Duration::max());
            HEDDLE_CHECK(status && WIFSIGNALED(*status));
            if (byFiber) {
                Fiber fiber{"slow fiber", [&] { mayEnd.wait(); }};
                HEDDLE_CHECK(!fiber.joinFor(7ms));
                mayEnd.set();
                HEDDLE_CHECK(fiber.joinFor(100s));
            }
            mayEnd.set();
            HEDDLE_CHECK(thread.joinFor(100s));
            HEDDLE_CHECK(process.joinFor(100s) == 0);
        };
        if (byFiber)
            Thread{"carrier", [&] { Fiber{"parent", parent}.join(); }}.join();
        else
            parent();
    }

    void aJoinIsToldAsAWaitForTheOther() {
        CollectedEvents& events = newEvents();
        Event may{"may end"};
        Thread slow{"slow", [&] { may.wait(); }};
        const TaskRef target = slow.ref();
        Thread joiner{"joiner", [&] { slow.join(); }};
        const std::uint32_t ref = joiner.ref().value();
        const wire::Segment& segment = observedSegment();
        QTRY_COMPARE(segment.task(target).joiners.first.load(), ref);
        may.set();
        joiner.join();
        events.drain();
        const wire::Event* began = first(events.all(), WaitBegan, ref);
        QVERIFY(began);
        QCOMPARE(began->detailAs<wire::Operation>(), wire::Operation::Join);
        QCOMPARE(began->other().value(), target.value());
        QVERIFY(first(events.all(), WaitEnded, ref));
    }

    void aSleepTakesAtLeastItsTime_data() { crewRows(); }
    void aSleepTakesAtLeastItsTime() {
        QFETCH(Crew, crew);
        if (usesFibers(crew))
            SKIP_WITHOUT_FIBERS();
        CollectedEvents& events = newEvents();
        const Instant before = MonotonicClock::now();
        runCrew(crew, 4, [](int) {
            const Instant start = MonotonicClock::now();
            sleepFor(std::chrono::milliseconds{20});
            HEDDLE_CHECK(MonotonicClock::now() - start >= std::chrono::milliseconds{20});
        });
        QVERIFY(MonotonicClock::now() - before < std::chrono::seconds{10});
        events.drain();
        const auto waits = events.of(WaitBegan);
        QCOMPARE(std::count_if(waits.begin(), waits.end(),
                               [](const wire::Event& e) {
                                   return e.detailAs<wire::Operation>() == wire::Operation::Sleep;
                               }),
                 4);
    }

    void fibersTakeTurnsWhenTheyYield() {
        SKIP_WITHOUT_FIBERS();
        CollectedEvents& events = newEvents();
        std::string order;
        std::uint32_t a = 0, b = 0;
        Thread{"carrier",
               [&] {
                   const auto say = [&](char letter) {
                       for (int i = 0; i < 3; ++i) {
                           order += letter;
                           yield();
                       }
                   };
                   Fiber first{"A", [&] { say('a'); }};
                   Fiber second{"B", [&] { say('b'); }};
                   a = first.ref().value();
                   b = second.ref().value();
               }}
            .join();
        QCOMPARE(order, std::string{"ababab"});
        events.drain();
        for (const std::uint32_t fiber : {a, b}) {
            const wire::Event* created = first(events.all(), TaskCreated, fiber);
            QVERIFY(created);
            QCOMPARE(created->detailAs<wire::TaskKind>(), wire::TaskKind::Fiber);
            QVERIFY(first(events.all(), TaskAdmitted, fiber));
            QVERIFY(first(events.all(), TaskExited, fiber));
            // On, off, on, off...
            bool isOn = false;
            int yields = 0;
            for (const wire::Event& event : events.all()) {
                if (event.task != fiber)
                    continue;
                if (event.kind == FiberResumed) {
                    QVERIFY(!isOn);
                    isOn = true;
                } else if (event.kind == FiberSuspended) {
                    QVERIFY(isOn);
                    isOn = false;
                    yields += event.detailAs<wire::FiberPause>() == wire::FiberPause::Yielded;
                }
            }
            QVERIFY(isOn);  // it ended while it ran
            QCOMPARE(yields, 3);
        }
    }

    void aWaitingFiberLetsTheOthersOfItsThreadGoOn() {
        SKIP_WITHOUT_FIBERS();
        std::string order;
        Thread{"carrier",
               [&] {
                   Semaphore semaphore{0, "from the other"};
                   Fiber waiter{"waiter", [&] {
                                    order += "1";
                                    semaphore.acquire();
                                    order += "3";
                                }};
                   Fiber worker{"worker", [&] {
                                    order += "2";
                                    semaphore.release();
                                }};
                   waiter.join();
                   worker.join();
               }}
            .join();
        QCOMPARE(order, std::string{"123"});
    }

    void aCarrierThatSleepsIsWokenByAGrantFromElsewhere_data() {
        QTest::addColumn<bool>("fromProcess");
        QTest::newRow("thread") << false;
        QTest::newRow("process") << true;
    }
    void aCarrierThatSleepsIsWokenByAGrantFromElsewhere() {
        SKIP_WITHOUT_FIBERS();
        QFETCH(bool, fromProcess);
        constexpr int kRounds = 200;
        CollectedEvents& events = newEvents();
        Semaphore ping{0, "ping"}, pong{0, "pong"};
        const auto partner = [&] {
            for (int i = 0; i < kRounds; ++i) {
                ping.acquire();
                pong.release();
            }
        };
        const auto player = [&] {
            Fiber fiber{"player", [&] {
                            for (int i = 0; i < kRounds; ++i) {
                                ping.release();
                                pong.acquire();
                            }
                        }};
        };
        // On a busy machine the partner may be faster in every round, so that the carrier never sleeps.
        const auto isWoken = [&] {
            if (fromProcess) {
                Process process{"partner", partner};
                Thread{"carrier", player}.join();
            } else {
                Thread thread{"partner", partner};
                Thread{"carrier", player}.join();
            }
            events.drain();
            return events.count(Woken) > 0;
        };
        QVERIFY(comesTrue(isWoken));
    }

    void aFiberCanForkAndTheChildIsAloneInItsProcess() {
        SKIP_WITHOUT_FIBERS();
        int status = -1;
        Thread{"carrier",
               [&] {
                   Semaphore never{0, "never"};
                   Event done{"done"};
                   Fiber other{"other", [&] { done.wait(); }};
                   Fiber sleeper{"sleeper", [&] { sleepFor(std::chrono::milliseconds{30}); }};
                   Fiber parent{"parent", [&] {
                                    yield();
                                    Process child{"child", [&] {
                                                      sleepFor(std::chrono::milliseconds{50});
                                                      int sum = 0;
                                                      Fiber a{"a", [&] {
                                                                  sum += 1;
                                                                  yield();
                                                                  sum += 2;
                                                              }};
                                                      Fiber b{"b", [&] { sum += 4; }};
                                                      a.join();
                                                      b.join();
                                                      done.set();
                                                      ::_exit(sum);
                                                  }};
                                    status = child.join();
                                }};
                   parent.join();
                   other.join();
               }}
            .join();
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 7);
    }

    void manyFibersEndAndTheirSeatsAreUsedAgain() {
        SKIP_WITHOUT_FIBERS();
        int sum = 0;
        Thread{"carrier",
               [&] {
                   for (int round = 0; round < 20; ++round) {
                       std::vector<Fiber> fibers;
                       for (int i = 0; i < 200; ++i)
                           fibers.emplace_back("f", [&] {
                               yield();
                               ++sum;
                           });
                   }
               }}
            .join();
        QCOMPARE(sum, 4000);
    }

    // The last one: of all lines that the tests above have told. What ends with its scope has none.
    void noLineOfTheRuntimeIsTold() {
        CollectedEvents& events = newEvents();
        const Body rest = [] { sleepFor(std::chrono::milliseconds{50}); };
        (void)Thread{"thread", rest};
        (void)Process{"process", rest};
        events.drain();
        QVERIFY(events.count(SiteDefined) > 5);
        for (const wire::Event& site : events.of(SiteDefined)) {
            const std::string file = events.text(TextId{site.object});
            QVERIFY2(file.find("tests/") != std::string::npos, file.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TasksTest)
#include "tst_tasks.moc"

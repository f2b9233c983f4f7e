// Processes that end others, end themselves, suspend and activate, carried by user-level stacks: the same as
// with real tasks, and the search that proves things knows what an end takes away.
#include <QTest>

#include "engine/control/carried/carried_executor.h"
#include "engine/control/choosers.h"
#include "engine/control/search/exhaustive_strategy.h"
#include "engine/control/search/random_strategy.h"
#include "engine/control/search/search.h"
#include "engine/runtime/pipe.h"
#include "tests/engine/control/life_programs.h"
#include "tests/support/sanitizer.h"

using namespace heddle;
using namespace heddle::control;
using runtime::Body;
using runtime::Mutex;
using runtime::Process;
using runtime::SharedVariable;
using runtime::Thread;

namespace {

runtime::CarriedGate& gate() {
    static runtime::CarriedGate& only = runtime::Runtime::useCarried(wire::Segment::createPrivate().value());
    return only;
}

SearchReport searched(const Body& program) {
    CarriedExecutor executor{gate(), "main", program};
    ExhaustiveStrategy strategy;
    return search(executor, strategy, {}).value();
}

// What `isOver` leads to, with a victim that sets x to 1.
template <class End>
Body race(std::int32_t expected, const End& end) {
    return [=] {
        SharedVariable x{0, "x"};
        Process victim{"victim", [&] { x.set(1); }};
        end(victim);
        runtime::expect(x.get() == expected, "x is as expected");
        victim.activate();
        victim.kill();
        victim.join();
    };
}

}  // namespace

class CarriedLifeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { SKIP_WITHOUT_FIBERS(); }

    void whateverIsChosenTheSignalIsObeyed_data() {
        QTest::addColumn<int>("which");
        QTest::newRow("kill") << 0;
        QTest::newRow("terminate") << 1;
        QTest::newRow("a lock is inherited") << 2;
        QTest::newRow("a recursive lock is inherited") << 3;
        QTest::newRow("a reader-writer lock is inherited from its writer") << 4;
        QTest::newRow("a reader-writer lock is inherited from its reader") << 5;
        QTest::newRow("a unit is inherited") << 6;
        QTest::newRow("exit") << 7;
        QTest::newRow("daemons") << 8;
        QTest::newRow("notify") << 9;
        QTest::newRow("suspend") << 10;
        QTest::newRow("suspend and terminate") << 11;
    }
    void whateverIsChosenTheSignalIsObeyed() {
        QFETCH(int, which);
        const std::vector<Body> programs{[] { test::kills(SIGKILL); },
                                         [] { test::kills(SIGTERM); },
                                         test::inherits<Mutex>,
                                         test::inherits<runtime::RecursiveMutex>,
                                         test::inherits<runtime::SharedMutex>,
                                         test::inheritsFromReader,
                                         test::inheritsUnit,
                                         test::exits,
                                         test::leavesDaemons,
                                         test::notifiesTheLiving,
                                         [] { test::suspends(false); },
                                         [] { test::suspends(true); }};
        CarriedExecutor executor{gate(), "main", programs[static_cast<std::size_t>(which)]};
        RandomStrategy strategy{7};
        const SearchReport report = search(executor, strategy, {.schedules = 3'000, .steps = 2'000}).value();
        QVERIFY2(!report.found, report.found ? report.found->failure.message.c_str() : "");
        QVERIFY(report.schedules > 2'000);
    }

    // The victim may have moved before, or not: neither may be overlooked, and nothing else is possible.
    void theSearchKnowsWhatAnEndTakesAway_data() {
        QTest::addColumn<int>("end");
        QTest::newRow("kill") << 0;
        QTest::newRow("suspend") << 1;
        QTest::newRow("terminate") << 2;
    }
    void theSearchKnowsWhatAnEndTakesAway() {
        QFETCH(int, end);
        const auto endIt = [end](Process& victim) {
            end == 0 ? victim.kill() : end == 1 ? victim.suspend() : victim.terminate();
        };
        for (const int expected : {0, 1}) {
            const SearchReport found = searched(race(expected, endIt));
            QCOMPARE(found.conclusion, Conclusion::Found);
            QCOMPARE(found.found->failure.outcome, Outcome::AssertionFailed);
        }
        const SearchReport both = searched([&] {
            SharedVariable x{0, "x"};
            Process victim{"victim", [&] { x.set(1), x.set(2); }};
            endIt(victim);
            const int seen = x.get();
            runtime::yield();
            runtime::expect(x.get() == seen, "nothing changes any more");
            victim.kill();
        });
        QCOMPARE(both.conclusion, Conclusion::Proved);
    }

    void theSearchKnowsWhomAnExitTakesAlong() {
        const auto program = [](std::int32_t expected) {
            return [=] {
                SharedVariable x{0, "x"};
                Process quitter{"quitter", [&] {
                                    Thread other{"other", [&] { x.set(1); }};
                                    runtime::exitProcess(3);
                                }};
                quitter.join();
                runtime::expect(quitter.exitCode() == 3, "its code");
                runtime::expect(x.get() == expected, "x is as expected");
            };
        };
        QCOMPARE(searched(program(0)).conclusion, Conclusion::Found);
        QCOMPARE(searched(program(1)).conclusion, Conclusion::Found);
    }

    void aDaemonThreadMayComeToAnythingBeforeItsProcessEnds() {
        for (const bool isDone : {false, true}) {
            const SearchReport report = searched([isDone] {
                const auto x = std::make_shared<SharedVariable>(0, "x");  // as long as either needs it
                Thread daemon{"daemon", [x] { x->set(1); }, {.isDaemon = true}};
                runtime::expect((x->get() != 0) == isDone, "x is as expected");
            });
            QCOMPARE(report.conclusion, Conclusion::Found);
        }
    }

    // Of those who read after a dead writer the first is told, whoever that is.
    void theSearchKnowsThatOnlyTheFirstReaderIsToldOfADeath() {
        for (const std::size_t told : {0u, 1u}) {
            const SearchReport report = searched([told] {
                runtime::SharedMutex lock{"L"};
                Process writer{"writer", [&] { lock.lock(); }};  // and it ends with it
                writer.join();
                std::vector<Thread> readers;
                for (const std::size_t i : {0u, 1u})
                    readers.emplace_back("reader", [&, i] {
                        const bool isTold = lock.lockShared() == runtime::Locked::OwnerDied;
                        lock.unlockShared();
                        runtime::expect(!isTold || i != told, "it is told");
                    });
            });
            QCOMPARE(report.conclusion, Conclusion::Found);
        }
    }

    void aShareOfSomebodyElseIsNotGivenBack() {
        const SearchReport report = searched([] {
            runtime::SharedMutex lock{"L"};
            lock.lockShared();
            Thread thief{"thief", [&] { lock.unlockShared(); }};
            thief.join();
            lock.unlockShared();
        });
        QCOMPARE(report.conclusion, Conclusion::Found);
        QCOMPARE(report.found->failure.outcome, Outcome::Exception);
        QCOMPARE(report.found->failure.message,
                 std::string{"a task unlocks a shared mutex that it does not read"});
    }

    // It was permitted because the gate does not know the room of a pipe.
    void whoHasALimitDoesNotWaitForRoomInRealTime_data() {
        QTest::addColumn<bool>("isSocket");
        QTest::newRow("pipe") << false;
        QTest::newRow("socket") << true;
    }
    void whoHasALimitDoesNotWaitForRoomInRealTime() {
        QFETCH(bool, isSocket);
        static constexpr Duration kLimit = std::chrono::seconds{5};
        const auto fill = [](auto& channel) {
            const std::string message(4000, 'm');
            while (channel.trySend(message)) {
            }
            runtime::expect(!channel.sendFor(message, kLimit), "there is no room");
        };
        const Instant begin = MonotonicClock::now();
        const SearchReport report = searched([&] {
            if (isSocket) {
                runtime::Socket socket{"S"};
                runtime::Socket::End left = socket.left();
                fill(left);
            } else {
                runtime::Pipe pipe{"P"};
                fill(pipe);
            }
        });
        QCOMPARE(report.conclusion, Conclusion::Proved);
        QVERIFY(MonotonicClock::now() - begin < kLimit);
    }

    void theOwnersDeathIsNoDeadlock() {
        const SearchReport report = searched([] {
            Mutex lock{"L"};
            Process holder{"holder", [&] { lock.lock(); }};  // and it ends with it
            lock.lock();
            lock.unlock();
        });
        QCOMPARE(report.conclusion, Conclusion::Proved);
    }
};

QTEST_GUILESS_MAIN(CarriedLifeTest)
#include "tst_carried_life.moc"

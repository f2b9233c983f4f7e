// A fiber that waits for a descriptor lets the others of its thread go on, is told as waiting, and is woken
// by whatever comes; connections carry messages between tasks.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/runtime/listener.h"
#include "engine/runtime/message_queue.h"
#include "engine/runtime/pipe.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/signal_line.h"
#include "engine/runtime/yield.h"
#include "tests/engine/runtime/observed_runtime.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using enum wire::EventKind;

namespace {

// Runs `body` on a thread of its own, which may carry fibers.
void onCarrier(const Body& body) {
    Thread{"carrier", body}.join();
}

// A connection to the port by somebody who is no part of the run.
FileDescriptor stranger(std::uint16_t port) {
    FileDescriptor fd{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    HEDDLE_CHECK(::connect(fd.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
    return fd;
}

}  // namespace

class FiberIoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        SKIP_WITHOUT_FIBERS();
        observedSegment();
    }

    void fibersOfOneThreadTalkThroughDescriptors() {
        onCarrier([] {
            Pipe pipe;
            Socket socket;
            MessageQueue queue{1};
            constexpr int kRounds = 300;
            Fiber first{"first", [&] {
                            for (int i = 0; i < kRounds; ++i) {
                                pipe.send(std::to_string(i));
                                HEDDLE_CHECK(socket.left().receive() == std::to_string(2 * i));
                            }
                        }};
            Fiber second{"second", [&] {
                             for (int i = 0; i < kRounds; ++i) {
                                 queue.send(pipe.receive());
                                 queue.send("twice");
                             }
                         }};
            Fiber third{"third", [&] {
                            for (int i = 0; i < kRounds; ++i) {
                                socket.right().send(std::to_string(2 * std::stoi(queue.receive())));
                                HEDDLE_CHECK(queue.receive() == "twice");
                            }
                        }};
        });
    }

    void aFiberThatWaitsIsToldWithItsObject() {
        CollectedEvents& events = newEvents();
        ObjectId pipeId;
        TaskRef waiter;
        onCarrier([&] {
            Pipe pipe{"quiet"};
            pipeId = pipe.id();
            Fiber reader{"reader", [&] { HEDDLE_CHECK(pipe.receive() == "at last"); }};
            waiter = reader.ref();
            for (int i = 0; i < 3; ++i) yield();
            pipe.send("at last");
        });
        events.drain();
        const auto story = events.onObject(pipeId);
        QCOMPARE(story.size(), std::size_t{2});
        QCOMPARE(story[0].kind, WaitBegan);
        QCOMPARE(wire::operationOf(story[0]), wire::Operation::Read);
        QCOMPARE(story[0].task, waiter.value());
        QCOMPARE(story[1].kind, WaitEnded);
        QCOMPARE(story[1].task, waiter.value());
        std::vector<wire::EventKind> told;
        for (const wire::Event& event : events.all())
            if (event.task == waiter.value() && event.time >= story[0].time && event.time <= story[1].time)
                told.push_back(event.kind);
        QCOMPARE(told, (std::vector{WaitBegan, FiberSuspended, Woken, FiberResumed, WaitEnded}));
    }

    void whileOneWaitsForADescriptorOthersSleepAndAreWokenFromElsewhere_data() {
        QTest::addColumn<bool>("byProcess");
        QTest::newRow("by a thread") << false;
        QTest::newRow("by a process") << true;
    }
    void whileOneWaitsForADescriptorOthersSleepAndAreWokenFromElsewhere() {
        QFETCH(bool, byProcess);
        constexpr int kRounds = 500;
        Semaphore there{0, "there"}, back{0, "back"};
        Pipe end{"end"};
        const auto partner = [&] {
            for (int i = 0; i < kRounds; ++i) {
                there.acquire();
                back.release();
            }
        };
        const auto carrier = [&] {
            bool hasEnded = false;
            Fiber waiter{"waiter", [&] {
                             HEDDLE_CHECK(end.receive() == "end");
                             hasEnded = true;
                         }};
            Fiber sleeper{"sleeper", [&] {
                              for (int i = 0; i < 20; ++i) sleepFor(std::chrono::microseconds{300});
                          }};
            Fiber worker{"worker", [&] {
                             for (int i = 0; i < kRounds; ++i) {
                                 there.release();
                                 back.acquire();
                             }
                         }};
            worker.join();
            sleeper.join();
            HEDDLE_CHECK(!hasEnded);
            end.send("end");
        };
        if (byProcess) {
            Process other{"partner", partner};
            onCarrier(carrier);
            QCOMPARE(other.join(), 0);
        } else {
            Thread other{"partner", partner};
            onCarrier(carrier);
        }
    }

    void severalFibersWaitForOneDescriptor() {
        onCarrier([] {
            Pipe pipe;
            int got = 0;
            std::vector<Fiber> readers;
            for (int i = 0; i < 10; ++i)
                readers.emplace_back("reader", [&] { got += std::stoi(pipe.receive()); });
            for (int i = 0; i < 5; ++i) yield();
            for (int i = 1; i <= 10; ++i) {
                pipe.send(std::to_string(i));
                yield();
            }
            readers.clear();
            HEDDLE_CHECK(got == 55);
        });
    }

    void aDescriptorsNumberMayBelongToAnotherFileLater() {
        onCarrier([] {
            for (int i = 0; i < 50; ++i) {
                Pipe pipe;
                Fiber reader{"reader", [&] { HEDDLE_CHECK(pipe.receive() == "x"); }};
                yield();
                pipe.send("x");
            }
        });
    }

    void readersAreServedWhileOthersAreAlwaysReady() {
        onCarrier([] {
            Pipe pipe;
            bool served = false;
            Fiber reader{"reader", [&] {
                             HEDDLE_CHECK(pipe.receive() == "x");
                             served = true;
                         }};
            Fiber busy{"busy", [&] {
                           while (!served) yield();
                       }};
            Fiber busyToo{"busy too", [&] {
                              yield();
                              pipe.send("x");
                              while (!served) yield();
                          }};
        });
    }

    void aChildOfAFiberHasWaitsOfItsOwn() {
        onCarrier([] {
            Pipe pipe, other;
            Fiber parent{"parent", [&] {
                             Fiber waiter{"waiter", [&] { HEDDLE_CHECK(pipe.receive() == "x"); }};
                             yield();
                             Process child{
                                 "child", [&] {
                                     Fiber in{"in the child", [&] { HEDDLE_CHECK(other.receive() == "y"); }};
                                     yield();
                                     other.send("y");
                                     in.join();
                                 }};
                             HEDDLE_CHECK(child.join() == 0);
                             pipe.send("x");
                         }};
        });
    }

    void connectionsGoBothWaysBetweenFibersThreadsAndProcesses_data() { crewRows(); }
    void connectionsGoBothWaysBetweenFibersThreadsAndProcesses() {
        QFETCH(Crew, crew);
        CollectedEvents& events = newEvents();
        constexpr int kClients = 8, kMessages = 20;
        Listener listener{"listener"};
        Thread server{"server", [&] {
                          std::vector<Fiber> fibers;
                          for (int i = 0; i < kClients; ++i)
                              fibers.emplace_back("echo", [connection = listener.accept()]() mutable {
                                  while (const auto message = connection.receive())
                                      connection.send("echo of " + *message);
                              });
                      }};
        runCrew(crew, kClients, [&](int client) {
            Connection connection{listener.address(), "client " + std::to_string(client)};
            for (int i = 0; i < kMessages; ++i) {
                connection.send(std::to_string(i));
                HEDDLE_CHECK(connection.receive() == "echo of " + std::to_string(i));
            }
        });
        server.join();
        events.drain();
        const std::size_t all = kClients * (2 * kMessages + 1);  // to connect is a message, too
        QCOMPARE(events.count(Sent), all);
        QCOMPARE(events.count(Received), all);
        const ObjectId there = events.objectNamed("client 3 to the server");
        std::size_t sent = 0, received = 0;
        for (const wire::Event& event : events.all()) {
            sent += event.kind == Sent && event.object == there.value();
            received += event.kind == Received && event.object == there.value();
        }
        QCOMPARE(sent, std::size_t{kMessages});
        QCOMPARE(received, std::size_t{kMessages});
    }

    void aSenderWaitsWhileTheOtherEndDoesNotRead() {
        onCarrier([] {
            Listener listener;
            constexpr int kMessages = 5000;
            const std::string message(4000, 'm');
            int sent = 0;
            Fiber sender{"sender", [&] {
                             Connection connection{listener.address()};
                             for (; sent < kMessages; ++sent) HEDDLE_CHECK(connection.send(message));
                         }};
            Connection connection = listener.accept();
            for (int before = -1; before != sent; yield()) before = sent;
            HEDDLE_CHECK(sent < kMessages);
            for (int i = 0; i < kMessages; ++i) HEDDLE_CHECK(connection.receive() == message);
            HEDDLE_CHECK(!connection.receive());
        });
    }

    void whoIsGoneIsNoErrorToTheOther() {
        onCarrier([] {
            Listener listener;
            Fiber{"brief", [&] { Connection{listener.address()}; }}.join();
            Connection connection = listener.accept();
            HEDDLE_CHECK(!connection.receive());
            while (connection.send("anybody there?")) yield();
        });
    }

    void descriptorsAreProvidedOrRefusedInTime() {
        const auto asked = [](rlim_t hard, std::size_t count) {
            return Process{"asks",
                           [=] {
                               const rlimit few{64, hard};
                               ::setrlimit(RLIMIT_NOFILE, &few);
                               needDescriptors(count);
                               rlimit now{};
                               ::getrlimit(RLIMIT_NOFILE, &now);
                               if (now.rlim_cur < count)
                                   ::_exit(1);
                           }}
                .join();
        };
        QCOMPARE(asked(500, 400), 0);
        const int refused = asked(500, 501);
        QVERIFY(WIFEXITED(refused));
        QCOMPARE(WEXITSTATUS(refused), 3);
    }

    void whoAcceptsGivesUpAfterItsTime_data() {
        QTest::addColumn<bool>("byFiber");
        QTest::newRow("thread") << false;
        QTest::newRow("fiber") << true;
    }
    void whoAcceptsGivesUpAfterItsTime() {
        QFETCH(bool, byFiber);
        CollectedEvents& events = newEvents();
        Listener listener{"listener"};
        const auto server = [&] {
            using namespace std::chrono_literals;
            const Instant before = MonotonicClock::now();
            HEDDLE_CHECK(!listener.acceptFor(7ms));
            HEDDLE_CHECK(MonotonicClock::now() - before >= 7ms);
            Thread client{"client", [&] { Connection{listener.address()}.send("here I am"); }};
            std::optional<Connection> connection = listener.acceptFor(100s);
            HEDDLE_CHECK(connection && connection->receive() == "here I am");
        };
        onCarrier([&] {
            if (byFiber)
                Fiber{"server", server}.join();
            else
                server();
        });
        events.drain();
        std::size_t timedOut = 0;
        for (const wire::Event& event : events.of(WaitEnded))
            timedOut += event.object == listener.id().value() &&
                        event.detail == static_cast<std::uint16_t>(wire::WaitOutcome::TimedOut);
        QCOMPARE(timedOut, std::size_t{1});
    }

    // In a process of its own: the signal goes to whichever of its threads does not block it.
    void aFiberThatWaitsForASignalLetsTheOthersGoOn() {
        Process carrier{"carrier", [] {
                            SignalLine line{"numbers"};
                            std::int32_t got = 0;
                            Fiber receiver{"receiver", [&] { got = line.receive(); }};
                            Fiber sender{"sender", [&] {
                                             yield();
                                             line.send(::getpid(), 42);
                                         }};
                            receiver.join();
                            HEDDLE_CHECK(got == 42);
                        }};
        QCOMPARE(carrier.join(), 0);
    }

    // By a child that says its end, and by one that cannot.
    void aFiberThatJoinsAProcessIsWokenOnce_data() {
        QTest::addColumn<bool>("isKilled");
        QTest::newRow("that ends by itself") << false;
        QTest::newRow("that is killed") << true;
    }
    void aFiberThatJoinsAProcessIsWokenOnce() {
        QFETCH(bool, isKilled);
        CollectedEvents& events = newEvents();
        TaskRef parent;
        onCarrier([&] {
            Semaphore mayEnd{0};
            Process child{"child", [&] { mayEnd.acquire(); }};
            Fiber waiter{"parent", [&] { HEDDLE_CHECK((child.join() != 0) == isKilled); }};
            parent = waiter.ref();
            for (int i = 0; i < 20; ++i) sleepFor(std::chrono::milliseconds{2});  // others go on
            if (isKilled)
                ::kill(child.pid(), SIGKILL);
            else
                mayEnd.release();
            waiter.join();
        });
        events.drain();
        const auto all = events.of(FiberResumed);
        QCOMPARE(std::count_if(all.begin(), all.end(),
                               [&](const wire::Event& event) { return event.task == parent.value(); }),
                 2);  // to begin, and when the child has ended
    }

    void aStrangerIsTurnedAway() {
        Listener listener;
        const FileDescriptor liar = stranger(listener.address().port);
        QVERIFY(::send(liar.get(), "GET / HTTP/1.1\r\nHost: localhost:1\r\n\r\n", 36, 0) > 0);
        Thread client{"client", [&] {
                          Connection connection{listener.address()};
                          connection.send("mine");
                          HEDDLE_CHECK(!connection.receive());
                      }};
        {
            Connection connection = listener.accept();
            QCOMPARE(connection.receive(), std::optional<std::string>{"mine"});
        }
        client.join();
        char byte = 0;
        QVERIFY(::recv(liar.get(), &byte, 1, 0) <= 0);
    }
};

QTEST_GUILESS_MAIN(FiberIoTest)
#include "tst_fiber_io.moc"

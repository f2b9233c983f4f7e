// Who waits for a message, or for room for one, may give up after a time: it has taken and sent nothing then,
// and is told as one that gave up. Between threads, processes and fibers.
#include <unistd.h>

#include <functional>

#include <QTest>

#include "engine/base/futex.h"
#include "engine/runtime/listener.h"
#include "engine/runtime/message_queue.h"
#include "engine/runtime/pipe.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/signal_line.h"
#include "engine/runtime/yield.h"
#include "tests/engine/runtime/object_story.h"
#include "tests/engine/runtime/shared_ledger.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using enum wire::EventKind;
using namespace std::chrono_literals;

namespace {

// What all means of communication have in common, whatever their messages are.
struct Means {
    std::function<bool(const std::string&)> trySend;
    std::function<bool(const std::string&, Duration)> sendFor;
    std::function<std::optional<std::string>()> tryReceive;
    std::function<std::optional<std::string>(Duration)> receiveFor;
};

template <class Sender, class Receiver>
Means meansOf(Sender& out, Receiver& in) {
    return {[&](const std::string& text) { return out.trySend(text); },
            [&](const std::string& text, Duration limit) { return out.sendFor(text, limit); },
            [&] { return in.tryReceive(); }, [&](Duration limit) { return in.receiveFor(limit); }};
}

// Calls test(means) with means of the kind `which`.
template <class Test>
void withMeans(const std::string& which, const Test& test) {
    if (which == "pipe") {
        Pipe pipe{"channel"};
        test(meansOf(pipe, pipe));
    } else if (which == "socket") {
        Socket socket{"channel"};
        Socket::End left = socket.left(), right = socket.right();
        test(meansOf(left, right));
    } else if (which == "message queue") {
        MessageQueue queue{2, "channel"};
        test(Means{[&](const std::string& text) { return queue.trySend(text); },
                   [&](const std::string& text, Duration limit) { return queue.sendFor(text, limit); },
                   [&] { return queue.tryReceive(); },
                   [&](Duration limit) { return queue.receiveFor(limit); }});
    } else if (which == "connection") {
        Listener listener;
        std::optional<Connection> client;
        Thread connects{"connects", [&] { client.emplace(listener.address(), "channel"); }};
        Connection server = listener.accept();
        connects.join();
        test(Means{
            [&](const std::string& text) { return client->trySend(text).has_value(); },
            [&](const std::string& text, Duration limit) { return client->sendFor(text, limit).has_value(); },
            [&] { return server.tryReceive().message; },
            [&](Duration limit) { return server.receiveFor(limit).message; }});
    }
}

void meansRows() {
    QTest::addColumn<std::string>("which");
    for (const char* which : {"pipe", "socket", "message queue", "connection"})
        QTest::newRow(which) << std::string{which};
}

void meansAndCrewRows() {
    QTest::addColumn<std::string>("which");
    QTest::addColumn<Crew>("crew");
    for (const char* which : {"pipe", "socket", "message queue", "connection"}) {
        QTest::addRow("%s, threads", which) << std::string{which} << Crew::Threads;
        QTest::addRow("%s, processes", which) << std::string{which} << Crew::Processes;
        QTest::addRow("%s, fibers", which) << std::string{which} << Crew::Fibers;
    }
}

std::size_t timedOut(const CollectedEvents& events) {
    return timeOutsIn(events.all());
}

// Of those waits that were told.
bool allHaveALimit(const CollectedEvents& events, wire::Operation operation) {
    const auto waits = events.of(WaitBegan);
    return std::all_of(waits.begin(), waits.end(), [&](const wire::Event& wait) {
        return wire::operationOf(wait) != operation || wire::hasTimeLimit(wait);
    });
}

}  // namespace

Q_DECLARE_METATYPE(std::string)

class ChannelLimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }
    void init() { SKIP_ROWS_WITHOUT_FIBERS(); }

    void whoReceivesGivesUpAfterItsTime_data() { meansAndCrewRows(); }
    void whoReceivesGivesUpAfterItsTime() {
        QFETCH(std::string, which);
        QFETCH(Crew, crew);
        withMeans(which, [&](const Means& means) {
            CollectedEvents& events = newEvents();
            runCrew(crew, 1, [&](int) {
                const Instant before = MonotonicClock::now();
                HEDDLE_CHECK(!means.tryReceive());
                HEDDLE_CHECK(!means.receiveFor(3ms));
                HEDDLE_CHECK(MonotonicClock::now() - before >= 3ms);
                HEDDLE_CHECK(means.trySend("late"));
                HEDDLE_CHECK(means.receiveFor(100s) == "late");
            });
            events.drain();
            QCOMPARE(timedOut(events), std::size_t{1});
            QVERIFY(allHaveALimit(events, wire::Operation::Read));
            QCOMPARE(events.count(Sent), std::size_t{1});
            QCOMPARE(events.count(Received), std::size_t{1});
        });
    }

    void whoSendsGivesUpAfterItsTimeAndHasSentNothing_data() { meansAndCrewRows(); }
    void whoSendsGivesUpAfterItsTimeAndHasSentNothing() {
        QFETCH(std::string, which);
        QFETCH(Crew, crew);
        withMeans(which, [&](const Means& means) {
            CollectedEvents& events = newEvents();
            const SharedLedger ledger;
            const std::string message(4000, 'm');
            runCrew(crew, 1, [&](int) {
                // A connection's buffers grow: until nothing has moved for a while.
                int sent = 0;
                do {
                    while (means.trySend(message)) ++sent;
                } while (means.sendFor(message, 30ms) && ++sent > 0);
                HEDDLE_CHECK(sent > 0);
                for (int i = 0; i < sent; ++i) HEDDLE_CHECK(means.receiveFor(100s) == message);
                HEDDLE_CHECK(!means.tryReceive());
                HEDDLE_CHECK(means.sendFor("again", 100s));
                HEDDLE_CHECK(means.receiveFor(100s) == "again");
                ledger->sum = sent + 1;
            });
            events.drain();
            QCOMPARE(timedOut(events), std::size_t{1});
            QVERIFY(allHaveALimit(events, wire::Operation::Write));
            QCOMPARE(events.count(Sent), static_cast<std::size_t>(ledger->sum.load()));
            QCOMPARE(events.count(Received), static_cast<std::size_t>(ledger->sum.load()));
        });
    }

    // Room and a time limit that come together: what is told as sent arrives, and nothing else.
    void roomInTheLastMomentIsHadOrNot_data() {
        QTest::addColumn<std::string>("which");
        QTest::addColumn<Crew>("crew");
        for (const char* which : {"pipe", "socket", "message queue"}) {
            QTest::addRow("%s, threads", which) << std::string{which} << Crew::Threads;
            QTest::addRow("%s, processes", which) << std::string{which} << Crew::Processes;
            QTest::addRow("%s, fibers", which) << std::string{which} << Crew::Fibers;
        }
    }
    void roomInTheLastMomentIsHadOrNot() {
        QFETCH(std::string, which);
        QFETCH(Crew, crew);
        if (kIsAddressSanitizer && crew == Crew::Processes)
            QSKIP("a fork while the receiver allocates copies AddressSanitizer's allocator locked (GCC 12)");
        constexpr int kSenders = 4, kTries = 200;
        withMeans(which, [&](const Means& means) {
            CollectedEvents& events = newEvents();
            const SharedLedger sent;
            std::atomic<bool> isOver{false};
            Thread receiver{"receiver", [&] {
                                while (!isOver || means.tryReceive())
                                    static_cast<void>(means.receiveFor(200us));
                            }};
            runCrew(crew, kSenders, [&](int i) {
                const std::string message(4000, 'm');
                for (int n = 0; n < kTries; ++n) sent->done += means.sendFor(message, 20us * ((n + i) % 5));
            });
            isOver = true;
            receiver.join();
            events.drain();
            QCOMPARE(events.count(Sent), static_cast<std::size_t>(sent->done.load()));
            QCOMPARE(events.count(Received), static_cast<std::size_t>(sent->done.load()));
        });
    }

    void whileAFiberWaitsWithALimitTheOthersGoOn_data() { meansRows(); }
    void whileAFiberWaitsWithALimitTheOthersGoOn() {
        SKIP_WITHOUT_FIBERS();
        QFETCH(std::string, which);
        withMeans(which, [&](const Means& means) {
            Thread{"carrier",
                   [&] {
                       bool isOver = false;
                       int rounds = 0;
                       Fiber waiter{"waiter", [&] {
                                        HEDDLE_CHECK(!means.receiveFor(20ms));
                                        HEDDLE_CHECK(means.receiveFor(100s) == "at last");
                                        isOver = true;
                                    }};
                       Fiber other{"other", [&] {
                                       for (; rounds < 10; ++rounds) sleepFor(3ms);
                                       HEDDLE_CHECK(!isOver);
                                       HEDDLE_CHECK(means.trySend("at last"));
                                   }};
                       waiter.join();
                       HEDDLE_CHECK(rounds == 10);
                   }}
                .join();
        });
    }

    // Another sender may be stopped between its look and its write.
    void whoSendsDoesNotWaitForASenderThatStandsStill_data() {
        QTest::addColumn<std::string>("which");
        for (const char* which : {"pipe", "socket", "message queue"})
            QTest::newRow(which) << std::string{which};
    }
    void whoSendsDoesNotWaitForASenderThatStandsStill() {
        QFETCH(std::string, which);
        withMeans(which, [&](const Means& means) {
            // The object that was made last.
            const ObjectId id{observedSegment().header().objectsUsed -
                              (which == "socket" ? 1 : 0)};  // of its two directions the first
            std::atomic<std::uint32_t>& guard = observedSegment().object(id).guard;
            guard = static_cast<std::uint32_t>(::gettid());
            std::atomic<int> refused{0};
            Thread sender{"sender", [&] {
                              refused += !means.trySend("tried");
                              refused += !means.sendFor("in time", 3ms);
                          }};
            const bool hasEnded = sender.joinFor(20s);
            guard = 0;
            futexWake(guard);
            if (!hasEnded)
                sender.join();
            QVERIFY(hasEnded);
            QCOMPARE(refused.load(), 2);
            QVERIFY(means.trySend("again"));
            QCOMPARE(means.tryReceive(), std::optional<std::string>{"again"});
        });
    }

    void whatHasClosedIsNotTakenForOneThatIsSilent() {
        Listener listener;
        std::optional<Connection> client;
        Thread connects{"connects", [&] { client.emplace(listener.address()); }};
        Connection server = listener.accept();
        connects.join();
        TimedReceive got = server.receiveFor(2ms);
        QVERIFY(!got && !got.isClosed);
        client.reset();
        got = server.receiveFor(100s);
        QVERIFY(!got && got.isClosed);
    }

    // In processes of their own: a signal goes to whichever thread of the process does not block it.
    void whoWaitsForASignalGivesUpAfterItsTime_data() {
        QTest::addColumn<Crew>("crew");
        QTest::newRow("threads") << Crew::Threads;
        QTest::newRow("fibers") << Crew::Fibers;
    }
    void whoWaitsForASignalGivesUpAfterItsTime() {
        if (test::kIsThreadSanitizer)
            QSKIP("ThreadSanitizer does not follow threads that a process makes after a fork");
        QFETCH(Crew, crew);
        CollectedEvents& events = newEvents();
        Process process{"process", [&] {
                            SignalLine line{"numbers"};
                            runCrew(crew, 1, [&](int) {
                                const Instant before = MonotonicClock::now();
                                HEDDLE_CHECK(!line.tryReceive());
                                HEDDLE_CHECK(!line.receiveFor(3ms));
                                HEDDLE_CHECK(MonotonicClock::now() - before >= 3ms);
                                line.send(::getpid(), 42);
                                HEDDLE_CHECK(line.receiveFor(100s) == 42);
                            });
                        }};
        QCOMPARE(process.join(), 0);
        events.drain();
        QCOMPARE(timedOut(events), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(ChannelLimitsTest)
#include "tst_channel_limits.moc"

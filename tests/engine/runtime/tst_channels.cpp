// Messages arrive whole, once and in order, between threads and between processes, and both ends are told.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>

#include "engine/runtime/listener.h"
#include "engine/runtime/message_file.h"
#include "engine/runtime/message_queue.h"
#include "engine/runtime/pipe.h"
#include "engine/runtime/shared_memory.h"
#include "engine/runtime/signal_line.h"
#include "tests/engine/runtime/observed_runtime.h"

using namespace heddle;
using namespace heddle::runtime;
using namespace heddle::test;
using enum wire::EventKind;

namespace {

// Each message of the object was sent once, by `sender`, and received `times` times, with the right sender.
void verifyTransfers(const CollectedEvents& events, ObjectId channel, std::size_t count, TaskRef sender,
                     std::size_t times = 1) {
    std::map<std::uint32_t, std::uint32_t> senders;
    std::size_t received = 0;
    for (const wire::Event& event : events.of(Sent))
        if (event.object == channel.value())
            senders[event.sequence()] = event.task;
    for (const wire::Event& event : events.of(Received)) {
        if (event.object != channel.value())
            continue;
        ++received;
        QVERIFY(senders.contains(event.sequence()));
        QCOMPARE(static_cast<std::uint32_t>(event.value >> 32), senders[event.sequence()]);
        QVERIFY(event.task != event.value >> 32);
    }
    QCOMPARE(senders.size(), count);
    QCOMPARE(received, count * times);
    for (const auto& [number, task] : senders) QCOMPARE(task, sender.value());
}

// Takes one connection, and connects on to `target`; what the client says goes there a little later.
class SlowRelay {
public:
    explicit SlowRelay(std::uint16_t target) {
        socklen_t size = sizeof m_address;
        m_address.sin_family = AF_INET;
        m_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        sockaddr_in there = m_address;
        there.sin_port = htons(target);
        HEDDLE_CHECK(::bind(m_listens.get(), raw(m_address), size) == 0);
        HEDDLE_CHECK(::listen(m_listens.get(), 1) == 0);
        HEDDLE_CHECK(::getsockname(m_listens.get(), raw(m_address), &size) == 0);
        HEDDLE_CHECK(::connect(m_target.get(), raw(there), sizeof there) == 0);
    }
    [[nodiscard]] std::uint16_t port() const { return ntohs(m_address.sin_port); }
    void carryAfter(Duration pause) const {
        const FileDescriptor client{::accept(m_listens.get(), nullptr, nullptr)};
        sleepFor(pause);
        std::array<char, 1024> some{};
        for (ssize_t got = 1; (got = ::read(client.get(), some.data(), some.size())) > 0;)
            HEDDLE_CHECK(::write(m_target.get(), some.data(), static_cast<std::size_t>(got)) == got);
    }

private:
    static sockaddr* raw(sockaddr_in& address) { return reinterpret_cast<sockaddr*>(&address); }
    static FileDescriptor newSocket() {
        return FileDescriptor{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    }
    FileDescriptor m_listens = newSocket(), m_target = newSocket();
    sockaddr_in m_address{};
};

}  // namespace

class ChannelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { observedSegment(); }

    void aPipeCarriesMessagesBetweenProcesses() {
        CollectedEvents& events = newEvents();
        Pipe pipe{"pipe"};
        constexpr int kMessages = 200;
        Process child{"child", [&] {
                          for (int i = 0; i < kMessages; ++i) pipe.send("message " + std::to_string(i));
                      }};
        const TaskRef sender = child.ref();
        for (int i = 0; i < kMessages; ++i) QCOMPARE(pipe.receive(), "message " + std::to_string(i));
        QCOMPARE(child.join(), 0);
        events.drain();
        verifyTransfers(events, pipe.id(), kMessages, sender);
    }

    void whoFindsNothingIsSeenWaiting() {
        CollectedEvents& events = newEvents();
        Pipe pipe{"slow"};
        std::string got;
        Thread receiver{"receiver", [&] { got = pipe.receive(); }};
        QTRY_VERIFY((events.drain(), events.onObject(pipe.id()).size() == 1));
        QCOMPARE(wire::operationOf(events.onObject(pipe.id()).front()), wire::Operation::Read);
        pipe.send("now");
        receiver.join();
        QCOMPARE(got, std::string{"now"});
        events.drain();
        const auto story = events.onObject(pipe.id());
        QCOMPARE(story.size(), std::size_t{2});
        QCOMPARE(story.back().kind, WaitEnded);
        QCOMPARE(story.back().sequence(), 2u);
    }

    void messagesOfAllSizesAreWhole_data() {
        QTest::addColumn<int>("bytes");
        for (const int bytes : {0, 1, 64, 3999, 4000}) QTest::addRow("%d bytes", bytes) << bytes;
    }
    void messagesOfAllSizesAreWhole() {
        QFETCH(int, bytes);
        const std::string message(static_cast<std::size_t>(bytes), 'x');
        Pipe pipe;
        Socket socket;
        MessageQueue queue{2};
        MessageFile file;
        for (int round = 0; round < 2; ++round) {
            pipe.send(message);
            QCOMPARE(pipe.receive(), message);
            socket.left().send(message);
            QCOMPARE(socket.right().receive(), message);
            queue.send(message);
            QCOMPARE(queue.receive(), message);
            file.write(message);
            QCOMPARE(file.read(), std::optional{message});
            QCOMPARE(file.read(), std::nullopt);
        }
    }

    void aSocketGoesBothWays() {
        CollectedEvents& events = newEvents();
        Socket socket{"s"};
        Process server{"server", [&] {
                           for (int i = 0; i < 20; ++i)
                               socket.right().send("echo of " + socket.right().receive());
                       }};
        const TaskRef self = ThreadContext::current().self(), other = server.ref();
        for (int i = 0; i < 20; ++i) {
            socket.left().send(std::to_string(i));
            QCOMPARE(socket.left().receive(), "echo of " + std::to_string(i));
        }
        server.join();
        events.drain();
        verifyTransfers(events, events.objectNamed("s to the right"), 20, self);
        verifyTransfers(events, events.objectNamed("s to the left"), 20, other);
    }

    void aMessageQueueGivesUrgentMessagesFirst() {
        MessageQueue queue{3};
        queue.send("low", 1);
        queue.send("high", 9);
        queue.send("low again", 1);
        QCOMPARE(queue.receive(), std::string{"high"});
        QCOMPARE(queue.receive(), std::string{"low"});
        QCOMPARE(queue.receive(), std::string{"low again"});
    }

    void aFullMessageQueueHoldsTheSenderBack() {
        MessageQueue queue{1, "narrow"};
        Process sender{"sender", [&] {
                           for (int i = 0; i < 50; ++i) queue.send(std::to_string(i));
                       }};
        for (int i = 0; i < 50; ++i) QCOMPARE(queue.receive(), std::to_string(i));
    }

    void aFileIsReadByWhoLooks() {
        CollectedEvents& events = newEvents();
        MessageFile file{"notes"};
        Process writer{"writer", [&] {
                           file.write("one");
                           file.write("two");
                       }};
        const TaskRef sender = writer.ref();
        writer.join();
        QCOMPARE(file.read(), std::optional<std::string>{"one"});
        QCOMPARE(file.read(), std::optional<std::string>{"two"});
        QCOMPARE(file.read(), std::nullopt);
        events.drain();
        verifyTransfers(events, file.id(), 2, sender);
    }

    void signalsCarryNumbersInOrder() {
        CollectedEvents& events = newEvents();
        SignalLine line{"numbers"};
        constexpr int kSignals = 5000;  // more than the bits of a number that travel along
        Process receiver{"receiver", [&] {
                             for (int i = 0; i < kSignals; ++i)
                                 if (line.receive() != -i)
                                     ::_exit(1);
                         }};
        for (int i = 0; i < kSignals; ++i) line.send(receiver.pid(), -i);
        QCOMPARE(receiver.join(), 0);
        events.drain();
        verifyTransfers(events, line.id(), kSignals, ThreadContext::current().self());
    }

    void whatIsWrittenIntoSharedMemoryIsSeenByTheOthers() {
        struct Pair {
            int a, b;
        };
        CollectedEvents& events = newEvents();
        SharedMemory<Pair> memory{{1, 1}, "pair"};
        std::vector<Process> readers;
        for (int r = 0; r < 2; ++r) {
            readers.emplace_back("reader", [&] {
                for (int i = 0; i < 500; ++i)
                    if (const Pair pair = memory.read(); pair.a != pair.b)
                        ::_exit(1);
                if (memory.read().a < 1)
                    ::_exit(2);
            });
        }
        for (int i = 2; i <= 500; ++i) memory.write({i, i});
        for (Process& reader : readers) QCOMPARE(reader.join(), 0);
        QCOMPARE(memory.read().b, 500);
        events.drain();
        const auto received = events.of(Received);
        QCOMPARE(received.size(), std::size_t{2 * 501 + 1});
        QCOMPARE(events.count(Sent), std::size_t{500});
    }

    void whoHasConnectedInTimeIsHeardOut() {
        using namespace std::chrono_literals;
        Listener listener;
        const SlowRelay relay{listener.address().port};
        Thread carries{"relay", [&] { relay.carryAfter(200ms); }};
        Thread client{"client", [&] {
                          Connection{Address{relay.port(), listener.address().listener}}.send("here I am");
                      }};
        std::optional<Connection> connection = listener.acceptFor(20ms);
        QVERIFY(connection);
        QCOMPARE(connection->receive(), std::optional<std::string>{"here I am"});
    }
};

QTEST_GUILESS_MAIN(ChannelsTest)
#include "tst_channels.moc"

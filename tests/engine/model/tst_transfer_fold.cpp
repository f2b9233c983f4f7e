// Two ends of a message make one transfer, whichever of them was told first.
#include <QTest>

#include "engine/model/model.h"
#include "tests/support/stream_builder.h"

using namespace heddle;
using namespace heddle::model;
using namespace std::chrono_literals;

namespace {

StreamBuilder& sent(StreamBuilder& s, TaskId task, ObjectId channel, std::uint32_t number,
                    std::uint32_t bytes) {
    return s.event({.value = wire::packPair(bytes, number),
                    .task = task.value(),
                    .object = channel.value(),
                    .kind = wire::EventKind::Sent});
}
StreamBuilder& received(StreamBuilder& s, TaskId task, TaskId sender, ObjectId channel,
                        std::uint32_t number) {
    return s.event({.value = wire::packPair(sender.value(), number),
                    .task = task.value(),
                    .object = channel.value(),
                    .kind = wire::EventKind::Received});
}

std::vector<Transfer> transfersOf(const SnapshotPtr& snapshot) {
    std::vector<Transfer> all;
    for (std::size_t i = 0; i < snapshot->transfers().size(); ++i) all.push_back(snapshot->transfers()[i]);
    return all;
}

}  // namespace

class TransferFoldTest : public QObject {
    Q_OBJECT

    StreamBuilder s;
    TaskId m_a, m_b, m_c;
    ObjectId m_pipe;

    std::vector<Transfer> fold() {
        Model model;
        model.apply(s.events());
        return transfersOf(model.snapshot(s.now()));
    }

private Q_SLOTS:
    void init() {
        s = StreamBuilder{};
        m_a = s.process("A");
        m_b = s.process("B");
        m_c = s.process("C");
        m_pipe = s.object(wire::ObjectKind::Pipe, "pipe", m_a);
    }

    void aMessageThatIsSentAndReceivedIsATransfer() {
        s.after(5us);
        const Instant begin = s.now();
        sent(s, m_a, m_pipe, 1, 64);
        s.after(7us);
        received(s, m_b, m_a, m_pipe, 1);
        const auto all = fold();
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all[0].channel, m_pipe);
        QCOMPARE(all[0].sender, m_a);
        QCOMPARE(all[0].receiver, m_b);
        QCOMPARE(all[0].bytes, 64u);
        QVERIFY(all[0].sent >= begin && all[0].sent < begin + 1us);
        QVERIFY(all[0].received >= all[0].sent + 7us && all[0].received < all[0].sent + 8us);
    }

    void theEndThatIsToldFirstMayBeTheSecond() {
        received(s, m_b, m_a, m_pipe, 1);
        s.after(1us);
        sent(s, m_a, m_pipe, 1, 3);
        const auto all = fold();
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all[0].bytes, 3u);
        QVERIFY(all[0].sent <= all[0].received);
    }

    void aMessageMayBeReceivedBySeveral() {
        sent(s, m_a, m_pipe, 1, 4);
        received(s, m_b, m_a, m_pipe, 1);
        received(s, m_c, m_a, m_pipe, 1);
        QCOMPARE(fold().size(), std::size_t{2});
    }

    void messagesMayOvertakeEachOther() {
        for (std::uint32_t i = 1; i <= 100; ++i) sent(s, m_a, m_pipe, i, i);
        for (std::uint32_t i = 100; i >= 1; --i) received(s, m_b, m_a, m_pipe, i);
        const auto all = fold();
        QCOMPARE(all.size(), std::size_t{100});
        QCOMPARE(all[0].bytes, 100u);
        QCOMPARE(all[99].bytes, 1u);
    }

    void whatWasNotToldAtBothEndsIsNoTransfer() {
        sent(s, m_a, m_pipe, 1, 4);
        received(s, m_b, m_a, m_pipe, 2);
        received(s, m_b, m_a, m_pipe, 0);
        QVERIFY(fold().empty());
    }

    void theNextRoundOfNumbersTakesThePlaces() {
        for (std::uint32_t i = 1; i <= 10'000; ++i) {
            sent(s, m_a, m_pipe, i, i);
            received(s, m_b, m_a, m_pipe, i);
        }
        const auto all = fold();
        QCOMPARE(all.size(), std::size_t{10'000});
        QCOMPARE(all[9'999].bytes, 10'000u);
    }
};

QTEST_GUILESS_MAIN(TransferFoldTest)
#include "tst_transfer_fold.moc"

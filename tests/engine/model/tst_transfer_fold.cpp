// Two ends of a message make one transfer, whichever of them was told first.
#include <QTest>

#include "engine/model/model.h"
#include "engine/model/transfer_fold.h"
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

    void noMessageOfManyChannelsIsLeftOut() {
        constexpr int kMany = 10'000;
        std::vector<ObjectId> channels;
        for (int i = 0; i < kMany; ++i)
            channels.push_back(s.object(wire::ObjectKind::Socket, "connection", m_a));
        for (const ObjectId channel : channels) sent(s, m_a, channel, 1, 4);
        for (const ObjectId channel : channels) received(s, m_b, m_a, channel, 1);
        QCOMPARE(fold().size(), std::size_t{kMany});
    }

    void aChannelThatIsDestroyedIsForgottenOnceNothingIsUnderWay_data() {
        QTest::addColumn<QByteArray>("story");  // of s(end), r(eceive), d(estroy)
        QTest::addColumn<std::size_t>("left");
        QTest::newRow("all came") << QByteArray{"srd"} << std::size_t{0};
        QTest::newRow("it comes later") << QByteArray{"sdr"} << std::size_t{0};
        QTest::newRow("it was told late") << QByteArray{"rds"} << std::size_t{0};
        QTest::newRow("it does not come") << QByteArray{"sd"} << std::size_t{1};
        QTest::newRow("it lives") << QByteArray{"sr"} << std::size_t{1};
    }
    void aChannelThatIsDestroyedIsForgottenOnceNothingIsUnderWay() {
        QFETCH(QByteArray, story);
        for (const char step : story) {
            if (step == 's')
                sent(s, m_a, m_pipe, 1, 4);
            else if (step == 'r')
                received(s, m_b, m_a, m_pipe, 1);
            else
                s.event({.object = m_pipe.value(), .kind = wire::EventKind::ObjectDestroyed});
        }
        Store store;
        TransferFold transfers{store};
        for (const wire::Event& event : s.events()) {
            if (event.kind == wire::EventKind::Sent)
                transfers.sent(event, 1);
            else if (event.kind == wire::EventKind::Received)
                transfers.received(event, 1);
            else if (event.kind == wire::EventKind::ObjectDestroyed)
                transfers.destroyed(event.object);
        }
        QTEST(transfers.channels(), "left");
        QCOMPARE(fold().size(), std::size_t{story.contains('r') ? 1u : 0u});
        if (transfers.channels() == 0)
            QCOMPARE(transfers.bytes(), std::size_t{0});
    }

    void messagesForWhichThereIsNoPlaceAreCounted() {
        const std::size_t channels = TransferFold::kPlaceLimit / TransferFold::kKept;
        const auto last = static_cast<std::uint32_t>(TransferFold::kKept - 1);
        for (std::size_t i = 0; i < channels; ++i) {
            const ObjectId channel = s.object(wire::ObjectKind::Pipe, "pipe", m_a);
            sent(s, m_a, channel, last, 4);
            received(s, m_b, m_a, channel, last);
        }
        Model model;
        model.apply(s.events());
        const SnapshotPtr snapshot = model.snapshot(s.now());
        QCOMPARE(snapshot->transfers().size() + snapshot->source().lostEvents, channels);
        QVERIFY(snapshot->source().lostEvents > 0);
        QVERIFY(snapshot->transfers().size() > channels * 9 / 10);
    }

    // A file, or a queue in the kernel, holds any number of them.
    void howeverManyAreUnderWayEachArrives() {
        constexpr std::uint32_t kMany = 5 * TransferFold::kKept;
        for (std::uint32_t i = 1; i <= kMany; ++i) sent(s, m_a, m_pipe, i, i);
        for (std::uint32_t i = 1; i <= kMany; ++i) received(s, m_b, m_a, m_pipe, i);
        const auto all = fold();
        QCOMPARE(all.size(), std::size_t{kMany});
        for (std::uint32_t i = 0; i < kMany; ++i) QCOMPARE(all[i].bytes, i + 1);
    }

    // Nobody will ever read what was written over.
    void whatIsWrittenOverInSharedMemoryTakesNoPlaces() {
        const ObjectId memory = s.object(wire::ObjectKind::SharedMemory, "memory", m_a);
        constexpr std::uint32_t kMany = 3 * TransferFold::kPlaceLimit;
        Model model;
        for (std::uint32_t i = 1; i <= kMany; ++i) {
            sent(s, m_a, memory, i, 4);
            if (i % 65'536 == 0)
                model.apply(s.takeEvents());
        }
        received(s, m_b, m_a, memory, kMany);
        model.apply(s.takeEvents());
        const SnapshotPtr snapshot = model.snapshot(s.now());
        QCOMPARE(snapshot->transfers().size(), std::size_t{1});
        QCOMPARE(snapshot->source().lostEvents, std::uint64_t{0});
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

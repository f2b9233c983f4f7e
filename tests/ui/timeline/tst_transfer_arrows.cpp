// Messages as arrows from lane to lane, and what a tooltip says of them.
#include <QTest>

#include "tests/support/stream_builder.h"
#include "ui/timeline/transfer_arrows.h"

using namespace heddle;
using namespace heddle::ui;
using namespace std::chrono_literals;
using heddle::model::StreamBuilder;

class TransferArrowsTest : public QObject {
    Q_OBJECT

    StreamBuilder s;
    TaskId m_a, m_b;
    ObjectId m_pipe;

    void message(std::uint32_t number, std::uint32_t bytes, Duration underWay) {
        s.event({.value = wire::packPair(bytes, number),
                 .task = m_a.value(),
                 .object = m_pipe.value(),
                 .kind = wire::EventKind::Sent});
        s.after(underWay);
        s.event({.value = wire::packPair(m_a.value(), number),
                 .task = m_b.value(),
                 .object = m_pipe.value(),
                 .kind = wire::EventKind::Received});
    }
    [[nodiscard]] static TimeScale wholeOf(const model::Snapshot& snapshot) {
        return {{snapshot.start(), snapshot.now()}, 1000};
    }

private Q_SLOTS:
    void init() {
        s = StreamBuilder{};
        m_a = s.process("A");
        m_b = s.process("B");
        m_pipe = s.object(wire::ObjectKind::Pipe, "pipe", m_a);
    }

    void anArrowGoesFromTheSendingToTheReceiving() {
        s.after(100us);
        message(1, 64, 200us);
        s.after(100us);
        const auto snapshot = s.snapshot();
        const LaneLayout layout{*snapshot, {}, 20};
        const auto arrows = transferArrows(*snapshot, layout, wholeOf(*snapshot));
        QCOMPARE(arrows.size(), std::size_t{1});
        const Lane &a = layout.lanes()[layout.indexOf(m_a)], &b = layout.lanes()[layout.indexOf(m_b)];
        QVERIFY(arrows[0].tail.y() > a.top && arrows[0].tail.y() < a.bottom());
        QVERIFY(arrows[0].tip.y() > b.top && arrows[0].tip.y() < b.bottom());
        QVERIFY(arrows[0].tip.x() > arrows[0].tail.x() + 300);
        QCOMPARE(transferText(*snapshot, snapshot->transfers()[arrows[0].transfer]).section(u'\n', 0, 0),
                 QStringLiteral("A sent 64 bytes to B"));
    }

    void theMouseFindsTheArrowThatItIsOn() {
        s.after(100us);
        message(1, 64, 200us);
        const auto snapshot = s.snapshot();
        const LaneLayout layout{*snapshot, {}, 20};
        const auto arrows = transferArrows(*snapshot, layout, wholeOf(*snapshot));
        const QPointF middle = (arrows[0].tail + arrows[0].tip) / 2;
        QCOMPARE(arrowAt(arrows, middle + QPointF(0, 1)), &arrows[0]);
        QCOMPARE(arrowAt(arrows, middle + QPointF(0, 12)), nullptr);
    }

    void messagesOutsideTheRangeAreNotDrawn() {
        message(1, 64, 10us);
        s.after(1ms);
        message(2, 64, 10us);
        s.after(1ms);
        const auto snapshot = s.snapshot();
        const LaneLayout layout{*snapshot, {}, 20};
        const TimeScale later{{snapshot->start() + 500us, snapshot->now()}, 1000};
        QCOMPARE(transferArrows(*snapshot, layout, later).size(), std::size_t{1});
        const TimeScale none{{snapshot->now() - 100us, snapshot->now()}, 1000};
        QVERIFY(transferArrows(*snapshot, layout, none).empty());
    }

    void tooManyToFollowAreNotDrawn() {
        for (std::uint32_t i = 1; i <= 1000; ++i) message(i, 1, 1us);
        const auto snapshot = s.snapshot();
        const LaneLayout layout{*snapshot, {}, 20};
        QVERIFY(transferArrows(*snapshot, layout, wholeOf(*snapshot)).empty());
    }
};

QTEST_GUILESS_MAIN(TransferArrowsTest)
#include "tst_transfer_arrows.moc"

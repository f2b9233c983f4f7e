// What does not fit into a channel, or cannot be believed of it, is counted and shown as a gap.
#include <QTest>

#include "tests/engine/wire/small_ring.h"

using namespace heddle;
using namespace heddle::wire;
using namespace heddle::test;

class EventLossTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatDoesNotFitIsCountedAndBecomesAGap() {
        const auto segment = makeSegment();
        EventWriter writer;
        QVERIFY(attach(writer, *segment));
        EventReader reader{*segment, 0};
        writeNumbers(writer, 0, kRoom + 321);
        auto events = drained(reader);
        QCOMPARE(events.size(), static_cast<std::size_t>(kRoom + 1));
        QCOMPARE(events.back().kind, EventKind::GapBegan);  // known before it is over
        QCOMPARE(events.back().detailAs<GapSource>(), GapSource::Runtime);
        QCOMPARE(events.back().task, 1u);
        const std::uint64_t began = events.back().time;
        QVERIFY(drained(reader).empty());  // told once

        writeNumbers(writer, 5000, 5003);  // there is room again
        events = drained(reader);
        QCOMPARE(events.size(), std::size_t{4});
        QCOMPARE(events[0].kind, EventKind::GapEnded);
        QCOMPARE(events[0].value, std::uint64_t{321});
        QVERIFY(events[0].time >= began);
        QCOMPARE(events[1].value, std::uint64_t{5000});
        QCOMPARE(reader.lost(), std::uint64_t{321});
    }

    void aGapThatIsOverWhenItIsReadIsToldOnce() {
        const auto segment = makeSegment();
        EventWriter first, second;
        QVERIFY(attach(first, *segment, 1) && attach(second, *segment, 2));
        EventReader reader{*segment, 0}, other{*segment, 1};
        writeNumbers(second, 0, kBlockEvents * 2);
        writeNumbers(first, 0, kBlockEvents * 2 + 10);  // the pool is empty
        (void)drained(other);                           // one block comes back
        writeNumbers(first, 0, 5);
        const auto events = drained(reader);
        QCOMPARE(events.size(), std::size_t{kBlockEvents * 2 + 2 + 5});
        QCOMPARE(events[kBlockEvents * 2].kind, EventKind::GapBegan);
        QCOMPARE(events[kBlockEvents * 2 + 1].kind, EventKind::GapEnded);
        QCOMPARE(events[kBlockEvents * 2 + 1].value, std::uint64_t{10});
        writeNumbers(first, 0, 1);
        QCOMPARE(drained(reader).size(), std::size_t{1});  // and no gap after it
    }

    void aGapThatNeverEndedIsEndedByFinish() {
        const auto segment = makeSegment();
        EventWriter writer;
        QVERIFY(attach(writer, *segment));
        EventReader reader{*segment, 0};
        writeNumbers(writer, 0, kRoom + 9);
        writer.close();
        QVERIFY(reader.isClosed());
        std::vector<Event> events;
        QVERIFY(reader.drain(events, 1'000'000));
        const std::uint64_t now = nowTicks(*segment);
        reader.finish(events, now);
        QCOMPARE(events.back().kind, EventKind::GapEnded);
        QCOMPARE(events.back().value, std::uint64_t{9});
        QCOMPARE(events.back().time, now);
    }

    // Gaps that come and go while the reader looks: each has a beginning, an end and its count.
    void gapsArePairedHoweverTheyFallBetweenDrains() {
        const auto segment = makeSegment();
        std::atomic<bool> stop{false};
        std::uint64_t written = 0;
        std::atomic<bool> attached{false};
        std::thread thread{[&] {
            EventWriter writer;
            attach(writer, *segment);
            attached = true;
            while (!stop) writeNumbers(writer, written, written + 100), written += 100;
            writer.close();
        }};
        while (!attached) std::this_thread::yield();
        EventReader reader{*segment, 0};
        std::uint64_t read = 0, lost = 0;
        int gaps = 0;
        bool isOpen = false, isPaired = true;
        const auto look = [&](const std::vector<Event>& events) {
            for (const Event& event : events) {
                if (event.kind == EventKind::GapBegan) {
                    isPaired = isPaired && !isOpen;
                    isOpen = true;
                    ++gaps;
                } else if (event.kind == EventKind::GapEnded) {
                    isPaired = isPaired && isOpen;
                    isOpen = false;
                    lost += event.value;
                } else {
                    isPaired = isPaired && !isOpen;
                    ++read;
                }
            }
        };
        constexpr int kEnough = 5;
        const Instant limit = MonotonicClock::now() + std::chrono::seconds{60};
        while (gaps < kEnough && MonotonicClock::now() < limit) look(drained(reader, 1500));
        stop = true;
        thread.join();
        std::vector<Event> events;
        while (!reader.drain(events, 1'000'000)) {
        }
        reader.finish(events, nowTicks(*segment));
        look(events);
        QVERIFY(gaps >= kEnough);
        QVERIFY(isPaired);
        QVERIFY(!isOpen);
        QCOMPARE(read + lost, written);
    }

    // The observer believes nothing that it reads.
    void aChannelThatLiesEndsInAGap_data() {
        QTest::addColumn<int>("lie");
        QTest::newRow("more committed than there is") << 0;
        QTest::newRow("a first block out of bounds") << 1;
        QTest::newRow("a chain that leads out of bounds") << 2;
        QTest::newRow("a chain that bites its tail") << 3;
    }

    void aChannelThatLiesEndsInAGap() {
        QFETCH(int, lie);
        const auto segment = makeSegment();
        EventWriter writer;
        QVERIFY(attach(writer, *segment));
        EventReader reader{*segment, 0};
        writeNumbers(writer, 0, kBlockEvents + 10);
        ChannelSlot& slot = segment->channel(0);
        Block& first = segment->block(slot.firstBlock);
        if (lie == 0)
            slot.committed = std::uint64_t{1} << 60;
        else if (lie == 1)
            slot.firstBlock = 4'000'000;
        else if (lie == 2)
            first.next = 4'000'000;
        else
            first.next = slot.firstBlock.load();
        std::vector<Event> events;
        while (!reader.drain(events, 10'000)) {
        }
        QVERIFY(!events.empty());
        QCOMPARE(events.back().kind, EventKind::GapBegan);
        QVERIFY(events.size() <= kRoom + 1);
        reader.finish(events, nowTicks(*segment));
        QCOMPARE(events.back().kind, EventKind::GapEnded);
    }
};

QTEST_GUILESS_MAIN(EventLossTest)
#include "tst_event_loss.moc"

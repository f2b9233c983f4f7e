// What a thread writes is what the observer reads, in order and whole.
#include <atomic>
#include <thread>

#include <QTest>

#include "tests/engine/wire/small_ring.h"

using namespace heddle;
using namespace heddle::wire;
using namespace heddle::test;

class EventRingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadInOrder_data() {
        QTest::addColumn<quint64>("count");
        for (const quint64 count :
             {1u, 2u, kBlockEvents - 1u, kBlockEvents + 0u, kBlockEvents + 1u, 3 * kBlockEvents + 7u})
            QTest::addRow("%llu", count) << count;
    }
    void whatIsWrittenIsReadInOrder() {
        QFETCH(quint64, count);
        const auto segment = makeSegment();
        EventWriter writer;
        QVERIFY(attach(writer, *segment));
        EventReader reader{*segment, 0};
        const std::uint64_t before = nowTicks(*segment);
        writeNumbers(writer, 0, count);
        const auto events = drained(reader);
        QCOMPARE(events.size(), static_cast<std::size_t>(count));
        std::uint64_t last = before;
        for (std::size_t i = 0; i < events.size(); ++i) {
            QCOMPARE(events[i].value, static_cast<std::uint64_t>(i));
            QVERIFY(events[i].time >= last);
            last = events[i].time;
        }
        QVERIFY(last <= nowTicks(*segment));
    }

    void aLimitCutsADrainShortAndTheNextGoesOn() {
        const auto segment = makeSegment();
        EventWriter writer;
        QVERIFY(attach(writer, *segment));
        EventReader reader{*segment, 0};
        writeNumbers(writer, 0, 2500);
        std::vector<Event> events;
        int rounds = 1;
        while (!reader.drain(events, 700)) ++rounds;
        QCOMPARE(rounds, 4);
        QCOMPARE(events.size(), std::size_t{2500});
        QCOMPARE(events.back().value, std::uint64_t{2499});
    }

    void blocksGoRoundWhileTheReaderKeepsUp() {
        const auto segment = makeSegment();
        EventWriter writer;
        QVERIFY(attach(writer, *segment));
        EventReader reader{*segment, 0};
        std::uint64_t next = 0;
        for (int round = 0; round < 100; ++round) {
            writeNumbers(writer, next, next + 1500);
            for (const Event& event : drained(reader)) QCOMPARE(event.value, next++);
        }
        QCOMPARE(next, std::uint64_t{150'000});
        QVERIFY(segment->header().usedBlocks <= kSmall.blocks);
    }

    void nothingIsLostBetweenThreads() {
        const auto segment = makeSegment({.channels = 8, .tasks = 8, .objects = 8, .blocks = 256});
        constexpr int kWriters = 3;
        constexpr std::uint64_t kEvents = 300'000;
        std::vector<std::thread> threads;
        std::atomic<int> attached{0};
        for (int t = 0; t < kWriters; ++t)
            threads.emplace_back([&, t] {
                EventWriter writer;
                attach(writer, *segment, t + 1);
                ++attached;
                for (std::uint64_t i = 0; i < kEvents; i += 1000) {
                    writeNumbers(writer, i, i + 1000);
                    // Room for the reader on a machine of few cores: half the pool may wait, no more.
                    while (segment->header().usedBlocks.load() > 200 &&
                           (segment->header().freeBlocks.load() & 0xffffffff) == kNoBlock)
                        std::this_thread::yield();
                }
                writer.close();
            });
        while (attached < kWriters) std::this_thread::yield();
        std::vector<std::uint64_t> next(kWriters, 0);
        std::vector<std::unique_ptr<EventReader>> readers;
        for (std::uint32_t i = 0; i < kWriters; ++i)
            readers.push_back(std::make_unique<EventReader>(*segment, i));
        std::vector<Event> events;
        for (bool isOver = false; !isOver;) {
            isOver = true;
            for (std::size_t i = 0; i < kWriters; ++i) {
                const bool wasClosed = readers[i]->isClosed();
                events.clear();
                isOver = readers[i]->drain(events, 5000) && wasClosed && isOver;
                for (const Event& event : events) {
                    if (event.kind != EventKind::Acquired)
                        QFAIL("a gap");
                    if (event.value != next[i]++)
                        QFAIL("not in order");
                }
            }
        }
        for (std::thread& thread : threads) thread.join();
        for (const std::uint64_t count : next) QCOMPARE(count, kEvents);
    }

    void theWatermarkNeverPassesWhatIsStillToCome() {
        const auto segment = makeSegment({.channels = 4, .tasks = 8, .objects = 8, .blocks = 1024});
        std::atomic<bool> stop{false}, attached{false};
        std::thread thread{[&] {
            EventWriter writer;
            attach(writer, *segment);
            attached = true;
            while (!stop) writeNumbers(writer, 0, 50);
            writer.close();
        }};
        while (!attached) std::this_thread::yield();
        EventReader reader{*segment, 0};
        std::uint64_t mark = 0;
        bool isKept = true, moved = false;
        const Instant limit = MonotonicClock::now() + std::chrono::milliseconds{300};
        while (MonotonicClock::now() < limit) {
            std::vector<Event> events;
            const std::uint64_t now = nowTicks(*segment);
            reader.drain(events, 100'000);
            for (const Event& event : events) isKept = isKept && event.time >= mark;
            const std::uint64_t next = reader.watermark(now);
            moved = moved || next > mark;
            mark = std::max(mark, next);
        }
        stop = true;
        thread.join();
        QVERIFY(isKept);
        QVERIFY(moved);
    }

    void aThreadInTheMiddleOfAnEventHoldsTheWatermarkBack() {
        const auto segment = makeSegment();
        EventWriter writer;
        QVERIFY(attach(writer, *segment));
        EventReader reader{*segment, 0};
        writeNumbers(writer, 0, 1);
        segment->channel(0).opened = 2;  // as if it had been preempted there
        const std::uint64_t now = nowTicks(*segment) + 1'000'000'000;
        const auto events = drained(reader);
        QCOMPARE(reader.watermark(now), events.front().time);
        segment->channel(0).opened = 1;
        (void)drained(reader);
        QVERIFY(reader.watermark(now) > events.front().time);
    }

    void aTextTravelsInPieces_data() {
        QTest::addColumn<int>("length");
        for (const int length : {1, 15, 16, 17, 100, 4096}) QTest::addRow("%d bytes", length) << length;
    }
    void aTextTravelsInPieces() {
        QFETCH(int, length);
        std::string text;
        for (int i = 0; i < length; ++i) text += static_cast<char>('a' + i % 26);
        const auto segment = makeSegment();
        EventWriter writer;
        QVERIFY(attach(writer, *segment));
        EventReader reader{*segment, 0};
        const TextId id = writer.writeText(text);
        QVERIFY(!id.isNone());
        std::string read;
        for (const Event& piece : drained(reader)) {
            QCOMPARE(piece.kind, EventKind::TextPiece);
            QCOMPARE(TextId{piece.task}, id);
            appendTextPiece(piece, read);
        }
        QCOMPARE(read, text);
        QVERIFY(writer.writeText({}).isNone());
    }
};

QTEST_GUILESS_MAIN(EventRingTest)
#include "tst_event_ring.moc"

// What a thread writes is what the observer reads, in order and whole; what does not fit is counted and shown
// as a gap.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include <QTest>

#include "engine/wire/event_ring.h"

using namespace heddle;
using namespace heddle::wire;

namespace {

constexpr SegmentLimits kSmall{.channels = 8, .tasks = 8, .objects = 8, .blocks = 4};
constexpr std::uint64_t kRoom = std::uint64_t{kBlockEvents} * 4;  // events that fit into kSmall

std::unique_ptr<Segment> makeSegment(const SegmentLimits& limits = kSmall) {
    return Segment::createPrivate(limits).value();
}

bool attach(EventWriter& writer, const Segment& segment, int tid = 1) {
    return writer.attach(segment, Pid{1}, Tid{tid}, TaskRef{static_cast<std::uint32_t>(tid)});
}

void writeNumbers(EventWriter& writer, std::uint64_t from, std::uint64_t to) {
    for (std::uint64_t i = from; i < to; ++i)
        writer.write({.value = i, .task = 1, .kind = EventKind::Acquired});
}

std::vector<Event> drained(EventReader& reader, std::size_t limit = 1'000'000) {
    std::vector<Event> events;
    reader.drain(events, limit);
    return events;
}

std::uint64_t nowTicks(const Segment& segment) {
    return readTicks(segment.tickKind());
}

}  // namespace

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
        const Instant limit = MonotonicClock::now() + std::chrono::milliseconds{500};
        while (MonotonicClock::now() < limit) look(drained(reader, 1500));
        stop = true;
        thread.join();
        std::vector<Event> events;
        while (!reader.drain(events, 1'000'000)) {
        }
        reader.finish(events, nowTicks(*segment));
        look(events);
        QVERIFY(gaps > 0);
        QVERIFY(isPaired);
        QVERIFY(!isOpen);
        QCOMPARE(read + lost, written);
    }

    void aChannelIsUsedAgainAfterItsThreadHasEnded() {
        const auto segment = makeSegment();
        for (int round = 1; round <= 20; ++round) {
            EventWriter writer;
            QVERIFY(attach(writer, *segment, round));
            EventReader reader{*segment, 0};
            QCOMPARE(reader.tid(), Tid{round});
            writeNumbers(writer, 0, 1500);
            writer.close();
            auto events = drained(reader);
            QCOMPARE(events.size(), std::size_t{1500});
            reader.finish(events, nowTicks(*segment));
            QCOMPARE(events.size(), std::size_t{1500});
        }
        QCOMPARE(segment->header().channelsUsed.load(), 1u);
        QVERIFY(segment->header().usedBlocks <= kSmall.blocks);
    }

    void theLowestFreeChannelIsTakenFirst() {
        const auto segment = makeSegment();
        std::vector<EventWriter> writers(4);
        for (std::size_t i = 0; i < writers.size(); ++i)
            QVERIFY(attach(writers[i], *segment, static_cast<int>(i) + 1));
        std::vector<Event> events;
        for (const std::uint32_t freed : {2u, 1u}) {
            writers[freed].close();
            EventReader{*segment, freed}.finish(events, 0);
        }
        EventWriter first, second, third;
        QVERIFY(attach(first, *segment, 11) && attach(second, *segment, 12) && attach(third, *segment, 13));
        QCOMPARE(segment->channel(1).tid.load(), 11);
        QCOMPARE(segment->channel(2).tid.load(), 12);
        QCOMPARE(segment->channel(4).tid.load(), 13);
        segment->header().channelHint = 0xffffffff;  // only a hint
        EventWriter fourth;
        QVERIFY(attach(fourth, *segment, 14));
    }

    void whenAllChannelsAreTakenEventsAreDropped() {
        const auto segment = makeSegment();
        std::vector<EventWriter> writers(kSmall.channels);
        for (std::size_t i = 0; i < writers.size(); ++i)
            QVERIFY(attach(writers[i], *segment, static_cast<int>(i) + 1));
        EventWriter late;
        QVERIFY(!attach(late, *segment, 100));
        QVERIFY(!late.isAttached());
        writeNumbers(late, 0, 10);
        QVERIFY(late.writeText("nobody hears it").isNone());
    }

    void aWriterAbandonedByForkLeavesTheParentsChannelAlone() {
        const auto segment = makeSegment();
        EventWriter writer;
        QVERIFY(attach(writer, *segment));
        EventReader reader{*segment, 0};
        writeNumbers(writer, 0, 5);
        const pid_t child = ::fork();
        if (child == 0) {
            writer.abandon();
            writeNumbers(writer, 100, 200);
            attach(writer, *segment, 2);
            writeNumbers(writer, 7, 8);
            ::_exit(0);
        }
        ::waitpid(child, nullptr, 0);
        writeNumbers(writer, 5, 10);
        QCOMPARE(drained(reader).size(), std::size_t{10});
        EventReader ofChild{*segment, 1};
        QCOMPARE(drained(ofChild).size(), std::size_t{1});
    }

    void aProcessKilledWhileItWritesLeavesWholeEvents() {
        const auto segment = makeSegment({.channels = 4, .tasks = 8, .objects = 8, .blocks = 4096});
        const pid_t child = ::fork();
        if (child == 0) {
            EventWriter writer;
            attach(writer, *segment);
            for (std::uint64_t i = 0;; ++i)
                writer.write(
                    {.value = i, .task = 1, .object = static_cast<std::uint32_t>(i), .kind = EventKind::Put});
        }
        while (segment->channel(0).committed < 100'000) std::this_thread::yield();
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        EventReader reader{*segment, 0};
        std::vector<Event> events;
        while (!reader.drain(events, 1'000'000)) {
        }
        reader.finish(events, nowTicks(*segment));
        QVERIFY(events.size() >= 100'000);
        for (std::size_t i = 0; i < events.size() && events[i].kind == EventKind::Put; ++i)
            QVERIFY(events[i].value == i && events[i].object == static_cast<std::uint32_t>(i));
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

QTEST_GUILESS_MAIN(EventRingTest)
#include "tst_event_ring.moc"

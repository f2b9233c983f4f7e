// Who gets which channel, and what becomes of it when its thread or its process ends.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTest>

#include "tests/engine/wire/small_ring.h"

using namespace heddle;
using namespace heddle::wire;
using namespace heddle::test;

class EventChannelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
};

QTEST_GUILESS_MAIN(EventChannelsTest)
#include "tst_event_channels.moc"

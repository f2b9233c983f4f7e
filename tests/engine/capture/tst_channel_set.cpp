// The runtime's rings: found, drained, ended.
#include <unistd.h>

#include <QTest>
#include <thread>

#include "engine/capture/channel_set.h"

using namespace heddle;
using namespace heddle::capture;
using namespace heddle::wire;

namespace {

struct Run {
    Run()
        : segment(std::move(
              Segment::createPrivate({.channels = 8, .tasks = 64, .objects = 4, .blocks = 8}).value())),
          channels(*segment, merger) {}
    std::vector<Event> settled() {
        std::vector<Event> out;
        const auto until = channels.drain();
        merger.merge(until, [&](std::uint32_t, std::span<const Event> facts) {
            out.insert(out.end(), facts.begin(), facts.end());
        });
        return out;
    }
    void drainAtLeast(std::vector<Event>& out, std::size_t count) {
        for (int i = 0; i < 1000 && out.size() < count; ++i) {
            const auto more = settled();
            out.insert(out.end(), more.begin(), more.end());
        }
    }
    std::unique_ptr<Segment> segment;
    Merger merger;
    ChannelSet channels;
};

}  // namespace

class ChannelSetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsComeOutInOrderWithTheTimeOfTheirWriting() {
        Run run;
        EventWriter writer;
        QVERIFY(writer.attach(*run.segment, Pid{1}, Tid{::gettid()}, TaskRef{1}));
        const auto before = MonotonicClock::now();
        for (std::uint32_t i = 0; i < 5000; ++i)  // more than a block
            writer.write({.task = 1, .object = i, .kind = EventKind::Acquired});
        const auto after = MonotonicClock::now();
        std::vector<Event> out;
        run.drainAtLeast(out, 5000);
        QCOMPARE(out.size(), 5000u);
        for (std::uint32_t i = 0; i < 5000; ++i) {
            QCOMPARE(out[i].object, i);
            QVERIFY(out[i].instant() + std::chrono::microseconds{1} >= before);
            QVERIFY(out[i].instant() <= after + std::chrono::microseconds{1});
        }
    }

    void aClosedChannelIsFreedAndCanBeTakenAgain() {
        Run run;
        for (int round = 0; round < 50; ++round) {  // more often than there are channels and blocks
            EventWriter writer;
            QVERIFY(writer.attach(*run.segment, Pid{1}, Tid{::gettid()}, TaskRef{1}));
            writer.write({.task = 1, .kind = EventKind::Acquired});
            writer.close();
            std::vector<Event> out;
            run.drainAtLeast(out, 1);
            QCOMPARE(out.size(), 1u);
            QCOMPARE(run.channels.openChannels(), 0u);
        }
        QVERIFY(run.segment->header().channelsUsed.load() <= 8u);
    }

    void aThreadThatDiedWithoutClosingIsDrainedAndItsChannelFreed() {
        Run run;
        EventWriter writer;
        QVERIFY(writer.attach(*run.segment, Pid{1}, Tid{77}, TaskRef{1}));
        writer.write({.task = 1, .kind = EventKind::Acquired});
        run.channels.threadDied(Tid{77});
        std::vector<Event> out;
        run.drainAtLeast(out, 1);
        QCOMPARE(out.size(), 1u);
        QCOMPARE(run.channels.openChannels(), 0u);
        QCOMPARE(run.segment->channel(0).state.load(), ChannelState::Free);
    }

    void aProcessThatIsGoneIsNoticedWithoutTheKernelsWord() {
        Run run;
        EventWriter writer;
        QVERIFY(writer.attach(*run.segment, Pid{0x3ffffff0}, Tid{0x3ffffff0}, TaskRef{1}));
        (void)run.settled();
        QCOMPARE(run.channels.openChannels(), 1u);
        run.channels.lookForDead();
        (void)run.settled();
        QCOMPARE(run.channels.openChannels(), 0u);
    }

    void anEventThatIsBeingWrittenHoldsTheStreamBackButNotForEver() {
        Run run;
        EventWriter writer;
        QVERIFY(writer.attach(*run.segment, Pid{1}, Tid{::gettid()}, TaskRef{1}));
        writer.write({.task = 1, .kind = EventKind::Acquired});
        std::vector<Event> out;
        run.drainAtLeast(out, 1);
        run.segment->channel(0).opened.fetch_add(1);  // a thread stopped in the middle of writing
        const auto first = run.channels.drain();
        const auto start = static_cast<std::uint64_t>(toNs(MonotonicClock::now()));
        QVERIFY(run.channels.drain() <= first);
        QVERIFY(first < start);
        QTRY_VERIFY_WITH_TIMEOUT(run.channels.drain() > start, 5000);
    }

    void aFullSegmentIsAGapWithTheRightCount() {
        Run run;
        EventWriter writer;
        QVERIFY(writer.attach(*run.segment, Pid{1}, Tid{::gettid()}, TaskRef{1}));
        constexpr std::uint64_t kFits = 8ull * kBlockEvents;
        for (std::uint64_t i = 0; i < kFits + 500; ++i)
            writer.write({.task = 1, .kind = EventKind::Acquired});
        run.channels.drain();
        run.channels.finish();
        std::uint64_t events = 0, lost = 0, began = 0;
        run.merger.merge(~0ull, [&](std::uint32_t, std::span<const Event> facts) {
            for (const Event& e : facts) {
                events += e.kind == EventKind::Acquired;
                began += e.kind == EventKind::GapBegan;
                lost += e.kind == EventKind::GapEnded ? e.value : 0;
            }
        });
        QCOMPARE(events, kFits);
        QCOMPARE(began, 1u);
        QCOMPARE(lost, 500u);
    }

    void nonsenseInTheSegmentEndsTheChannelWithAGap() {
        Run run;
        EventWriter writer;
        QVERIFY(writer.attach(*run.segment, Pid{1}, Tid{::gettid()}, TaskRef{1}));
        writer.write({.task = 1, .kind = EventKind::Acquired});
        run.segment->channel(0).firstBlock.store(0xdeadbeef);
        run.segment->channel(0).committed.store(1'000'000'000);
        run.segment->header().channelsUsed.store(0xffffffff);
        (void)run.settled();
        run.channels.finish();
        QCOMPARE(run.channels.openChannels(), 0u);
    }
};

QTEST_GUILESS_MAIN(ChannelSetTest)
#include "tst_channel_set.moc"

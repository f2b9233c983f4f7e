// Which lanes there are, in which order: the tree, folding, filtering, and thousands of lanes.
#include <QTest>

#include "tests/support/stream_builder.h"
#include "tests/ui/timeline/demo_stream.h"
#include "ui/timeline/lane_layout.h"
#include "ui/timeline/wake_arrows.h"

using namespace heddle;
using namespace heddle::ui;
using namespace std::chrono_literals;
using model::StreamBuilder;

namespace {

QStringList namesOf(const model::Snapshot& snapshot, const LaneLayout& layout) {
    QStringList names;
    for (const Lane& lane : layout.lanes())
        names += QString(lane.depth, QLatin1Char('.')) + laneName(snapshot, lane);
    return names;
}

}  // namespace

class LaneLayoutTest : public QObject {
    Q_OBJECT

    static model::SnapshotPtr family() {
        StreamBuilder s;
        const TaskId p = s.process("P"), q = s.process("Q");
        const TaskId t = s.thread(p, "worker");
        s.thread(q, "helper");
        s.fiber(t, "fiber a");
        s.thread(p, "later");
        s.admit(p).in(p);
        const ObjectId m = s.mutex("A", p);
        s.acquire(p, m).after(1us).release(p, m);
        return s.snapshot();
    }

private Q_SLOTS:
    void fibersStandUnderThreadsUnderProcesses() {
        const auto snapshot = family();
        const LaneLayout layout(*snapshot, {}, 24);
        const QStringList names = namesOf(*snapshot, layout);
        QCOMPARE(names.size(), 10);
        QVERIFY(names[0].startsWith(QStringLiteral("P ")));  // with its pid
        QCOMPARE(names[1], QStringLiteral(".worker"));
        QCOMPARE(names[2], QStringLiteral("..fiber a"));
        QCOMPARE(names[3], QStringLiteral(".later"));
        QVERIFY(names[4].startsWith(QStringLiteral("Q ")));
        QCOMPARE(names[5], QStringLiteral(".helper"));
        QCOMPARE(names[6], QStringLiteral("Objects"));
        QVERIFY(names[7].startsWith(QStringLiteral(".A ")));
        QCOMPARE(names[8], QStringLiteral("CPUs"));
        QCOMPARE(names[9], QStringLiteral(".CPU 0"));
    }

    void lanesStandOneUnderTheOther() {
        const LaneLayout layout(*demoSnapshot(), {}, 24);
        int top = 0;
        for (std::size_t i = 0; i < layout.lanes().size(); ++i) {
            const Lane& lane = layout.lanes()[i];
            QCOMPARE(lane.top, top);
            QVERIFY(lane.height > 0);
            QCOMPARE(layout.laneAt(lane.top), i);
            QCOMPARE(layout.laneAt(lane.bottom() - 1), i);
            top = lane.bottom();
        }
        QCOMPARE(layout.height(), top);
        QCOMPARE(layout.laneAt(top), layout.lanes().size());
        QCOMPARE(layout.laneAt(-1), layout.lanes().size());
        QCOMPARE(layout.visible(0, top), std::make_pair(std::size_t(0), layout.lanes().size()));
        QCOMPARE(layout.visible(25, 47), std::make_pair(std::size_t(1), std::size_t(2)));
    }

    void aFoldedLaneHidesWhatStandsUnderIt() {
        const auto snapshot = family();
        LaneOptions options;
        options.folded.insert(TaskId{1});
        options.cpusFolded = true;
        const LaneLayout layout(*snapshot, options, 24);
        QVERIFY(layout.lanes()[0].isFolded && layout.lanes()[0].hasChildren);
        QVERIFY(laneName(*snapshot, layout.lanes()[1]).startsWith(QLatin1Char('Q')));
        QCOMPARE(layout.indexOf(TaskId{3}), layout.lanes().size());
        QVERIFY(layout.lanes().back().kind == LaneKind::Cpus);
    }

    void aFilterKeepsTheParentsOfWhatMatches() {
        const auto snapshot = family();
        LaneOptions options;
        options.filter = QStringLiteral("FIBER");
        options.folded.insert(TaskId{1});  // a filter looks into folded lanes too
        const QStringList names = namesOf(*snapshot, LaneLayout(*snapshot, options, 24));
        QCOMPARE(names.size(), 3);
        QCOMPARE(names[2], QStringLiteral("..fiber a"));
        options.filter = QStringLiteral("nobody");
        QVERIFY(LaneLayout(*snapshot, options, 24).lanes().empty());
    }

    void rowsShrinkInStepsUntilTheyFit() {
        const auto snapshot = family();
        QCOMPARE(LaneLayout::rowHeightFor(*snapshot, {}, 1000), 30);
        QVERIFY(LaneLayout::rowHeightFor(*snapshot, {}, 10) < 30);
        const int height = LaneLayout::rowHeightFor(*snapshot, {}, 240);
        QVERIFY(LaneLayout(*snapshot, {}, height).height() <= 240);
    }

    void tenThousandLanesAreLaidOut() {
        Instant now;
        model::Model model = busyModel(10'000, 30'000, now);
        const auto snapshot = model.snapshot(now);
        const LaneLayout layout(*snapshot, {}, 18);
        QVERIFY(layout.lanes().size() > 10'000);
        const auto [first, last] = layout.visible(90'000, 90'900);
        QVERIFY(last - first <= 52);
        QCOMPARE(layout.indexOf(TaskId{9'999}), std::size_t(9'998));
    }

    void arrowsLeadFromTheWakerToTheWokenWhereTheyCanBeToldApart() {
        StreamBuilder s;
        const TaskId p = s.process("P"), t = s.thread(p, "T");
        s.admit(p)
            .admit(t)
            .in(t)
            .after(1ms)
            .out(t)
            .in(p)
            .after(3ms)
            .woken(t, p)
            .after(1ms)
            .out(p)
            .in(t, 1)
            .after(1ms);
        const auto snapshot = s.snapshot();
        const LaneLayout layout(*snapshot, {}, 24);
        const TimeScale scale{{snapshot->start(), snapshot->now()}, 600};
        const auto arrows = wakeArrows(*snapshot, layout, t, scale);
        QCOMPARE(arrows.size(), std::size_t(1));
        QCOMPARE(arrows[0].fromLane, layout.indexOf(p));
        QCOMPARE(arrows[0].toLane, layout.indexOf(t));
        QVERIFY(wakeArrows(*snapshot, layout, p, scale).empty());

        Instant now;
        model::Model model = busyModel(10, 60'000, now);
        const auto busy = model.snapshot(now);
        QVERIFY(wakeArrows(*busy, LaneLayout(*busy, {}, 24), TaskId{3}, {{busy->start(), busy->now()}, 600})
                    .empty());
    }
};

QTEST_GUILESS_MAIN(LaneLayoutTest)
#include "tst_lane_layout.moc"

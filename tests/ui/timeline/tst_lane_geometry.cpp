// The geometry of lanes against brute force: every share exact, nothing lost, nothing invented.
#include <QTest>
#include <cmath>

#include "tests/support/stream_builder.h"
#include "tests/ui/timeline/demo_stream.h"
#include "ui/timeline/hold_rows.h"
#include "ui/timeline/lane_geometry.h"
#include "ui/timeline/span_geometry.h"
#include "ui/timeline/time_ticker.h"

using namespace heddle;
using namespace heddle::ui;
using namespace std::chrono_literals;
using model::kStateCount;
using model::State;
using model::StreamBuilder;

namespace {

using Shares = std::array<double, kStateCount>;

// What fell into a pixel column, interval by interval.
Shares bruteForce(const model::HistoryView& history, const TimeScale& scale, int column) {
    Shares shares{};
    for (std::size_t i = 0; i < history.size(); ++i) {
        const model::Interval interval = history.at(i);
        const double from = std::max(scale.xOf(interval.begin), double(column));
        const double to = std::min(scale.xOf(interval.end), column + 1.0);
        if (to > from)
            shares[model::indexOf(interval.state)] += to - from;
    }
    return shares;
}

void compareWithBruteForce(const model::HistoryView& history, const TimeScale& scale, double tolerance) {
    const LaneGeometry geometry = laneGeometry(history, scale);
    std::vector<int> covered(static_cast<std::size_t>(scale.width), 0);
    for (const LaneBlock& block : geometry.blocks) {
        QVERIFY(block.begin < block.end);
        QVERIFY(block.begin >= 0 && block.end <= scale.width);
        for (int x = block.begin; x < block.end; ++x) {
            ++covered[static_cast<std::size_t>(x)];
            // A block may be off by the rounding of its edges: half a column at either end.
            const double share = bruteForce(history, scale, x)[model::indexOf(block.state)];
            QVERIFY2(share >= 0.5 - tolerance, qPrintable(QStringLiteral("x %1 share %2").arg(x).arg(share)));
        }
    }
    for (const LaneColumn& column : geometry.columns) {
        ++covered[static_cast<std::size_t>(column.x)];
        const Shares expected = bruteForce(history, scale, column.x);
        for (std::size_t s = 0; s < kStateCount; ++s)
            QVERIFY2(std::abs(double(column.share[s]) - expected[s]) <= tolerance,
                     qPrintable(QStringLiteral("x %1 state %2: %3, not %4")
                                    .arg(column.x)
                                    .arg(s)
                                    .arg(double(column.share[s]))
                                    .arg(expected[s])));
    }
    for (int x = 0; x < scale.width; ++x) {
        QVERIFY(covered[static_cast<std::size_t>(x)] <= 1);  // never twice
        double lived = 0;
        for (const double share : bruteForce(history, scale, x)) lived += share;
        if (lived > 0.99)
            QCOMPARE(covered[static_cast<std::size_t>(x)], 1);  // never left out
    }
}

// A task that runs and waits by turns.
model::SnapshotPtr turns(int count, Duration running, Duration waiting, Duration start = 0ns) {
    StreamBuilder s;
    s.after(start);
    const TaskId task = s.process("P");
    s.admit(task);
    for (int i = 0; i < count; ++i) s.in(task).after(running).out(task).after(waiting).woken(task);
    return s.snapshot();
}

}  // namespace

class LaneGeometryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bordersOfPixelsMeetExactly_data() {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("length");
        QTest::addColumn<int>("width");
        QTest::newRow("a second") << qint64(0) << qint64(1'000'000'000) << 1423;
        QTest::newRow("one nanosecond") << qint64(5) << qint64(1) << 100;
        QTest::newRow("fewer ns than pixels") << qint64(77) << qint64(100) << 1600;
        QTest::newRow("far from zero") << qint64(8'000'000'000'000'000'000) << qint64(997) << 13;
        QTest::newRow("a month") << qint64(1) << qint64(2'600'000'000'000'000) << 32'000;
    }
    void bordersOfPixelsMeetExactly() {
        QFETCH(qint64, from);
        QFETCH(qint64, length);
        QFETCH(int, width);
        const TimeScale scale{{instantFromNs(from), instantFromNs(from + length)}, width};
        QCOMPARE(toNs(scale.border(0)), from);
        QCOMPARE(toNs(scale.border(width)), from + length);
        for (int x = 0; x < width; ++x) {
            QVERIFY(scale.border(x) <= scale.border(x + 1));
            QVERIFY(std::abs(scale.xOf(scale.border(x)) - x) <= std::max(1.0, width / double(length)));
        }
        QCOMPARE(scale.at(scale.xOf(scale.range.to)), scale.range.to);
    }

    void zoomingKeepsTheInstantUnderThePointer() {
        const TimeRange range{instantFromNs(1'000), instantFromNs(9'000)};
        const Instant fixed = instantFromNs(3'000);
        const TimeRange zoomed = zoomedAround(range, fixed, 0.5);
        QCOMPARE(zoomed.length(), range.length() / 2);
        QCOMPARE((TimeScale{zoomed, 800}.xOf(fixed)), (TimeScale{range, 800}.xOf(fixed)));
    }

    void sharesAreExact_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<qint64>("running");
        QTest::addColumn<qint64>("waiting");
        QTest::addColumn<int>("width");
        QTest::newRow("wide intervals") << 10 << qint64(100'000) << qint64(250'000) << 900;
        QTest::newRow("about a pixel") << 200 << qint64(700) << qint64(1'900) << 333;
        QTest::newRow("several per pixel") << 900 << qint64(300) << qint64(777) << 500;
        QTest::newRow("hundreds per pixel") << 20'000 << qint64(90) << qint64(33) << 101;
        QTest::newRow("rare bursts") << 50 << qint64(3) << qint64(100'000) << 700;
        QTest::newRow("one pixel") << 40 << qint64(3) << qint64(10) << 1;
    }
    void sharesAreExact() {
        QFETCH(int, count);
        QFETCH(qint64, running);
        QFETCH(qint64, waiting);
        QFETCH(int, width);
        const auto snapshot = turns(count, Duration{running}, Duration{waiting});
        const model::HistoryView history = snapshot->history(TaskId{1});
        const Duration life = history.end() - history.begin();
        for (const auto& [from, to] : {std::pair{0.0, 1.0}, {-0.2, 1.3}, {0.31, 0.32}, {0.5, 0.77}}) {
            const auto at = [&](double share) {
                return history.begin() + Duration{static_cast<std::int64_t>(double(life.count()) * share)};
            };
            if (at(to) <= at(from))
                continue;
            const TimeScale scale{{at(from), at(to)}, width};
            // Where sums are asked for at whole nanoseconds, a border is off by up to one.
            compareWithBruteForce(history, scale, 2.0 * scale.pixelsPerNs() + 1e-5);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void aStreamFarFromZeroIsDrawnAsPrecisely() {
        const auto snapshot = turns(50, 700ns, 300ns, std::chrono::hours{24 * 365 * 20});
        const model::HistoryView history = snapshot->history(TaskId{1});
        compareWithBruteForce(history, {{history.begin(), history.end()}, 977}, 0.05);
    }

    void aRangeOfOneNanosecondShowsOneBlock() {
        const auto snapshot = turns(3, 1us, 1us);
        const model::HistoryView history = snapshot->history(TaskId{1});
        const Instant middle = history.at(1).begin + 100ns;
        const LaneGeometry geometry = laneGeometry(history, {{middle, middle + 1ns}, 640});
        QCOMPARE(geometry.blocks.size(), std::size_t(1));
        QVERIFY(geometry.columns.empty());
        QCOMPARE(geometry.blocks[0].begin, 0);
        QCOMPARE(geometry.blocks[0].end, 640);
        QCOMPARE(geometry.blocks[0].interval, history.indexAt(middle));
    }

    void aTaskOutOfSightShowsNothing() {
        const auto snapshot = turns(3, 1us, 1us);
        const model::HistoryView history = snapshot->history(TaskId{1});
        const LaneGeometry before = laneGeometry(history, {{history.begin() - 1ms, history.begin()}, 100});
        QVERIFY(before.blocks.empty() && before.columns.empty());
        const LaneGeometry after = laneGeometry(history, {{history.end(), history.end() + 1ms}, 100});
        QVERIFY(after.blocks.empty() && after.columns.empty());
    }

    void aBurstShorterThanAPixelIsNeverLost() {
        const auto snapshot = turns(1, 2ns, 1s);
        const model::HistoryView history = snapshot->history(TaskId{1});
        const LaneGeometry geometry = laneGeometry(history, {{history.begin(), history.end()}, 1000});
        double running = 0;
        for (const LaneColumn& column : geometry.columns)
            running += double(column.share[model::indexOf(State::Running)]);
        QVERIFY(running > 0);
    }

    void theCacheAnswersForWhatItWasAsked() {
        const auto snapshot = turns(30, 1us, 1us);
        const model::HistoryView history = snapshot->history(TaskId{1});
        LaneGeometryCache cache;
        const TimeScale narrow{{history.begin(), history.end()}, 10},
            wide{{history.begin(), history.end()}, 1000};
        const std::size_t columns = cache.of(TaskId{1}, history, narrow).columns.size();
        QVERIFY(columns > 0);
        QVERIFY(cache.of(TaskId{1}, history, wide).blocks.size() > 50);
        QCOMPARE(cache.of(TaskId{1}, history, narrow).columns.size(), columns);
    }

    void busySharesOfACpuAddUp() {
        Instant now;
        const model::Model model = busyModel(20, 30'000, now);
        model::Model& mutableModel = const_cast<model::Model&>(model);
        const auto snapshot = mutableModel.snapshot(now);
        struct Spans {
            const model::Series<model::CpuStep>& steps;
            Instant end;
            std::size_t size() const { return steps.size(); }
            Instant beginAt(std::size_t i) const { return steps[i].time; }
            Instant endAt(std::size_t i) const { return i + 1 < steps.size() ? steps[i + 1].time : end; }
            TaskId taskAt(std::size_t i) const { return steps[i].task; }
        };
        const Spans spans{snapshot->cpus()[0].steps, snapshot->now()};
        Duration busy{};
        for (std::size_t i = 0; i < spans.size(); ++i)
            if (spans.taskAt(i))
                busy += spans.endAt(i) - spans.beginAt(i);
        QVERIFY(busy > Duration{});
        for (const int width : {40, 333, 5'000}) {  // by sums, by steps
            StepIndex index;
            const TimeScale scale{{snapshot->start(), snapshot->now()}, width};
            const SpanGeometry geometry = spanGeometry(spans, scale, index);
            double pixels = 0;
            for (const SpanColumn& column : geometry.columns) {
                QVERIFY(column.share <= 1.001);
                pixels += column.share;
            }
            double rounding = 0;
            for (const SpanBlock& block : geometry.blocks) {
                pixels += block.end - block.begin;
                rounding += 1;
            }
            const double expected = double(busy.count()) * scale.pixelsPerNs();
            QVERIFY2(std::abs(pixels - expected) <= 0.001 * width + std::sqrt(rounding) * 2,
                     qPrintable(QStringLiteral("width %1: %2, not %3").arg(width).arg(pixels).arg(expected)));
        }
    }

    void stepsAreSummedAsIfOneByOne() {
        struct Steps {
            std::vector<std::pair<std::int64_t, std::int64_t>> list;
            std::size_t size() const { return list.size(); }
            Instant timeAt(std::size_t i) const { return instantFromNs(list[i].first); }
            std::int64_t valueAt(std::size_t i) const { return list[i].second; }
        } steps;
        for (int i = 0; i < 1'000; ++i) steps.list.push_back({100 + i * 7 + i % 3, (i * 31) % 17});
        StepIndex index;
        index.extend(steps);
        std::size_t areaHint = 0, hint = 0;
        double before = 0;
        for (std::int64_t from = 0; from < 8'000; from += 53) {
            const std::int64_t to = from + 53;
            double area = 0;
            StepExtremes expected;
            for (std::size_t i = 0; i < steps.size(); ++i) {
                const std::int64_t end = i + 1 < steps.size() ? steps.list[i + 1].first : 100'000;
                const std::int64_t a = std::max(from, steps.list[i].first), b = std::min(to, end);
                if (b > a) {
                    area += double(steps.list[i].second) * double(b - a);
                    expected.include(steps.list[i].second);
                }
            }
            const double after = index.areaUntil(steps, instantFromNs(to), areaHint);
            QCOMPARE(qRound64(after - before), qRound64(area));
            before = after;
            const StepExtremes found = index.extremes(steps, instantFromNs(from), instantFromNs(to), hint);
            QCOMPARE(found.least, expected.least);
            QCOMPARE(found.greatest, expected.greatest);
        }
    }

    void holdsOfASemaphoreNeverOverlapInARowAndKeepTheirRow() {
        StreamBuilder s;
        const TaskId main = s.process("main");
        const ObjectId permits = s.semaphore("S", main, 3);
        std::vector<TaskId> tasks;
        for (int i = 0; i < 5; ++i) tasks.push_back(s.thread(main, "T"));
        HoldRows rows;
        const auto look = [&] {
            const auto snapshot = s.snapshot();
            const model::ObjectInfo& object = *snapshot->object(permits);
            rows.update(object, 3);
            std::size_t shown = 0;
            for (std::size_t r = 0; r < rows.size(); ++r) {
                const HoldRows::Spans spans(rows, r, object, snapshot->now());
                shown += spans.size();
                for (std::size_t i = 1; i < spans.size(); ++i)
                    QVERIFY(spans.endAt(i - 1) <= spans.beginAt(i));
            }
            QCOMPARE(shown, object.holds.size() + object.holders.size());
        };
        s.acquire(tasks[0], permits).after(10us).acquire(tasks[1], permits).after(10us);
        look();
        s.release(tasks[1], permits)
            .after(5us)
            .acquire(tasks[2], permits)
            .after(5us)
            .acquire(tasks[3], permits);
        look();
        s.after(5us).release(tasks[2], permits).after(1us).release(tasks[0], permits).after(1us);
        s.acquire(tasks[4], permits).after(9us).release(tasks[3], permits);
        look();
        s.after(9us).release(tasks[4], permits);
        look();
    }

    void labelsOfTheRulerAreInOneUnit() {
        QCOMPARE(TimeTicker::niceStep(130e6), 200e6);
        QCOMPARE(TimeTicker::niceStep(0.2), 1.0);
        QCOMPARE(TimeTicker::label(750e6, 250e6), QStringLiteral("750 ms"));
        QCOMPARE(TimeTicker::label(3e9, 1e9), QStringLiteral("3 s"));
        QCOMPARE(TimeTicker::label(1'234'500'000, 500'000), QStringLiteral("1\u202F234.5 ms"));
        QCOMPARE(TimeTicker::label(-20, 10), QStringLiteral("\u221220 ns"));
    }
};

QTEST_GUILESS_MAIN(LaneGeometryTest)
#include "tst_lane_geometry.moc"

#include <QSignalSpy>
#include <QTest>

#include "engine/model/step_time.h"
#include "ui/models/view_state.h"

using namespace heddle;
using namespace heddle::ui;

namespace {

constexpr Instant at(std::int64_t ms) {
    return instantFromNs(ms * 1'000'000);
}

// As much of a snapshot as ViewState looks at: a stretch of time, and tasks and objects that exist or do not.
class Stretch final : public model::Snapshot {
public:
    Stretch(Instant start, Instant now, bool ended = false, std::size_t tasks = 3,
            wire::KernelSource kernel = wire::KernelSource::None)
        : m_start(start), m_now(now), m_ended(ended), m_kernel(kernel), m_tasks(tasks), m_objects(1) {}
    std::uint64_t version() const override { return static_cast<std::uint64_t>(toNs(m_now)); }
    Instant start() const override { return m_start; }
    Instant now() const override { return m_now; }
    bool isEnded() const override { return m_ended; }
    model::SourceInfo source() const override { return {.kernel = m_kernel}; }
    std::span<const model::TaskInfo> tasks() const override { return m_tasks; }
    const model::TaskInfo* task(TaskId id) const override {
        return id && id.value() <= m_tasks.size() ? &m_tasks[id.value() - 1] : nullptr;
    }
    model::HistoryView history(TaskId) const override { return {}; }
    std::span<const model::ObjectInfo> objects() const override { return m_objects; }
    const model::ObjectInfo* object(ObjectId id) const override {
        return id == ObjectId{1} ? &m_objects[0] : nullptr;
    }
    model::Series<model::Transfer> transfers() const override { return {}; }
    model::Series<model::PrintedLine> printed() const override { return {}; }
    std::span<const model::CpuInfo> cpus() const override { return {}; }
    std::span<const model::Deadlock> deadlocks() const override { return {}; }
    std::span<const model::Gap> gaps() const override { return {}; }
    std::span<const model::FailedExpectation> failedExpectations() const override { return {}; }
    std::uint64_t failedExpectationCount() const override { return 0; }
    std::string_view text(TextId) const override { return {}; }
    model::Site site(SiteId) const override { return {}; }
    std::string nameOf(TaskId) const override { return {}; }
    std::string nameOf(ObjectId) const override { return {}; }
    std::uint64_t transitions(model::State, model::State) const override { return 0; }

private:
    Instant m_start, m_now;
    bool m_ended;
    wire::KernelSource m_kernel;
    std::vector<model::TaskInfo> m_tasks;
    std::vector<model::ObjectInfo> m_objects;
};

model::SnapshotPtr live(std::int64_t ms, std::int64_t start = 1000) {
    return std::make_shared<Stretch>(at(start), at(start + ms));
}
model::SnapshotPtr ended(std::int64_t ms, std::int64_t start = 1000) {
    return std::make_shared<Stretch>(at(start), at(start + ms), true);
}

model::SnapshotPtr stepped(int steps, std::size_t tasks) {
    return std::make_shared<Stretch>(at(1000), at(1000) + steps * model::kStepLength, false, tasks,
                                     wire::KernelSource::Gate);
}

}  // namespace

class ViewStateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunThatGrowsIsFollowedOnceItReachesTheRightEdge() {
        ViewState state;
        state.setSnapshot(live(100));
        QCOMPARE(state.range().from, at(1000));
        const Duration length = state.range().length();
        state.setSnapshot(live(9000));
        QCOMPARE(state.range().to, at(10000));
        QCOMPARE(state.range().length(), length);
    }

    void aControlledRunThatGoesBackIsStillTheSameRun() {
        ViewState state;
        state.setSnapshot(stepped(9, 3));
        state.selectTask(TaskId{2});
        state.setSnapshot(stepped(8, 3));
        QCOMPARE(state.selection().task, TaskId{2});
        state.setSnapshot(stepped(1, 1));  // before it was created
        QVERIFY(!state.selection().task);
    }

    void aControlledRunIsShownFromItsStartUntilThereIsNoRoomForMoreColumns() {
        ViewState state;
        state.setSnapshot(stepped(2, 3));
        QCOMPARE(state.range().from, at(1000));
        state.setSnapshot(stepped(40, 3));
        QCOMPARE(state.range().from, at(1000));
        QVERIFY(state.range().to >= at(1000) + 40 * model::kStepLength);
        state.setSnapshot(stepped(400, 3));
        QVERIFY(state.range().from > at(1000));
        QVERIFY(state.range().to >= at(1000) + 400 * model::kStepLength);
    }

    void aRunThatEndsWhileFollowedIsShownWhole() {
        ViewState state;
        state.setSnapshot(live(4000));
        state.setSnapshot(ended(5000));
        QVERIFY(state.range().from <= at(1000));
        QVERIFY(state.range().to >= at(6000));
        QVERIFY(state.range().length() < std::chrono::milliseconds{5500});
    }

    void aRunThatEndsAfterTheUserZoomedStaysWhereTheUserLooks() {
        ViewState state;
        state.setSnapshot(live(4000));
        state.setRange({at(1500), at(2000)});
        QVERIFY(!state.isFollowing());
        const TimeRange chosen = state.range();
        state.setSnapshot(live(4500));
        state.setSnapshot(ended(5000));
        QCOMPARE(state.range(), chosen);
    }

    void followingAgainJumpsToThePresentAndKeepsTheLength() {
        ViewState state;
        state.setSnapshot(live(8000));
        state.setRange({at(1500), at(2000)});
        state.setFollowing(true);
        QCOMPARE(state.range().to, at(9000));
        QCOMPARE(state.range().length(), Duration{std::chrono::milliseconds{500}});
    }

    void undoGoesBackAndRedoForward() {
        ViewState state;
        state.setSnapshot(ended(8000));
        const TimeRange whole = state.range();
        state.setRange({at(2000), at(4000)});
        state.setRange({at(2500), at(3000)});
        state.setRange({at(2600), at(2700)}, false);  // a pan in the making: no step of its own
        QVERIFY(state.canUndo());
        state.undo();
        QCOMPARE(state.range(), (TimeRange{at(2000), at(4000)}));
        state.undo();
        QCOMPARE(state.range(), whole);
        QVERIFY(!state.canUndo());
        state.undo();
        QCOMPARE(state.range(), whole);
        state.redo();
        QCOMPARE(state.range(), (TimeRange{at(2000), at(4000)}));
        state.setRange({at(3000), at(3500)});
        QVERIFY(!state.canRedo());
    }

    void aRangeIsClamped_data() {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("to");
        QTest::newRow("beyond both ends") << qint64{-1'000'000} << qint64{1'000'000};
        QTest::newRow("left of the stream") << qint64{-9000} << qint64{-8000};
        QTest::newRow("right of the stream") << qint64{90000} << qint64{91000};
        QTest::newRow("empty") << qint64{2000} << qint64{2000};
        QTest::newRow("upside down") << qint64{3000} << qint64{2000};
    }
    void aRangeIsClamped() {
        QFETCH(const qint64, from);
        QFETCH(const qint64, to);
        ViewState state;
        state.setSnapshot(ended(8000));
        state.setRange({at(from), at(to)});
        QVERIFY(state.range().length() >= Duration{100});
        QVERIFY(state.range().from >= at(1000 - 400));
        QVERIFY(state.range().to <= at(9000 + 400));
    }

    void withoutASnapshotARangeIsStillNeverEmpty() {
        ViewState state;
        state.setRange({at(5), at(5)});
        QVERIFY(state.range().from < state.range().to);
    }

    void aSelectedTaskOrObjectExists() {
        ViewState state;
        state.selectTask(TaskId{1});
        QVERIFY(!state.selection().task);
        state.setSnapshot(live(10));
        QSignalSpy changes{&state, &ViewState::selectionChanged};
        state.selectTask(TaskId{2});
        QCOMPARE(state.selection().task, TaskId{2});
        state.selectTask(TaskId{2});
        QCOMPARE(changes.count(), 1);
        state.selectTask(TaskId{99});
        QVERIFY(!state.selection().task);
        state.selectObject(ObjectId{1});
        QCOMPARE(state.selection().object, ObjectId{1});
        state.selectObject(ObjectId{7});
        QCOMPARE(state.selection(), Selection{});
        state.select({.task = {}, .object = {}, .intervalAt = at(1)});
        QVERIFY(!state.selection().intervalAt);
    }

    void aNewerSnapshotOfTheSameRunKeepsSelectionAndCursor() {
        ViewState state;
        state.setSnapshot(live(10));
        state.selectTask(TaskId{2});
        state.setCursor(at(1005));
        state.setSnapshot(live(20));
        QCOMPARE(state.selection().task, TaskId{2});
        QCOMPARE(state.instant(), at(1005));
    }

    void anotherRunForgetsSelectionCursorAndUndo() {
        ViewState state;
        state.setSnapshot(live(10));
        state.selectTask(TaskId{2});
        state.setCursor(at(1005));
        state.setRange({at(1002), at(1003)});
        state.setSnapshot(live(10, 50'000));
        QVERIFY(!state.selection().task);
        QVERIFY(!state.cursor());
        QVERIFY(!state.canUndo());
        QVERIFY(state.isFollowing());
        QCOMPARE(state.range().from, at(50'000));
    }

    void nowIsTheCursorOrElseTheEnd() {
        ViewState state;
        state.setSnapshot(live(10));
        QCOMPARE(state.instant(), at(1010));
        state.setCursor(at(1004));
        QCOMPARE(state.instant(), at(1004));
        state.setCursor(at(9'999));
        QCOMPARE(state.instant(), at(1010));
        state.setCursor({});
        QCOMPARE(state.instant(), at(1010));
    }

    void closingARunLeavesNothingBehind() {
        ViewState state;
        state.setSnapshot(live(10));
        state.selectTask(TaskId{1});
        QSignalSpy changes{&state, &ViewState::snapshotChanged};
        state.setSnapshot(nullptr);
        QCOMPARE(changes.count(), 1);
        QVERIFY(!state.selection().task);
        QVERIFY(!state.snapshot());
    }
};

QTEST_GUILESS_MAIN(ViewStateTest)
#include "tst_view_state.moc"

// The timeline under a real mouse and keyboard, on the offscreen platform.
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "tests/ui/timeline/demo_stream.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"

using namespace heddle;
using namespace heddle::ui;
using namespace std::chrono_literals;

class TimelineViewTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ViewState> m_state;
    std::unique_ptr<TimelineView> m_view;

    TimeScale scale() const { return {m_state->range(), m_view->laneArea().width()}; }
    int xOf(Instant time) const { return m_view->laneArea().left() + qRound(scale().xOf(time)); }
    // The middle of a task's lane.
    int yOf(TaskId task) const {
        const Lane& lane = m_view->lanes().lanes()[m_view->lanes().indexOf(task)];
        return m_view->laneArea().top() + lane.top + lane.height / 2;
    }
    void turnWheel(const QPoint& at, int notches, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QWheelEvent event(at, m_view->mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_view.get(), &event);
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(m_view.get(), Qt::Key(key), modifiers);
    }

private Q_SLOTS:
    void init() {
        m_state = std::make_unique<ViewState>();
        m_view = std::make_unique<TimelineView>(m_state.get());
        m_view->resize(1100, 640);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_state->setSnapshot(demoSnapshot());
        m_state->fit();
        m_view->redrawNow();
    }
    void cleanup() { m_view.reset(); }

    void theWheelZoomsAroundThePointer() {
        const QPoint at(700, 200);
        const Instant under = scale().at(at.x() - m_view->laneArea().left());
        const Duration before = m_state->range().length();
        turnWheel(at, 2);
        QVERIFY(m_state->range().length() < before);
        QVERIFY(std::abs(xOf(under) - at.x()) <= 1);
        m_state->undo();
        m_state->undo();
        QCOMPARE(m_state->range().length(), before);
    }

    void shiftAndWheelMoveInTime() {
        turnWheel({700, 200}, 4);
        const TimeRange before = m_state->range();
        turnWheel({700, 200}, -1, Qt::ShiftModifier);
        QVERIFY(m_state->range().from > before.from);
        QCOMPARE(m_state->range().length(), before.length());
    }

    void draggingMovesTheRangeWithThePointerAndUndoesAtOnce() {
        turnWheel({700, 200}, 6);
        const TimeRange before = m_state->range();
        const Instant held = scale().at(500 - m_view->laneArea().left());
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {500, 200});
        for (const int x : {520, 560, 600}) QTest::mouseMove(m_view.get(), {x, 200});
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {600, 200});
        QVERIFY(std::abs(xOf(held) - 600) <= 1);
        QVERIFY(!m_state->cursor());  // a drag is no click
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_state->range(), before);
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(m_state->range() != before);
    }

    void aClickSelectsTheIntervalAndSetsTheCursor() {
        const TaskId task{3};
        const model::Interval interval = m_state->snapshot()->history(task).at(2);
        const Instant middle = interval.begin + interval.length() / 2;
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {xOf(middle), yOf(task)});
        QCOMPARE(m_state->selection().task, task);
        QVERIFY(m_state->selection().intervalAt);
        QVERIFY(*m_state->selection().intervalAt >= interval.begin &&
                *m_state->selection().intervalAt < interval.end);
        QVERIFY(m_state->cursor());
        QVERIFY(std::abs(xOf(*m_state->cursor()) - xOf(middle)) <= 1);
    }

    void aClickOnAnObjectSelectsIt() {
        const ObjectId object = m_state->snapshot()->objects()[0].id;
        const Lane& lane = m_view->lanes().lanes()[m_view->lanes().indexOf(object)];
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {},
                          {500, m_view->laneArea().top() + lane.top + lane.height / 2});
        QCOMPARE(m_state->selection().object, object);
        QVERIFY(!m_state->selection().task);
    }

    void aDoubleClickZoomsToTheInterval() {
        const TaskId task{3};
        const model::Interval interval = m_state->snapshot()->history(task).at(2);
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {},
                           {xOf(interval.begin + interval.length() / 2), yOf(task)});
        QVERIFY(m_state->range().from <= interval.begin && m_state->range().to >= interval.end);
        QVERIFY(m_state->range().length() < interval.length() * 2);
    }

    void shiftAndDragMeasure() {
        QTest::mousePress(m_view.get(), Qt::LeftButton, Qt::ShiftModifier, {400, 200});
        QTest::mouseMove(m_view.get(), {640, 200});
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, Qt::ShiftModifier, {640, 200});
        QVERIFY(m_state->anchor() && m_state->cursor());
        const double pixels = scale().xOf(*m_state->cursor()) - scale().xOf(*m_state->anchor());
        QVERIFY(std::abs(pixels - 240) < 1.5);
    }

    void keysZoomMoveAndFit() {
        const TimeRange whole = m_state->range();
        press(Qt::Key_W);
        const TimeRange zoomed = m_state->range();
        QVERIFY(zoomed.length() < whole.length());
        press(Qt::Key_D);
        QVERIFY(m_state->range().from > zoomed.from);
        press(Qt::Key_A);
        press(Qt::Key_Minus);
        QVERIFY(m_state->range().length() > zoomed.length());
        press(Qt::Key_Plus);
        press(Qt::Key_F);
        QCOMPARE(m_state->range(), whole);
        press(Qt::Key_W);
        press(Qt::Key_Home);
        QCOMPARE(m_state->range(), whole);
        const bool following = m_state->isFollowing();
        press(Qt::Key_L);
        QCOMPARE(m_state->isFollowing(), !following);
    }

    void arrowsWalkOverLanesAndIntervals() {
        press(Qt::Key_Down);
        QCOMPARE(m_state->selection().task, TaskId{1});
        press(Qt::Key_Down);
        QCOMPARE(m_state->selection().task, TaskId{2});
        press(Qt::Key_Up);
        QCOMPARE(m_state->selection().task, TaskId{1});
        m_state->select(
            {.task = TaskId{2}, .object = {}, .intervalAt = m_state->snapshot()->history(TaskId{2}).begin()});
        press(Qt::Key_Right);
        QCOMPARE(*m_state->selection().intervalAt, m_state->snapshot()->history(TaskId{2}).at(1).begin);
        press(Qt::Key_Right);
        press(Qt::Key_Left);
        QCOMPARE(*m_state->selection().intervalAt, m_state->snapshot()->history(TaskId{2}).at(1).begin);
    }

    void escapeGoesBackStepByStep() {
        m_state->selectTask(TaskId{2});
        m_state->setCursor(m_state->range().from + 100ms);
        press(Qt::Key_M);
        QVERIFY(m_state->anchor());
        press(Qt::Key_Escape);
        QVERIFY(!m_state->anchor() && m_state->cursor());
        press(Qt::Key_Escape);
        QVERIFY(!m_state->cursor() && m_state->selection().task);
        press(Qt::Key_Escape);
        QVERIFY(!m_state->selection().task);
    }

    void trianglesFoldAndTheFilterHides() {
        const std::size_t all = m_view->lanes().lanes().size();
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {8, yOf(TaskId{1})});
        m_view->redrawNow();
        QCOMPARE(m_view->lanes().lanes().size(), all - 6);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {8, yOf(TaskId{1})});
        m_view->setFilter(QStringLiteral("thread-3"));
        m_view->redrawNow();
        QCOMPARE(m_view->lanes().lanes().size(), std::size_t(2));
        m_view->setFilter({});
        m_view->redrawNow();
        QCOMPARE(m_view->lanes().lanes().size(), all);
    }

    void theWheelScrollsOverTheNames() {
        m_view->resize(1100, 260);
        m_view->redrawNow();
        auto* bar = m_view->findChild<QScrollBar*>();
        QVERIFY(bar->maximum() > 0);
        const TimeRange before = m_state->range();
        turnWheel({60, 120}, -1);
        QVERIFY(bar->value() > 0);
        QCOMPARE(m_state->range(), before);
    }

    void whoeverIsChosenElsewhereComesIntoSight() {
        m_view->resize(1100, 180);
        m_view->redrawNow();
        auto* bar = m_view->findChild<QScrollBar*>();
        const auto topOf = [&](TaskId task) {
            return m_view->lanes().lanes()[m_view->lanes().indexOf(task)].top - bar->value();
        };
        const TaskId last = m_state->snapshot()->tasks().back().id;
        m_state->selectTask(last);
        QVERIFY(bar->value() > 0);
        QVERIFY(topOf(last) >= 0 && topOf(last) < m_view->laneArea().height());
        m_state->selectTask(TaskId{1});
        QCOMPARE(bar->value(), 0);
    }

    void everythingHasAnAccessibleName() {
        QVERIFY(!m_view->accessibleName().isEmpty());
        QVERIFY(!m_view->findChild<QScrollBar*>()->accessibleName().isEmpty());
        m_state->selectTask(TaskId{2});
        QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("Thread-1")));
    }

    void colourOfTheStateReachesTheScreen() {
        const TaskId task{1};
        const model::HistoryView history = m_state->snapshot()->history(task);
        for (std::size_t i = 0; i < history.size(); ++i) {
            const model::Interval interval = history.at(i);
            if (interval.state != model::State::Running ||
                scale().xOf(interval.end) - scale().xOf(interval.begin) < 8)
                continue;
            const QImage picture = m_view->grab().toImage();
            QCOMPARE(picture.pixelColor(xOf(interval.begin + interval.length() / 2), yOf(task)),
                     Theme::current().look(model::State::Running).colour);
            return;
        }
        QFAIL("no running interval is wide enough");
    }

    void anEmptyViewStandsEverything() {
        m_state->setSnapshot(nullptr);
        m_view->redrawNow();
        for (const int key :
             {Qt::Key_W, Qt::Key_S, Qt::Key_A, Qt::Key_D, Qt::Key_F, Qt::Key_M, Qt::Key_Left, Qt::Key_Right,
              Qt::Key_Up, Qt::Key_Down, Qt::Key_Return, Qt::Key_Space, Qt::Key_Escape})
            press(key);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, {500, 200});
        turnWheel({500, 200}, 1);
        m_view->redrawNow();
        QVERIFY(m_view->lanes().lanes().empty());
    }
};

QTEST_MAIN(TimelineViewTest)
#include "tst_timeline_view.moc"

#include <QAbstractButton>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/sanitizer.h"
#include "tests/ui/models/synthetic_runs.h"
#include "tests/ui/models/warnings_fail.h"
#include "ui/models/view_state.h"
#include "ui/statediagram/state_diagram_view.h"
#include "ui/statediagram/state_switch.h"
#include "ui/theme/theme.h"

using namespace heddle;
using namespace heddle::ui;
using namespace heddle::test;

namespace {

double medianPaintMs(QWidget& widget) {
    QImage image(widget.size(), QImage::Format_ARGB32_Premultiplied);
    std::vector<qint64> times;
    for (int i = 0; i < 31; ++i) {
        QElapsedTimer clock;
        clock.start();
        widget.render(&image);
        times.push_back(clock.nsecsElapsed());
    }
    std::sort(times.begin(), times.end());
    return static_cast<double>(times[15]) / 1e6;
}

}  // namespace

class StateDiagramViewTest : public QObject {
    Q_OBJECT
    WarningsFail m_warnings;

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_CONFIG_HOME", "/nonexistent"); }
    void cleanup() { QCOMPARE(m_warnings.take(), QStringList()); }

    void aClickOnATokenSelectsItsTask() {
        DeadlockRun run;
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        StateDiagramView view(&state);
        view.resize(440, 300);
        view.show();
        for (const TaskId task : {run.threads[0], run.threads[5], run.main}) {
            const auto place = view.tokenPlace(task);
            QVERIFY(place);
            QTest::mouseClick(&view, Qt::LeftButton, {}, place->toPoint());
            QCOMPARE(state.selection().task, task);
        }
    }

    void arrowKeysGoFromTaskToTask() {
        DeadlockRun run;
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        StateDiagramView view(&state);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(state.selection().task, TaskId{1});
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(state.selection().task, TaskId{9});
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(state.selection().task, TaskId{1});
    }

    void aPointerIsToldWhatItPointsAt() {
        DeadlockRun run;
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        StateDiagramView view(&state);
        view.resize(440, 300);
        view.show();
        const QString token = view.explanation(*view.tokenPlace(run.threads[1]));
        QVERIFY2(token.startsWith(QStringLiteral("Thread-2 has waited ")), qPrintable(token));
        const DiagramGeometry geometry = layOutDiagram(view.size(), false);
        const QString circle = view.explanation(geometry.circle(model::State::Ready)->centre);
        QVERIFY2(circle.startsWith(QStringLiteral("ready: ")), qPrintable(circle));
        const QString arc =
            view.explanation(geometry.arc(model::State::Ready, model::State::Running)->at(0.5));
        QVERIFY2(arc.contains(QStringLiteral("10 times")), qPrintable(arc));
        QVERIFY(view.explanation({2, 298}).isEmpty());
    }

    void whoCannotSeeItHearsTheCounts() {
        DeadlockRun run;
        ViewState state;
        StateDiagramView view(&state);
        QCOMPARE(view.accessibleName(), QStringLiteral("State diagram"));
        state.setSnapshot(run.s.snapshot());
        QVERIFY2(view.accessibleDescription().contains(QStringLiteral("9 blocked")),
                 qPrintable(view.accessibleDescription()));
    }

    void aTokenMovesAlongTheTransitionThatItsTaskTook() {
        SemaphoreRun run;
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        StateDiagramView view(&state);
        view.resize(440, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const QPointF before = *view.tokenPlace(run.workers[4]);
        run.s.after(1ms).woken(run.workers[4], run.main).after(1ms);
        state.setSnapshot(run.s.snapshot());
        QVERIFY(view.isMoving());
        const DiagramGeometry geometry = layOutDiagram(view.size(), false);
        const StateCircle* ready = geometry.circle(model::State::Ready);
        const auto isIn = [ready](QPointF p) {
            return std::hypot(p.x() - ready->centre.x(), p.y() - ready->centre.y()) < ready->radius;
        };
        QVERIFY(!isIn(before));
        QTRY_VERIFY(!view.isMoving());
        QVERIFY(isIn(*view.tokenPlace(run.workers[4])));
        // Nobody moved: nothing moves.
        run.s.after(5ms);
        state.setSnapshot(run.s.snapshot());
        QVERIFY(!view.isMoving());
        // Looking back is no movement either.
        state.setCursor(state.snapshot()->start() + 20ms);
        QVERIFY(!view.isMoving());
    }

    void aCrowdThatMovesAtOnceOnlyPulses() {
        CrowdRun run(200);
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        StateDiagramView view(&state);
        view.resize(900, 600);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const TaskId moved = run.threads[2];
        for (std::size_t i = 2; i < 60; ++i) {
            if (i % 10 != 1)
                run.s.woken(run.threads[i]);
        }
        state.setSnapshot(run.s.snapshot());
        QVERIFY(view.isMoving());  // the pulse
        const DiagramGeometry geometry = layOutDiagram(view.size(), false);
        const StateCircle* ready = geometry.circle(model::State::Ready);
        const QPointF place = *view.tokenPlace(moved);  // it is there at once
        QVERIFY(std::hypot(place.x() - ready->centre.x(), place.y() - ready->centre.y()) < ready->radius);
        QTRY_VERIFY(!view.isMoving());
    }

    void theSwitchAndTheViewStateAgree() {
        ViewState state;
        StateSwitch control(&state);
        const auto buttons = control.findChildren<QAbstractButton*>();
        QCOMPARE(buttons.size(), 2);
        buttons[1]->click();
        QVERIFY(state.isSevenState());
        buttons[1]->click();
        QVERIFY(state.isSevenState() && buttons[1]->isChecked() && !buttons[0]->isChecked());
        state.setSevenState(false);
        QVERIFY(buttons[0]->isChecked());
    }

    void withoutAChoiceThereAreSevenStatesWhereSomebodyIsSuspended() {
        CrowdRun run(3), other(3);
        ViewState state;
        QSignalSpy changes(&state, &ViewState::sevenStateChanged);
        state.setSnapshot(run.s.snapshot());
        QVERIFY(!state.isSevenState());
        run.s.stop(run.threads[0]);
        state.setSnapshot(run.s.snapshot());
        QVERIFY(state.isSevenState());
        run.s.resume(run.threads[0]);  // it was suspended: that stays to be seen
        state.setSnapshot(run.s.snapshot());
        QVERIFY(state.isSevenState());
        other.s.after(1s);
        state.setSnapshot(other.s.snapshot());
        QVERIFY(!state.isSevenState());
        QCOMPARE(changes.size(), 2);
        state.setSevenState(true);  // a choice holds for all runs
        state.setSevenState(false);
        state.setSnapshot(run.s.snapshot());
        QVERIFY(!state.isSevenState());
    }

    void paintingIsCheap_data() {
        QTest::addColumn<int>("tasks");
        QTest::addColumn<bool>("seven");
        QTest::newRow("9 tasks") << 9 << false;
        QTest::newRow("200 tasks, seven states") << 200 << true;
        QTest::newRow("10,000 tasks") << 10'000 << false;
    }
    void paintingIsCheap() {
        QFETCH(const int, tasks);
        QFETCH(const bool, seven);
        CrowdRun run(tasks);
        ViewState state;
        state.setSevenState(seven);
        StateDiagramView view(&state);
        view.resize(440, 300);
        std::vector<qint64> times;
        for (int i = 0; i < 7; ++i) {
            run.s.after(1ms);
            const auto snapshot = run.s.snapshot();
            QElapsedTimer clock;
            clock.start();
            state.setSnapshot(snapshot);
            state.setCursor(snapshot->now());  // renews at once, also a crowd
            times.push_back(clock.nsecsElapsed());
        }
        std::sort(times.begin(), times.end());
        const double paint = medianPaintMs(view);
        qInfo("a new snapshot: %.2f ms; a repaint: %.2f ms", static_cast<double>(times[3]) / 1e6, paint);
        if (test::kIsAddressSanitizer || test::kIsThreadSanitizer)
            QSKIP("a sanitizer is slow");
        QVERIFY2(paint < 16, "more than a frame at 60 a second, on any machine");
    }
};

QTEST_MAIN(StateDiagramViewTest)
#include "tst_state_diagram_view.moc"

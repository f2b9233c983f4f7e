#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/models/synthetic_runs.h"
#include "tests/ui/models/warnings_fail.h"
#include "ui/inspector/object_table.h"
#include "ui/inspector/task_table.h"
#include "ui/inspector/why_panel.h"
#include "ui/models/task_table_model.h"
#include "ui/models/view_state.h"

using namespace heddle;
using namespace heddle::ui;
using namespace heddle::test;

class InspectorTest : public QObject {
    Q_OBJECT
    WarningsFail m_warnings;

private Q_SLOTS:
    void cleanup() { QCOMPARE(m_warnings.take(), QStringList()); }

    void thePanelAnswersForTaskObjectAndRun() {
        DeadlockRun run;
        ViewState state;
        WhyPanel panel(&state);
        QCOMPARE(panel.title(), QStringLiteral("Nothing is open"));
        panel.show();
        state.setSnapshot(run.s.snapshot());
        QTRY_COMPARE(panel.lines().value(0), QStringLiteral("9 tasks: 9 blocked."));
        state.selectTask(run.threads[0]);
        QCOMPARE(panel.title(), QStringLiteral("Why is Thread-1 not running?"));
        QCOMPARE(panel.lines().first(), QStringLiteral("Blocked for 1.09 s in lock(A), line 30"));
        QCOMPARE(panel.alarm(), QStringLiteral("Deadlock: Thread-1 and Thread-2 wait for each other."));
        QVERIFY(panel.details().filter(QStringLiteral("Hold and wait: ")).size() == 1);
        QVERIFY(panel.accessibleDescription().contains(QStringLiteral("Circular wait: Thread-1")));
        state.selectObject(run.b);
        QCOMPARE(panel.title(), QStringLiteral("Who has lock B, and who waits?"));
        QVERIFY(panel.alarm().isEmpty());
        QVERIFY(panel.accessibleDescription().contains(QStringLiteral("B is held by Thread-1")));
        state.setSnapshot(nullptr);
        QCOMPARE(panel.title(), QStringLiteral("Nothing is open"));
    }

    void aChosenIntervalIsExplainedAtItsOwnTime() {
        DeadlockRun run;
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        WhyPanel panel(&state);
        state.select({.task = run.main, .object = {}, .intervalAt = state.snapshot()->start() + 50ms});
        QCOMPARE(panel.title(), QStringLiteral("deadlock-ab is running"));
    }

    void namesInThePanelSelectWhatTheyName() {
        DeadlockRun run;
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        state.selectTask(run.threads[0]);
        WhyPanel panel(&state);
        QSignalSpy sites(&panel, &WhyPanel::siteActivated);
        const auto follow = [&panel](const QString& link) {
            for (QLabel* label : panel.findChildren<QLabel*>()) {
                if (label->text().contains(QStringLiteral("href=\"%1\"").arg(link))) {
                    Q_EMIT label->linkActivated(link);
                    return true;
                }
            }
            return false;
        };
        QVERIFY(follow(QStringLiteral("object:%1").arg(run.a.value())));
        QCOMPARE(state.selection().object, run.a);
        QVERIFY(follow(QStringLiteral("task:%1").arg(run.threads[1].value())));
        QCOMPARE(state.selection().task, run.threads[1]);
        const SiteId site = state.snapshot()->task(run.threads[1])->wait.site;
        QVERIFY(follow(QStringLiteral("site:%1").arg(site.value())));
        QCOMPARE(sites.count(), 1);
        QCOMPARE(sites[0][0].value<SiteId>(), site);
    }

    void aRowAndTheSelectionFollowEachOther() {
        DeadlockRun run;
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        TaskTable table(&state);
        table.resize(900, 300);
        table.show();
        table.setFocus();
        QVERIFY(!state.selection().task);  // to look at a table chooses nothing
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {},
                          table.visualRect(table.rowOf(run.threads[2])).center());
        QCOMPARE(state.selection().task, run.threads[2]);
        state.selectTask(run.threads[6]);
        QCOMPARE(table.currentIndex().row(), table.rowOf(run.threads[6]).row());
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(state.selection().task, run.threads[7]);
        state.clearSelection();
        QVERIFY(!table.selectionModel()->hasSelection());
    }

    void scrollAndSelectionSurviveAGrowingRun() {
        CrowdRun run(300);
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        TaskTable table(&state);
        table.resize(900, 300);
        table.show();
        state.selectTask(run.threads[150]);
        const int scrolled = table.verticalScrollBar()->value();
        QVERIFY(scrolled > 0);
        const int before = table.model()->rowCount(table.model()->index(0, 0));
        for (int i = 0; i < 50; ++i) run.s.admit(run.s.thread(run.main, "late " + std::to_string(i)));
        state.setSnapshot(run.s.snapshot());
        QTRY_COMPARE(table.model()->rowCount(table.model()->index(0, 0)), before + 50);
        QCOMPARE(table.verticalScrollBar()->value(), scrolled);
        QVERIFY(table.selectionModel()->isSelected(table.rowOf(run.threads[150])));
    }

    void whoIsSuspendedIsReadInFull() {
        CrowdRun run(3);
        run.s.preempt(run.threads[1]).stop(run.threads[1]);
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        TaskTable table(&state);
        table.resize(700, 300);
        table.show();
        const QModelIndex row = table.rowOf(run.threads[1]);
        const auto cell = [&](int column) { return row.siblingAtColumn(column); };
        QCOMPARE(cell(TaskTableModel::StateColumn).data().toString(), QStringLiteral("suspended, ready"));
        QCOMPARE(cell(TaskTableModel::Why).data().toString(), QStringLiteral("stopped from outside"));
        QVERIFY(table.columnWidth(TaskTableModel::StateColumn) >
                table.fontMetrics().horizontalAdvance(QStringLiteral("suspended, ready")) + 24);
    }

    void namesAreToldApart() {
        StreamBuilder s;
        const TaskId main = s.process("dining-philosophers");
        s.in(main);
        const TaskId last = s.thread(main, "philosopher 5");
        s.admit(last);
        ViewState state;
        state.setSnapshot(s.snapshot());
        TaskTable table(&state);
        table.resize(600, 300);
        table.show();
        QVERIFY(table.visualRect(table.rowOf(last)).width() >
                table.fontMetrics().horizontalAdvance(QStringLiteral("philosopher 5")));
    }

    void sortingByANumberSortsNumbers() {
        DeadlockRun run;
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        TaskTable table(&state);
        table.sortByColumn(9, Qt::DescendingOrder);  // CPU time
        const QModelIndex process = table.model()->index(0, 0);
        QCOMPARE(table.model()->index(0, 0, process).data().toString(), QStringLiteral("Thread-1"));
        QCOMPARE(table.model()->index(1, 0, process).data().toString(), QStringLiteral("Thread-2"));
    }

    void chipsOfAnObjectSelectTheirTask() {
        SemaphoreRun run;
        ViewState state;
        state.setSnapshot(run.s.snapshot());
        ObjectTable table(&state);
        table.resize(1100, 200);
        table.show();
        const Strip strip = table.stripOf(run.semaphore);
        QCOMPARE(strip.chips.size(), 8u);
        QVERIFY(strip.divider > strip.chips[2].box.right() && strip.divider < strip.chips[3].box.left());
        for (std::size_t i = 0; i < strip.chips.size(); ++i) {
            QCOMPARE(strip.chips[i].role, i < 3 ? StripChip::Role::Holder : StripChip::Role::Waiter);
            QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, strip.chips[i].box.center().toPoint());
            QCOMPARE(state.selection().task, run.workers[i]);
        }
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {},
                          table.visualRect(table.rowOf(run.semaphore)).center());
        QCOMPARE(state.selection().object, run.semaphore);
    }

    void aLineTooLongForItsCellSaysHowManyMore() {
        SemaphoreRun run(40);
        const auto snapshot = run.s.snapshot();
        const QFontMetricsF metrics{QFont()};
        const Strip strip =
            layOutStrip(Moment(snapshot, snapshot->now()), run.semaphore, QRectF(10, 0, 300, 28), metrics);
        QCOMPARE(strip.chips.back().role, StripChip::Role::More);
        QCOMPARE(strip.chips.back().text, QStringLiteral("+%1").arg(40 - (strip.chips.size() - 1)));
        for (std::size_t i = 0; i < strip.chips.size(); ++i) {
            QVERIFY(strip.chips[i].box.right() <= 310);
            if (i > 0)
                QVERIFY(strip.chips[i].box.left() >= strip.chips[i - 1].box.right());
        }
        QVERIFY(!strip.taskAt({-1, -1}));
    }
};

QTEST_MAIN(InspectorTest)
#include "tst_inspector.moc"

// The step mode on a controlled run: what the list says, what a click and a key do, how the history is laid
// out, what differs between two branches.
#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QMainWindow>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include "tests/ui/stepper/fake_controlled_session.h"
#include "ui/models/view_state.h"
#include "ui/stepper/branch_comparison.h"
#include "ui/stepper/compare_dialog.h"
#include "ui/stepper/event_list.h"
#include "ui/stepper/event_list_model.h"
#include "ui/stepper/history_layout.h"
#include "ui/stepper/history_view.h"
#include "ui/stepper/next_steps_model.h"
#include "ui/stepper/next_steps_view.h"
#include "ui/stepper/step_actions.h"
#include "ui/stepper/step_controller.h"
#include "ui/stepper/step_controls.h"
#include "ui/stepper/step_panel.h"
#include "ui/stepper/step_words.h"
#include "ui/stepper/verdict_banner.h"

using namespace heddle;
using namespace heddle::ui;
using session::NodeId;
using test::FakeControlledSession;

namespace {

// A window with the step mode on a run of two threads that take two locks in opposite order.
struct Stage {
    explicit Stage(std::vector<test::FakeTask> tasks = FakeControlledSession::deadlock())
        : session(std::move(tasks), "demo.cpp") {
        panel = new StepPanel(&view, &steps, actions);
        window.setCentralWidget(panel);
        window.resize(720, 480);
        steps.setSession(&session);
        window.show();
    }
    ~Stage() { steps.setSession(nullptr); }

    [[nodiscard]] TaskId task(std::size_t number) const { return session.position()->tasks[number - 1].task; }
    // Steps by number, and waits until the views have it.
    void step(std::initializer_list<int> numbers) {
        for (const int number : numbers) {
            (void)session.postStep(task(static_cast<std::size_t>(number)));
            settle();
        }
    }
    void settle() { QTRY_COMPARE(steps.position(), session.position()); }
    [[nodiscard]] std::uint32_t depth() const {
        const auto& position = *session.position();
        return (*position.history)[static_cast<std::size_t>(position.current)].depth;
    }

    ViewState view;
    FakeControlledSession session;
    StepController steps{view};
    QMainWindow window;
    StepActions* actions = new StepActions(window, view, steps);
    StepPanel* panel = nullptr;
};

QString standingOf(const Stage& stage, std::size_t number) {
    const auto& position = *stage.session.position();
    return standingText(*position.snapshot, position.tasks[number - 1]);
}

QStringList textsOf(const QAbstractItemModel& model, int row) {
    QStringList texts;
    for (int column = 0; column < model.columnCount(); ++column)
        texts.append(model.index(row, column).data().toString());
    return texts;
}

}  // namespace

class StepViewsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theListSaysWhatEachTaskWouldDoAndWhetherItMay() {
        Stage stage;
        stage.step({1, 2, 1, 2});
        NextStepsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPosition(stage.session.position());
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex first = model.index(0);
        QCOMPARE(first.data().toString(), QStringLiteral("Thread-1"));
        QCOMPARE(first.data(NextStepsModel::OperationRole).toString(), QStringLiteral("lock(B)"));
        QCOMPARE(first.data(NextStepsModel::KeyRole).toString(), QStringLiteral("1"));
        QVERIFY(!first.data(NextStepsModel::LineRole).toString().isEmpty());
        QCOMPARE(first.data(NextStepsModel::StandingRole).toString(),
                 QStringLiteral("blocked: B held by Thread-2, since step 4"));
        QVERIFY(!first.data(NextStepsModel::MayGoRole).toBool());
        QVERIFY(first.data(Qt::ToolTipRole).toString().contains(QStringLiteral("waits in line")));
        QVERIFY(first.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("lock(B)")));
    }

    void theListOfTasksFollowsTheRunForthAndBack() {
        Stage stage;
        NextStepsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const int number : {1, 2, 1, 1, 1, 1, 1}) {
            stage.step({number});
            model.setPosition(stage.session.position());
        }
        QCOMPARE(model.index(0).data(NextStepsModel::StandingRole).toString(), QStringLiteral("ended"));
        stage.session.postBack(7);
        model.setPosition(stage.session.position());
        QCOMPARE(model.index(0).data(NextStepsModel::OperationRole).toString(), QStringLiteral("start"));
        model.setPosition(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void aClickOnATaskMakesItsStep() {
        Stage stage;
        NextStepsView* list = stage.panel->nextSteps();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->rowOf(stage.task(2)).center());
        stage.settle();
        QCOMPARE(stage.depth(), 1u);
        QCOMPARE(stage.steps.lastMover(), stage.task(2));
        QCOMPARE(stage.view.selection().task, stage.task(2));
    }

    void aClickOnABlockedTaskStepsNothingAndSelectsIt() {
        Stage stage;
        stage.step({1, 2, 1, 2});
        NextStepsView* list = stage.panel->nextSteps();
        stage.view.clearSelection();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->rowOf(stage.task(1)).center());
        stage.settle();
        QCOMPARE(stage.depth(), 4u);
        QCOMPARE(stage.view.selection().task, stage.task(1));
    }

    void aTaskWithATimeLimitMayGiveUpInstead() {
        Stage stage({{"Thread-1", {"lock A", "unlock A"}}, {"Thread-2", {"lock A"}, true}});
        stage.step({1, 1, 2});
        QCOMPARE(standingOf(stage, 2), QStringLiteral("blocked: A held by Thread-1, since step 3"));
        QTest::keyClick(&stage.window, Qt::Key_2, Qt::AltModifier);
        stage.settle();
        QCOMPARE(stage.depth(), 4u);
        QCOMPARE(stepText(*stage.session.position()->snapshot, (*stage.session.position()->history)[4]),
                 QStringLiteral("step 4: Thread-2 gives up: lock(A)"));
    }

    void keysStepStepAgainAndGoBack() {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        QTest::keyClick(&stage.window, Qt::Key_2);
        stage.settle();
        QCOMPARE(stage.depth(), 1u);
        QTest::keyClick(&stage.window, Qt::Key_Space);
        stage.settle();
        QCOMPARE(stage.depth(), 2u);
        QCOMPARE(stage.steps.lastMover(), stage.task(2));
        QTest::keyClick(&stage.window, Qt::Key_Backspace);
        stage.settle();
        QCOMPARE(stage.depth(), 1u);
        QTest::keyClick(&stage.window, Qt::Key_9);  // there is no ninth task
        stage.settle();
        QCOMPARE(stage.depth(), 1u);
    }

    void aKeyForABlockedTaskSaysWhyItCannotGo() {
        Stage stage;
        stage.step({1, 2, 1, 2});
        const QSignalSpy messages(&stage.steps, &StepController::messageRaised);
        QTest::keyClick(&stage.window, Qt::Key_1);
        QCOMPARE(messages.size(), 1);
        QVERIFY(messages[0][0].toString().contains(QStringLiteral("blocked")));
        QCOMPARE(stage.depth(), 4u);
    }

    void withoutAControlledRunNoCommandOfStepModeIsOn() {
        Stage stage;
        stage.steps.setSession(nullptr);
        for (const QAction* action : stage.actions->all())
            QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
        QTest::keyClick(&stage.window, Qt::Key_1);
        QCOMPARE(stage.depth(), 0u);
    }

    void everyCommandHasWordsAndATip() {
        Stage stage;
        QStringList keys;
        for (const QAction* action : stage.actions->all()) {
            QVERIFY(!action->text().isEmpty() && !action->toolTip().isEmpty());
            const QString key = action->shortcut().toString();
            QVERIFY2(key.isEmpty() || !keys.contains(key), qPrintable(key));
            keys.append(key);
        }
        for (const QWidget* widget : stage.panel->findChildren<QWidget*>())
            if (widget->focusPolicy() != Qt::NoFocus &&
                !widget->objectName().startsWith(QLatin1String("qt_")))
                QVERIFY2(!widget->accessibleName().isEmpty() ||
                             qobject_cast<const QPushButton*>(widget) != nullptr,
                         widget->metaObject()->className());
    }

    void whileADriveGoesOnItCanBeCancelled() {
        Stage stage;
        const StepControls controls(stage.actions, &stage.steps);
        QVERIFY(!stage.actions->cancel->isEnabled());
        stage.session.showBusy(true);
        stage.settle();
        QVERIFY(stage.actions->cancel->isEnabled());
        stage.session.showBusy(false);
        stage.settle();
        QVERIFY(!stage.actions->cancel->isEnabled());
    }

    void aDeadlockIsToldWithTheWaysOutOfIt() {
        Stage stage;
        const VerdictBanner* verdict = stage.panel->verdict();
        QVERIFY(verdict->isHidden());
        stage.step({1, 2, 1, 2});
        QVERIFY(!verdict->isHidden());
        QVERIFY2(verdict->text().startsWith(QStringLiteral("Deadlock: Thread-")),
                 qPrintable(verdict->text()));
        QVERIFY(verdict->findChild<QPushButton*>()->isVisible());
        QList<QAction*> ways = verdict->waysOut()->actions();
        QVERIFY(ways[2]->isSeparator());
        ways.removeAt(2);
        QCOMPARE(ways.size(), 4);
        ways[0]->trigger();
        QCOMPARE(stage.session.lastAsked, "kill " + std::to_string(stage.task(1).value()));
        ways[2]->trigger();
        QCOMPARE(stage.session.lastAsked, std::string{"take back 1"});
        stage.session.postBack();
        stage.settle();
        QVERIFY(verdict->isHidden());
    }

    void aNewBranchGetsARowBelow() {
        Stage stage;
        stage.step({1, 1, 1});
        stage.session.postBack(2);
        stage.step({2, 2});
        stage.session.postBack();
        stage.step({1});
        const auto& position = *stage.session.position();
        const HistoryLayout layout = layOutHistory(*position.history, position.current);
        QCOMPARE(layout.rowCount, 3u);
        QCOMPARE(layout.columnCount, 4u);
        QCOMPARE(layout.leaves.size(), std::size_t{3});
        QSet<QPair<quint32, quint32>> places;
        for (std::size_t i = 0; i < position.history->size(); ++i)
            places.insert({(*position.history)[i].depth, layout.rows[i]});
        QCOMPARE(static_cast<std::size_t>(places.size()), position.history->size());
        QVERIFY(layout.isOnPath[1] && !layout.isOnPath[2]);
    }

    void aClickInTheHistoryGoesThere() {
        Stage stage;
        stage.step({1, 1, 2});
        HistoryView* history = stage.panel->history();
        QTest::mouseClick(history->viewport(), Qt::LeftButton, {},
                          history->placeOf(static_cast<NodeId>(1)).toPoint());
        stage.settle();
        QCOMPARE(stage.depth(), 1u);
        QTest::keyClick(history, Qt::Key_Right);
        stage.settle();
        QCOMPARE(stage.depth(), 2u);
        QTest::keyClick(history, Qt::Key_Home);
        stage.settle();
        QCOMPARE(stage.depth(), 0u);
        QVERIFY(history->accessibleDescription().contains(QStringLiteral("the start of 3 steps")));
    }

    void theMenuOfTheHistoryIsAboutTheStepUnderIt() {
        Stage stage;
        stage.step({1, 1, 2});
        StepPanel* panel = stage.panel;
        const auto second = static_cast<NodeId>(2);
        QSignalSpy menus(panel->history(), &HistoryView::menuWanted);
        const QPoint at = panel->history()->placeOf(second).toPoint();
        QContextMenuEvent click(QContextMenuEvent::Mouse, at, panel->history()->viewport()->mapToGlobal(at));
        QApplication::sendEvent(panel->history()->viewport(), &click);
        QCOMPARE(menus.size(), 1);
        QCOMPARE(menus[0][0].value<NodeId>(), second);

        NodeId named{}, saved{}, compared{};
        connect(panel, &StepPanel::nameWanted, this, [&named](NodeId step) { named = step; });
        connect(panel, &StepPanel::scheduleWanted, this, [&saved](NodeId step) { saved = step; });
        connect(panel, &StepPanel::comparisonWanted, this, [&compared](NodeId step) { compared = step; });
        const std::unique_ptr<QMenu> menu{panel->menuOf(second)};
        for (QAction* action : menu->actions()) action->trigger();
        QCOMPARE(named, second);
        QCOMPARE(saved, second);
        QCOMPARE(compared, second);
        stage.settle();
        QCOMPARE(stage.session.position()->current, second);
        const std::unique_ptr<QMenu> here{panel->menuOf(second)};
        QVERIFY(!here->actions().first()->isEnabled());
    }

    void aHistoryOfManyStepsScrollsToThePresent() {
        std::vector<std::string> operations;
        for (int i = 0; i < 300; ++i) operations.push_back("write x");
        Stage stage({{"Thread-1", operations}});
        stage.session.postDrive({});
        stage.settle();
        const HistoryView* history = stage.panel->history();
        const QPointF place = history->placeOf(stage.session.position()->current);
        QVERIFY(place.x() > 0 && place.x() < history->viewport()->width());
        QCOMPARE(history->nodeAt(place), std::optional{stage.session.position()->current});
    }

    void twoBranchesAreComparedByWhereTheyPartAndHowTheyEnd() {
        Stage stage;
        stage.step({1, 2, 1, 2});
        const NodeId deadlock = stage.session.position()->current;
        stage.session.postBack();
        stage.settle();
        stage.step({1, 1, 1, 1});
        const session::PositionPtr left = stage.steps.endOfBranch(deadlock);
        QVERIFY(left);
        const BranchComparison found = compareBranches(*left, *stage.steps.position());
        QCOMPARE(found.partsAfter, 3u);
        QCOMPARE(found.steps.size(), std::size_t{4});
        QCOMPARE(found.steps[0].left, QStringLiteral("Thread-2 lock(B)"));
        QCOMPARE(found.steps[0].right, QStringLiteral("Thread-1 lock(B)"));
        QVERIFY(found.steps[1].left.isEmpty());
        QCOMPARE(found.ends[0].left, QStringLiteral("deadlock"));
        const auto ofA = std::find_if(found.ends.begin(), found.ends.end(), [](const ComparedRow& row) {
            return row.what == QStringLiteral("lock A");
        });
        QVERIFY(ofA != found.ends.end());
        QCOMPARE(ofA->left, QStringLiteral("held by Thread-1"));
        QCOMPARE(ofA->right, QStringLiteral("free"));
    }

    void theDialogComparesTheBranchThroughAStepWithAnother() {
        Stage stage;
        stage.step({1, 2, 1, 2});
        const NodeId deadlock = stage.session.position()->current;
        stage.session.postBack();
        stage.settle();
        stage.step({1, 1, 1, 1});
        CompareDialog dialog(stage.steps, deadlock);
        const auto boxes = dialog.findChildren<QComboBox*>();
        QCOMPARE(boxes.size(), 2);
        QCOMPARE(boxes[0]->currentText(), QStringLiteral("4 steps, deadlock"));
        QVERIFY(boxes[1]->currentIndex() != boxes[0]->currentIndex());
        const auto* rows = dialog.findChild<QTreeWidget*>();
        const QTreeWidgetItem* ends = rows->topLevelItem(0);
        QStringList what;
        for (int i = 0; i < ends->childCount(); ++i) what.append(ends->child(i)->text(0));
        QVERIFY(what.contains(QStringLiteral("lock A")));
        QCOMPARE(rows->topLevelItem(1)->child(0)->text(1), QStringLiteral("Thread-2 lock(B)"));
        QCOMPARE(rows->topLevelItem(1)->child(0)->text(2), QStringLiteral("Thread-1 lock(B)"));
        boxes[1]->setCurrentIndex(boxes[0]->currentIndex());
        QCOMPARE(rows->topLevelItemCount(), 0);
    }

    void theEventListSaysWhatCameOfEachStep() {
        Stage stage({{"Thread-1", {"lock A", "write x", "unlock A"}}});
        EventListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int i = 0; i < 4; ++i) {
            stage.step({1});
            model.setPosition(stage.session.position());
        }
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(textsOf(model, 1).mid(0, 5),
                 (QStringList{QStringLiteral("2"), QStringLiteral("Thread-1"), QStringLiteral("lock(A)"),
                              QStringLiteral("lock A"), QStringLiteral("has it")}));
        QCOMPARE(textsOf(model, 2)[4], QStringLiteral("value 3"));
        QCOMPARE(textsOf(model, 3)[4], QStringLiteral("does not have it"));
        stage.session.postBack(2);
        model.setPosition(stage.session.position());
        QCOMPARE(model.rowCount(), 2);
    }

    void aRowOfTheEventListSetsTheCursorToItsStep() {
        Stage stage;
        stage.step({1, 2, 1});
        EventList list(&stage.view, &stage.steps);
        list.setCurrentIndex(list.model()->index(1, 0));
        QCOMPARE(stage.view.selection().task, stage.task(2));
        QCOMPARE(model::stepAt(*stage.view.snapshot(), stage.view.instant()), 2u);
        stage.view.setCursor(model::beginOfStep(*stage.view.snapshot(), 1));
        QCOMPARE(list.currentIndex().row(), 0);
    }

    void aBranchGetsANameAndAnEmptyOneIsRefused() {
        Stage stage;
        stage.step({1});
        const QSignalSpy messages(&stage.steps, &StepController::messageRaised);
        stage.steps.nameBranch(static_cast<NodeId>(1), QStringLiteral("  "));
        QCOMPARE(messages.size(), 1);
        stage.steps.nameBranch(static_cast<NodeId>(1), QStringLiteral("first try"));
        QCOMPARE((*stage.steps.position()->history)[1].name, std::string{"first try"});
    }

    void aScheduleIsSavedAndAFolderThatIsNotThereIsTold() {
        Stage stage;
        stage.step({1, 2});
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.schedule"));
        const QSignalSpy messages(&stage.steps, &StepController::messageRaised);
        stage.steps.saveSchedule(stage.session.position()->current, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("choices 2"));
        QVERIFY(!messages[0][1].toBool());
        stage.steps.saveSchedule(stage.session.position()->current,
                                 folder.filePath(QStringLiteral("no/a.schedule")));
        QVERIFY(messages[1][1].toBool());
    }
};

QTEST_MAIN(StepViewsTest)
#include "tst_step_views.moc"

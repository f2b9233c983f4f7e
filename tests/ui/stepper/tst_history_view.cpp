// The history of a stepped run: how it is laid out, where a click goes, how branches differ, what is saved.
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFile>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include "tests/ui/stepper/step_stage.h"
#include "ui/stepper/branch_comparison.h"
#include "ui/stepper/compare_dialog.h"
#include "ui/stepper/history_layout.h"
#include "ui/stepper/history_view.h"

using namespace heddle;
using namespace heddle::ui;
using session::NodeId;
using test::StepStage;

class HistoryViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewBranchGetsARowBelow() {
        StepStage stage;
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
        StepStage stage;
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
        StepStage stage;
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
        const auto enabled = [](const QMenu& menu) {
            const QList<QAction*> all = menu.actions();
            return std::count_if(all.begin(), all.end(), [](const QAction* action) {
                return action->isEnabled() && !action->isSeparator();
            });
        };
        const std::unique_ptr<QMenu> ofOneBranch{panel->menuOf(second)};
        QCOMPARE(enabled(*ofOneBranch), 3);  // there is nothing to compare with
        stage.session.postGoTo(second);
        stage.settle();
        stage.step({1});
        const std::unique_ptr<QMenu> menu{panel->menuOf(second)};
        QCOMPARE(enabled(*menu), 4);
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
        StepStage stage({{"Thread-1", operations}});
        stage.session.postDrive({});
        stage.settle();
        const HistoryView* history = stage.panel->history();
        const QPointF place = history->placeOf(stage.session.position()->current);
        QVERIFY(place.x() > 0 && place.x() < history->viewport()->width());
        QCOMPARE(history->nodeAt(place), std::optional{stage.session.position()->current});
    }

    void twoBranchesAreComparedByWhereTheyPartAndHowTheyEnd() {
        StepStage stage;
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
        StepStage stage;
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

    void aBranchGetsANameAndAnEmptyOneIsRefused() {
        StepStage stage;
        stage.step({1});
        const QSignalSpy messages(&stage.steps, &StepController::messageRaised);
        stage.steps.nameBranch(static_cast<NodeId>(1), QStringLiteral("  "));
        QCOMPARE(messages.size(), 1);
        stage.steps.nameBranch(static_cast<NodeId>(1), QStringLiteral("first try"));
        QCOMPARE((*stage.steps.position()->history)[1].name, std::string{"first try"});
    }

    void aScheduleIsSavedAndAFolderThatIsNotThereIsTold() {
        StepStage stage;
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

QTEST_MAIN(HistoryViewTest)
#include "tst_history_view.moc"

// What the list of next steps says, what a click and a key do, and how a deadlock is told.
#include <QAbstractItemModelTester>
#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/stepper/step_stage.h"
#include "ui/stepper/next_steps_model.h"
#include "ui/stepper/next_steps_view.h"
#include "ui/stepper/step_controls.h"
#include "ui/stepper/step_lines.h"
#include "ui/stepper/step_words.h"
#include "ui/stepper/verdict_banner.h"

using namespace heddle;
using namespace heddle::ui;
using test::FakeControlledSession;
using test::StepStage;

namespace {

QString standingOf(const StepStage& stage, std::size_t number) {
    const auto& position = *stage.session.position();
    return standingText(*position.snapshot, position.tasks[number - 1]);
}

}  // namespace

class NextStepsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theListSaysWhatEachTaskWouldDoAndWhetherItMay() {
        StepStage stage;
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

    void theLinesOfAnEarlierStepAreThoseOfWhatWasToBeDoneThen() {
        StepStage stage;
        stage.step({1, 2, 1, 2});
        const session::Position& at = *stage.session.position();
        const auto lineOf = [&](std::uint32_t step, std::size_t number) {
            return at.snapshot->site(linesAfterStep(at, step).at(stage.task(number))).line;
        };
        const std::uint32_t first[]{10, 11, 11, 12, 12}, second[]{18, 18, 19, 19, 20};
        for (std::uint32_t step = 0; step <= 4; ++step) {
            QCOMPARE(lineOf(step, 1), first[step]);
            QCOMPARE(lineOf(step, 2), second[step]);
        }
        QCOMPARE(linesAfterStep(at, 9), linesAfterStep(at, 4));
    }

    void theListOfTasksFollowsTheRunForthAndBack() {
        StepStage stage;
        NextStepsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const int number : {1, 2, 1, 1, 1, 1, 1}) {
            stage.step({number});
            model.setPosition(stage.session.position());
        }
        QCOMPARE(model.index(1).data(NextStepsModel::StandingRole).toString(), QStringLiteral("ended"));
        stage.session.postBack(7);
        model.setPosition(stage.session.position());
        QCOMPARE(model.index(0).data(NextStepsModel::OperationRole).toString(), QStringLiteral("start"));
        model.setPosition(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void whoHasEndedStandsBelowWhoLivesAndKeepsItsNumber() {
        StepStage stage;
        NextStepsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPosition(stage.session.position());
        const QPersistentModelIndex second = model.index(1);
        for (int i = 0; i < 6; ++i) stage.step({1});  // start, both locks and unlocks, end
        model.setPosition(stage.session.position());
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("Thread-2"));
        QCOMPARE(model.index(0).data(NextStepsModel::KeyRole).toString(), QStringLiteral("2"));
        QCOMPARE(model.index(1).data(NextStepsModel::StandingRole).toString(), QStringLiteral("ended"));
        QCOMPARE(second.row(), 0);
        QCOMPARE(model.indexOf(stage.task(1)).row(), 1);
        stage.session.postBack(6);
        model.setPosition(stage.session.position());
        QCOMPARE(second.row(), 1);
    }

    void aClickOnATaskMakesItsStep() {
        StepStage stage;
        NextStepsView* list = stage.panel->nextSteps();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->rowOf(stage.task(2)).center());
        stage.settle();
        QCOMPARE(stage.depth(), 1u);
        QCOMPARE(stage.steps.lastMover(), stage.task(2));
        QCOMPARE(stage.view.selection().task, stage.task(2));
    }

    void aClickOnABlockedTaskStepsNothingAndSelectsIt() {
        StepStage stage;
        stage.step({1, 2, 1, 2});
        NextStepsView* list = stage.panel->nextSteps();
        stage.view.clearSelection();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->rowOf(stage.task(1)).center());
        stage.settle();
        QCOMPARE(stage.depth(), 4u);
        QCOMPARE(stage.view.selection().task, stage.task(1));
    }

    void aTaskWithATimeLimitMayGiveUpInstead() {
        StepStage stage({{"Thread-1", {"lock A", "unlock A"}}, {"Thread-2", {"lock A"}, true}});
        stage.step({1, 1, 2});
        QCOMPARE(standingOf(stage, 2), QStringLiteral("blocked: A held by Thread-1, since step 3"));
        QTest::keyClick(&stage.window, Qt::Key_2, Qt::AltModifier);
        stage.settle();
        QCOMPARE(stage.depth(), 4u);
        QCOMPARE(stepText(*stage.session.position()->snapshot, (*stage.session.position()->history)[4]),
                 QStringLiteral("step 4: Thread-2 gives up: lock(A)"));
    }

    void aNameMayLookLikeAPlaceForAnother() {
        StepStage stage({{"T%2", {"lock A", "unlock A"}}, {"<i>U</i>", {"lock A"}}});
        stage.step({1, 1, 2});
        QCOMPARE(standingOf(stage, 2), QStringLiteral("blocked: A held by T%2, since step 3"));
        NextStepsModel model;
        model.setPosition(stage.session.position());
        QVERIFY(!model.index(1).data(Qt::ToolTipRole).toString().contains(QStringLiteral("<i>")));
    }

    void keysStepStepAgainAndGoBack() {
        StepStage stage;
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
        StepStage stage;
        stage.step({1, 2, 1, 2});
        const QSignalSpy messages(&stage.steps, &StepController::messageRaised);
        QTest::keyClick(&stage.window, Qt::Key_1);
        QCOMPARE(messages.size(), 1);
        QVERIFY(messages[0][0].toString().contains(QStringLiteral("blocked")));
        QCOMPARE(stage.depth(), 4u);
    }

    void withoutAControlledRunNoCommandOfStepModeIsOn() {
        StepStage stage;
        stage.steps.setSession(nullptr);
        for (const QAction* action : stage.actions->all())
            QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
        QTest::keyClick(&stage.window, Qt::Key_1);
        QCOMPARE(stage.depth(), 0u);
    }

    void everyCommandHasWordsAndATip() {
        StepStage stage;
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
        StepStage stage;
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
        StepStage stage;
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
        QCOMPARE(stage.session.lastAsked, "take back 1 from " + std::to_string(stage.task(1).value()));
        stage.session.postBack();
        stage.settle();
        QVERIFY(verdict->isHidden());
    }

    void aDeadlockAmongSomeIsToldWhileOthersGoOn() {
        auto tasks = FakeControlledSession::deadlock();
        tasks.push_back({"Thread-3", {"lock C", "write x", "unlock C"}});
        tasks.push_back({"Thread-4", {"lock C"}});
        StepStage stage(tasks);
        const VerdictBanner* verdict = stage.panel->verdict();
        stage.step({3, 3, 4, 1, 2, 1});  // Thread-4 merely waits for its turn
        QVERIFY(verdict->isHidden());
        stage.step({2});
        QCOMPARE(stage.session.position()->standing, session::Standing::GoesOn);
        QVERIFY(!verdict->isHidden());
        static const QRegularExpression kText(QStringLiteral(
            "^Deadlock: Thread-\\d and Thread-\\d wait for each other\\. Thread-3 can still go on\\.$"));
        QVERIFY2(kText.match(verdict->text()).hasMatch(), qPrintable(verdict->text()));
        QStringList ways;
        for (const QAction* action : verdict->waysOut()->actions()) ways.append(action->text());
        QCOMPARE(ways, (QStringList{QStringLiteral("End Thread-1"), QStringLiteral("End Thread-2"), QString(),
                                    QStringLiteral("Take A back from Thread-1"),
                                    QStringLiteral("Take B back from Thread-2")}));
        stage.step({3});
        QVERIFY(!verdict->isHidden());
        stage.session.postBack(2);
        stage.settle();
        QVERIFY(verdict->isHidden());
    }
};

QTEST_MAIN(NextStepsTest)
#include "tst_next_steps.moc"

// The parts of the window by themselves: messages, the library, the source with its marks, commands.
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>

#include "engine/scenarios/library.h"
#include "tests/support/stream_builder.h"
#include "ui/models/view_state.h"
#include "ui/shell/actions.h"
#include "ui/shell/lesson_strip.h"
#include "ui/shell/message_strip.h"
#include "ui/shell/scenario_dialog.h"
#include "ui/shell/source_panel.h"
#include "ui/shell/source_text.h"

using namespace heddle;
using namespace heddle::ui;
using namespace std::chrono_literals;

namespace {

QStringList textsOf(const QWidget& widget) {
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>())
        if (!label->isHidden())
            texts.append(label->text());
    return texts;
}

}  // namespace

class ShellPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("heddle-test"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_shell_parts"));
    }

    void aSeriousMessageStaysUntilItIsDismissed() {
        MessageStrip strip;
        strip.show(QStringLiteral("the disk is full"), true);
        strip.show(QStringLiteral("saved"), false);
        QCOMPARE(strip.text(), QStringLiteral("the disk is full"));
        strip.dismiss();
        strip.show(QStringLiteral("saved"), false);
        QCOMPARE(strip.text(), QStringLiteral("saved"));
        strip.show(QStringLiteral("no permission"), true);
        QCOMPARE(strip.text(), QStringLiteral("no permission"));
    }

    void theLibraryOffersEveryScenarioWithItsParameters() {
        for (const scenarios::Scenario* scenario : scenarios::library()) {
            ScenarioDialog dialog;
            dialog.choose(
                QString::fromUtf8(scenario->id.data(), static_cast<qsizetype>(scenario->id.size())));
            const session::RunRequest request = dialog.request();
            QCOMPARE(request.scenario, std::string{scenario->id});
            QCOMPARE(request.parameters.size(), scenario->parameters.size());
            for (const scenarios::Parameter& parameter : scenario->parameters)
                QCOMPARE(request.parameters.at(std::string{parameter.key}),
                         parameter.choices.empty() ? std::to_string(parameter.fallback)
                                                   : std::string{parameter.choices.front()});
        }
    }

    void aParameterCannotLeaveItsBounds() {
        ScenarioDialog dialog;
        dialog.choose(QStringLiteral("deadlock-ab"));
        const auto boxes = dialog.findChildren<QSpinBox*>();
        QVERIFY(!boxes.isEmpty());
        for (QSpinBox* box : boxes) {
            box->setValue(box->maximum());
            box->stepUp();
            QVERIFY(box->value() <= box->maximum());
        }
        const auto request = dialog.request();
        QVERIFY(scenarios::Parameters::parse(scenarios::findScenario("deadlock-ab").value()->parameters,
                                             request.parameters));
    }

    void theTabKeyGoesFromTheQuestionToTheParametersAndThenToTheButtons() {
        ScenarioDialog dialog;
        dialog.choose(QStringLiteral("peterson"));
        dialog.choose(QStringLiteral("deadlock-ab"));
        QStringList way;
        const QWidget* from = dialog.findChild<QLineEdit*>(QStringLiteral("prediction"));
        for (const QWidget* next = from->nextInFocusChain(); next != from; next = next->nextInFocusChain()) {
            if (qobject_cast<const QSpinBox*>(next))
                way.append(QStringLiteral("field"));
            else if (qobject_cast<const QPushButton*>(next))
                way.append(QStringLiteral("button"));
        }
        QCOMPARE(way.mid(0, 3),
                 (QStringList{QStringLiteral("field"), QStringLiteral("field"), QStringLiteral("button")}));
    }

    void aPredictionStandsBesideTheAnswerAndWhatWasObserved() {
        const scenarios::Scenario* scenario = scenarios::findScenario("barrier").value();
        LessonStrip strip;
        strip.ask(scenario);
        strip.setPrediction(QStringLiteral("the slowest"));
        QVERIFY(!strip.isHidden() && strip.observed().isEmpty());
        QVERIFY(!textsOf(strip).contains(QString::fromUtf8(scenario->answer.data())));
        strip.answer(scenarios::Verdict{true, "all go on together", "3 times"}, true);
        QVERIFY(strip.observed().startsWith(QStringLiteral("As promised: all go on together")));
        QVERIFY(textsOf(strip).contains(QString::fromUtf8(scenario->answer.data())));
        QVERIFY(textsOf(strip).contains(QStringLiteral("the slowest")));
    }

    void aPredictionIsForgottenWithItsScenarioAndKeptForTheNextRunOfIt() {
        LessonStrip strip;
        strip.ask(scenarios::findScenario("barrier").value());
        strip.setPrediction(QStringLiteral("42"));
        strip.answer(std::nullopt, false);
        strip.ask(scenarios::findScenario("barrier").value());
        QCOMPARE(strip.prediction(), QStringLiteral("42"));
        strip.ask(scenarios::findScenario("peterson").value());
        QVERIFY(strip.prediction().isEmpty());
        strip.ask(nullptr);
        QVERIFY(strip.isHidden());
    }

    void aScenarioIsFoundByWordsOfItsText() {
        ScenarioDialog dialog;
        dialog.findChild<QLineEdit*>()->setText(QStringLiteral("waiter fork trylock"));
        QCOMPARE(dialog.request().scenario, std::string{"dining-philosophers"});
        dialog.findChild<QLineEdit*>()->setText(QStringLiteral("no such words"));
        QVERIFY(dialog.request().scenario.empty());
        dialog.findChild<QLineEdit*>()->clear();
        QVERIFY(!dialog.request().scenario.empty());
    }

    void whatCannotBeSteppedSaysSo() {
        ScenarioDialog dialog;
        for (const scenarios::Scenario* scenario : scenarios::library()) {
            dialog.choose(QString::fromUtf8(scenario->id.data(), qsizetype(scenario->id.size())));
            for (const char* name : {"step", "find"})
                QCOMPARE(dialog.findChild<QPushButton*>(QLatin1String(name))->isEnabled(),
                         scenario->canBeStepped);
        }
    }

    void searchingHidesWhatDoesNotMatchAndChoosesWhatDoes() {
        ScenarioDialog dialog;
        dialog.choose(QStringLiteral("deadlock-ab"));
        dialog.findChild<QLineEdit*>()->setText(QStringLiteral("lost-update-fixed"));
        QCOMPARE(dialog.request().scenario, std::string{"lost-update-fixed"});
        auto* list = dialog.findChild<QListWidget*>();
        int visible = 0;
        for (int i = 0; i < list->count(); ++i)
            visible += !list->item(i)->isHidden() && !list->item(i)->data(Qt::UserRole).toString().isEmpty();
        QCOMPARE(visible, 1);
    }

    void theSourceOfEveryScenarioIsThere() {
        for (const scenarios::Scenario* scenario : scenarios::library()) {
            const scenarios::Source source = scenarios::sourceOf(scenario->id);
            const QString file =
                QString::fromUtf8(source.file.data(), static_cast<qsizetype>(source.file.size()));
            QVERIFY(sourceTextOf(file).contains(QStringLiteral("check")));
        }
        QVERIFY(sourceTextOf(QStringLiteral("/no/such/file.cpp")).isNull());
    }

    void theLineAtWhichATaskWaitsIsMarkedWithItsName() {
        model::StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId one = s.thread(main, "T1");
        const TaskId two = s.thread(main, "T2");
        const ObjectId a = s.mutex("A", main);
        s.in(one).acquire(one, a, 1, s.site("demo.cpp", 2)).preempt(one);
        s.in(two).wait(two, wire::Operation::Lock, a, s.site("demo.cpp", 3)).out(two).after(5ms);
        ViewState view;
        SourcePanel panel{view, [](const QString&) { return QStringLiteral("one\ntwo\nthree\nfour"); }};
        view.setSnapshot(s.snapshot());
        QCOMPARE(panel.file(), QStringLiteral("demo.cpp"));
        QCOMPARE(panel.marksOn(3), QStringList{QStringLiteral("T2")});
        QVERIFY(panel.marksOn(4).isEmpty());
        view.setCursor(s.snapshot()->start());
        QVERIFY(panel.marksOn(3).isEmpty());
    }

    void aFileWhoseTextIsNotToBeHadGivesWayToOneThatIs() {
        model::StreamBuilder s;
        const TaskId main = s.process("main");
        const TaskId one = s.thread(main, "T1"), two = s.thread(main, "T2");
        const ObjectId a = s.mutex("A", main);
        s.in(one).wait(one, wire::Operation::Lock, a, s.site("inside.cpp", 9)).out(one);
        s.in(two).wait(two, wire::Operation::Lock, a, s.site("inside.cpp", 9)).out(two);
        s.in(main).wait(main, wire::Operation::Lock, a, s.site("demo.cpp", 2)).out(main).after(5ms);
        ViewState view;
        SourcePanel panel{view, [](const QString& file) {
                              return file == QLatin1String("demo.cpp") ? QStringLiteral("one\ntwo\nthree")
                                                                       : QString();
                          }};
        view.setSnapshot(s.snapshot());
        QCOMPARE(panel.file(), QStringLiteral("demo.cpp"));
        view.selectTask(one);
        QCOMPARE(panel.file(), QStringLiteral("demo.cpp"));
    }

    void beforeAnyTaskTellsALineTheScenariosOwnSourceIsShown() {
        model::StreamBuilder s;
        s.process("main");
        ViewState view;
        SourcePanel panel{view, [](const QString&) { return QStringLiteral("one\ntwo\nthree\nfour"); }};
        panel.setHome(QStringLiteral("demo.cpp"));
        view.setSnapshot(s.snapshot());
        QCOMPARE(panel.file(), QStringLiteral("demo.cpp"));
    }

    void noTwoCommandsShareAKey() {
        QMainWindow window;
        const Actions actions{window};
        QMap<QString, QString> owners;
        for (const QAction* action : window.actions()) {
            QVERIFY(!action->text().isEmpty() && !action->toolTip().isEmpty());
            const QString key = action->shortcut().toString();
            if (key.isEmpty())
                continue;
            QVERIFY2(!owners.contains(key), qPrintable(key));
            owners.insert(key, action->text());
        }
        QVERIFY(owners.size() > 10);
    }
};

QTEST_MAIN(ShellPartsTest)
#include "tst_shell_parts.moc"

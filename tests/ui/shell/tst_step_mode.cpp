// The step mode in the whole window with real tasks, on the offscreen platform: from the search of a schedule
// to its end in step mode.
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "ui/models/view_state.h"
#include "ui/shell/export_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_strip.h"
#include "ui/shell/run_controller.h"
#include "ui/shell/source_panel.h"
#include "ui/stepper/search_dialog.h"
#include "ui/stepper/verdict_banner.h"
#include "ui/theme/theme.h"
#include "ui/waitgraph/wait_graph_view.h"

using namespace heddle;
using namespace heddle::ui;
using session::Standing;

namespace {

constexpr int kPatience = 60'000;  // ms, for a loaded machine

session::RunRequest deadlockAb() {
    session::RunRequest request;
    request.scenario = "deadlock-ab";
    request.parameters = {{"threads", "2"}};
    return request;
}

struct Stage {
    explicit Stage(const session::RunRequest& request) {
        window.show();
        window.runs().startStepping(request);
    }
    [[nodiscard]] QAction* action(const char* name) {
        return window.findChild<QAction*>(QString::fromLatin1(name));
    }
    [[nodiscard]] bool standsAt(Standing standing) {
        const session::PositionPtr& position = window.runs().steps().position();
        return position && !position->isBusy && position->standing == standing;
    }
    [[nodiscard]] const session::Position& position() { return *window.runs().steps().position(); }
    [[nodiscard]] const session::HistoryNode& lastStep() {
        return (*position().history)[static_cast<std::size_t>(position().current)];
    }
    // By a command of the menu, and waits until it stands again, further on.
    void drive(const char* command) {
        QTRY_VERIFY_WITH_TIMEOUT(action(command) && action(command)->isEnabled() && !position().isBusy,
                                 kPatience);
        const std::uint32_t before = lastStep().depth;
        action(command)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!position().isBusy && lastStep().depth > before, kPatience);
    }
    void restart() {
        window.runs().step();
        QTRY_COMPARE_WITH_TIMEOUT(lastStep().depth, 0u, kPatience);
    }

    MainWindow window;
};

// Looks at the dialog that is on top, over and over, until it has done with it.
template <class Dialog>
void whileItIsOpen(QTimer& timer, std::function<void(Dialog&)> look) {
    timer.setInterval(10);
    QObject::connect(&timer, &QTimer::timeout, &timer, [look = std::move(look)] {
        if (auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget()))
            look(*dialog);
    });
    timer.start();
}

}  // namespace

class StepModeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("heddle-test"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_step_mode"));
        QSettings{}.clear();
        Theme::applyTo(*qApp);
    }

    void whatIsFoundOpensAtItsEnd() {
        Stage stage(deadlockAb());
        QTRY_VERIFY_WITH_TIMEOUT(stage.standsAt(Standing::GoesOn), kPatience);
        QVERIFY(stage.action("findFailure")->isEnabled());
        QTimer looking;
        bool isAsked = false;
        whileItIsOpen<SearchDialog>(looking, [&isAsked](SearchDialog& dialog) {
            if (!std::exchange(isAsked, true))
                dialog.findChild<QPushButton*>(QStringLiteral("find"))->click();
            else if (!dialog.schedule().empty())
                dialog.findChild<QPushButton*>(QStringLiteral("open"))->click();
        });
        stage.action("findFailure")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(stage.standsAt(Standing::Deadlock), kPatience);
        const session::Position& position = *stage.window.runs().steps().position();
        QCOMPARE((*position.history)[static_cast<std::size_t>(position.current)].depth, 9u);
        const auto* verdict = stage.window.findChild<VerdictBanner*>();
        QVERIFY2(verdict->isVisible() && verdict->text().startsWith(QStringLiteral("Deadlock: Thread-")),
                 qPrintable(verdict->text()));
    }

    void whoHoldsUnitsOfASemaphoreLosesThemOneByOne() {
        session::RunRequest request;
        request.scenario = "semaphore-threads";
        request.parameters = {{"threads", "3"}, {"permits", "2"}};
        Stage stage(request);
        QTRY_VERIFY_WITH_TIMEOUT(stage.standsAt(Standing::GoesOn), kPatience);
        StepController& steps = stage.window.runs().steps();
        const auto settled = [&](std::uint32_t depth) {
            QTRY_VERIFY_WITH_TIMEOUT(!stage.position().isBusy && stage.lastStep().depth == depth, kPatience);
        };
        std::uint32_t depth = 0;
        for (const int number : {1, 1, 1, 1, 2, 2, 3, 3, 4}) {  // T1 and T2 have a unit, T3 wants one
            steps.step(steps.taskOfNumber(number));
            settled(++depth);
        }
        for (const int number : {2, 3}) {
            steps.kill(steps.taskOfNumber(number));
            settled(++depth);
        }
        for (int i = 0; i < 2; ++i) {  // the first task has joined those two, and waits for T3
            steps.step(steps.taskOfNumber(1));
            settled(++depth);
        }
        QVERIFY(stage.standsAt(Standing::Deadlock));
        const auto* verdict = stage.window.findChild<VerdictBanner*>();
        QVERIFY(verdict->isVisible());
        const auto offered = [verdict](const char* text) {
            const QList<QAction*> ways = verdict->waysOut()->actions();
            const auto found = std::find_if(ways.begin(), ways.end(), [text](const QAction* way) {
                return way->text() == QString::fromLatin1(text);
            });
            return found == ways.end() ? nullptr : *found;
        };
        QVERIFY(offered("Take S back from T1"));
        QVERIFY(!offered("End T1"));  // it has ended
        QAction* second = offered("Take S back from T2");
        QVERIFY(second);
        second->trigger();
        settled(++depth);
        QCOMPARE(stage.lastStep().text, std::string("T2 loses S"));
        QVERIFY(stage.position().tasks[3].mayGo);
    }

    void atAnEarlierStepTheSourceShowsWhereEachTaskStoodThen() {
        Stage stage(deadlockAb());
        QTRY_VERIFY_WITH_TIMEOUT(stage.standsAt(Standing::GoesOn), kPatience);
        StepController& steps = stage.window.runs().steps();
        std::uint32_t depth = 0;
        for (const int number : {1, 1, 1, 2, 2, 2, 3}) {
            steps.step(steps.taskOfNumber(number));
            QTRY_VERIFY_WITH_TIMEOUT(!stage.position().isBusy && stage.lastStep().depth == depth + 1,
                                     kPatience);
            ++depth;
        }
        const auto* source = stage.window.findChild<SourcePanel*>();
        const auto lineOf = [source](const char* name) {
            for (int line = 1; line < 100; ++line)
                if (source->marksOn(line).contains(QString::fromLatin1(name)))
                    return line;
            return 0;
        };
        const int present = lineOf("Thread-1");  // in front of its second lock
        const auto& history = *stage.position().history;
        const auto lineOfStep = [&](std::size_t step) {
            return static_cast<int>(stage.position().snapshot->site(history[step].site).line);
        };
        ViewState& view = stage.window.viewState();
        const auto lookAt = [&](std::uint32_t step) {
            view.setCursor(model::beginOfStep(*view.snapshot(), step) + model::kStepLength / 2);
        };
        lookAt(4);  // Thread-1 has begun, and is to take its first lock in step 5
        QCOMPARE(history[5].operation, wire::OperationKind::Lock);
        QCOMPARE(lineOf("Thread-1"), lineOfStep(5));
        lookAt(5);  // ...then to sleep
        QCOMPARE(lineOf("Thread-1"), lineOfStep(6));
        QVERIFY(lineOfStep(6) > lineOfStep(5) && present > lineOfStep(6));
        lookAt(1);  // not there yet
        QCOMPARE(lineOf("Thread-1"), 0);
        view.setCursor(std::nullopt);
        QCOMPARE(lineOf("Thread-1"), present);
    }

    void theGraphNamesTheStepThatBroughtAWait() {
        Stage stage(deadlockAb());
        stage.drive("runUntilDeadlock");
        const WaitGraph& graph = stage.window.findChild<WaitGraphView*>()->graph();
        QTRY_COMPARE_WITH_TIMEOUT(graph.cycles, 1u, kPatience);
        int waits = 0;
        for (const GraphEdge& edge : graph.edges) {
            if (edge.kind != GraphEdge::Kind::Waits)
                continue;
            ++waits;
            const session::NextStep& next =
                stage.position().tasks[graph.nodes[edge.from].task.value() - std::size_t{1}];
            QCOMPARE(model::stepAt(*stage.position().snapshot, edge.since), next.blockedSince);
        }
        QVERIFY(waits >= 2);
    }

    void aScheduleOfAnotherVersionOpensWithAQuietWord() {
        Stage stage(deadlockAb());
        stage.drive("runUntilBlocked");
        RunController& runs = stage.window.runs();
        std::string text = dynamic_cast<const session::ControlledSession&>(*runs.session())
                               .scheduleTo(stage.position().current);
        text.replace(text.find("version ") + 8, 16, 16, '0');
        const QSignalSpy messages(&runs, &RunController::messageRaised);
        runs.replay(text, QStringLiteral("older.schedule"));
        QCOMPARE(messages.size(), 1);
        QVERIFY2(messages[0][0].toString().contains(QStringLiteral("steps fit")),
                 qPrintable(messages[0][0].toString()));
        QVERIFY(!messages[0][1].toBool());
        QVERIFY(stage.window.findChild<MessageStrip*>()->isVisible());
    }

    void itRunsUntilTheChosenLockIsTaken() {
        Stage stage(deadlockAb());
        stage.drive("runUntilTaken");
        QCOMPARE(stage.lastStep().operation, wire::OperationKind::Lock);
        const std::string first = stage.lastStep().subject;
        stage.restart();
        // With a lock chosen it is that one, whichever comes first.
        const std::string other = first == "A" ? "B" : "A";
        stage.drive("runUntilBlocked");  // by then both locks are known
        const model::Snapshot& snapshot = *stage.window.viewState().snapshot();
        ObjectId wanted;
        for (const model::ObjectInfo& object : snapshot.objects())
            if (snapshot.nameOf(object.id) == other)
                wanted = object.id;
        stage.window.runs().steps().goTo(session::NodeId{1});  // the first task has made the locks
        QTRY_COMPARE_WITH_TIMEOUT(stage.lastStep().depth, 1u, kPatience);
        stage.window.viewState().selectObject(wanted);
        stage.drive("runUntilTaken");
        QCOMPARE(stage.lastStep().subject, other);
        QCOMPARE(stage.lastStep().operation, wire::OperationKind::Lock);
    }

    void itRunsUntilATaskBlocksAndUntilADeadlock() {
        Stage stage(deadlockAb());
        stage.drive("runUntilBlocked");
        const auto blocked = [&stage] {
            const auto& tasks = stage.position().tasks;
            return std::any_of(tasks.begin(), tasks.end(),
                               [](const session::NextStep& next) { return next.isAlive() && !next.mayGo; });
        };
        QVERIFY(blocked());
        QCOMPARE(stage.position().standing, Standing::GoesOn);
        const std::uint32_t then = stage.lastStep().depth;
        stage.window.runs().steps().back();
        QTRY_COMPARE_WITH_TIMEOUT(stage.lastStep().depth, then - 1, kPatience);
        QVERIFY(!blocked());
        stage.drive("runUntilDeadlock");
        QCOMPARE(stage.position().standing, Standing::Deadlock);
    }

    void everyStepViewIsExportedInEveryFormat_data() {
        QTest::addColumn<int>("view");
        QTest::addColumn<QString>("format");
        for (int view = 0; view < 5; ++view)
            for (const char* format : {"png", "svg", "pdf"})
                QTest::addRow("view %d as %s", view, format) << view << QString::fromLatin1(format);
    }
    void everyStepViewIsExportedInEveryFormat() {
        QFETCH(int, view);
        QFETCH(QString, format);
        Stage stage(deadlockAb());
        stage.drive("runUntilDeadlock");
        ViewState& state = stage.window.viewState();
        ExportDialog dialog(state, pictureChoices(state, stage.window.runs().steps().position()),
                            QStringLiteral("deadlock-ab"));
        auto* what = dialog.findChild<QComboBox*>(QStringLiteral("what"));
        auto* how = dialog.findChild<QComboBox*>(QStringLiteral("format"));
        QCOMPARE(what->count(), 5);
        what->setCurrentIndex(view);
        how->setCurrentIndex(how->findData(format));
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.") + format);
        const auto written = dialog.writeTo(path);
        QVERIFY2(written.ok(), written ? "" : written.error().sentence().c_str());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        if (format == QLatin1String("pdf")) {
            QVERIFY(bytes.startsWith("%PDF-") && bytes.trimmed().endsWith("%%EOF"));
            return;
        }
        QImage picture;
        if (format == QLatin1String("svg")) {
            QSvgRenderer svg(bytes);
            QVERIFY(svg.isValid());
            picture = QImage(svg.defaultSize(), QImage::Format_RGB32);
            picture.fill(Qt::white);
            QPainter painter(&picture);
            svg.render(&painter);
        } else {
            QVERIFY(picture.load(path));
        }
        // Something is on it: more than the ground in one colour.
        const QRgb ground = picture.pixel(2, 2);
        int drawn = 0;
        for (int y = 0; y < picture.height(); y += 2)
            for (int x = 0; x < picture.width(); x += 2) drawn += picture.pixel(x, y) != ground;
        QVERIFY2(drawn > 300, qPrintable(QString::number(drawn)));
    }

    void inALowWindowGraphWhyAndObjectsShareAPlace() {
        QSettings{}.clear();
        MainWindow window;
        window.resize(1240, 660);
        window.show();
        window.runs().startStepping(deadlockAb());
        auto* graph = window.findChild<QDockWidget*>(QStringLiteral("waits"));
        QTRY_COMPARE_WITH_TIMEOUT(window.tabifiedDockWidgets(graph).size(), 2, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(graph->height() > 200, kPatience);
        const auto hasEmptyBar = [&window] {
            const auto bars = window.findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly);
            return std::any_of(bars.begin(), bars.end(),
                               [](const QTabBar* bar) { return bar->isVisible() && bar->count() == 0; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(!hasEmptyBar(), kPatience);
    }

    void inAHighWindowAllOfThemAreInSight() {
        QSettings{}.clear();
        MainWindow window;
        window.resize(1600, 1200);
        window.show();
        window.runs().startStepping(deadlockAb());
        QTRY_VERIFY_WITH_TIMEOUT(window.runs().isStepping(), kPatience);
        for (const char* name : {"states", "why", "waits", "objectsNow", "steps", "source"}) {
            const auto* panel = window.findChild<QDockWidget*>(QString::fromLatin1(name));
            QTRY_VERIFY_WITH_TIMEOUT(panel->isVisible() && panel->height() > 90, kPatience);
        }
        QVERIFY(!window.findChild<QDockWidget*>(QStringLiteral("objects"))->isVisible());
    }

    void onlyAScenarioThatCanBeSteppedIsSearched() {
        MainWindow window;
        window.show();
        auto* find = window.findChild<QAction*>(QStringLiteral("findFailure"));
        QVERIFY(!find->isEnabled());
        session::RunRequest request;
        request.command = {"true"};
        window.start(request);
        QTRY_VERIFY_WITH_TIMEOUT(window.runs().hasSession() && window.runs().canRestart(), kPatience);
        QVERIFY(!find->isEnabled());
    }
};

QTEST_MAIN(StepModeTest)
#include "tst_step_mode.moc"

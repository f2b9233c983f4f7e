// The whole window with real runs behind it, on the offscreen platform.
#include <QAccessible>
#include <QAction>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

#include <unistd.h>

#include "ui/inspector/output_table.h"
#include "ui/models/output_model.h"
#include "ui/models/view_state.h"
#include "ui/shell/lesson_strip.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_strip.h"
#include "ui/shell/run_controller.h"
#include "ui/shell/start_page.h"
#include "ui/statediagram/state_diagram_view.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"

using namespace heddle;
using namespace heddle::ui;

namespace {

constexpr int kPatience = 60'000;  // ms, for a loaded machine

session::RunRequest shortRun() {
    session::RunRequest request;
    request.scenario = "producer-consumer";
    return request;
}

QString message(const MainWindow& window) {
    const auto* strip = window.findChild<MessageStrip*>();
    return strip->isHidden() ? QString{} : strip->text();
}

bool hasEnded(MainWindow& window) { return window.viewState().snapshot() && window.viewState().snapshot()->isEnded(); }

}  // namespace

class MainWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("heddle-test"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_main_window"));
        QSettings{}.clear();
        Theme::applyTo(*qApp);
    }

    void anEmptyWindowInvites() {
        MainWindow window;
        window.show();
        QVERIFY(window.findChild<StartPage*>()->isVisible());
        for (const QDockWidget* panel : window.findChildren<QDockWidget*>())
            QVERIFY(!panel->isVisible());
        QVERIFY(!window.findChild<QAction*>(QStringLiteral("exportPicture"))->isEnabled());
        QVERIFY(!window.findChild<QAction*>(QStringLiteral("stopRun"))->isEnabled());
    }

    void aScenarioRunsForRealAndIsJudged() {
        MainWindow window;
        window.show();
        window.start(shortRun());
        QVERIFY2(window.runs().hasSession(), qPrintable(message(window)));
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(window) && !window.runs().isRunning(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(window.findChild<LessonStrip*>()->observed().startsWith(QStringLiteral("As promised")), kPatience);
        QVERIFY(window.viewState().snapshot()->tasks().size() >= 3);
        QVERIFY(!window.findChild<StartPage*>()->isVisible());
        QVERIFY(window.findChild<QAction*>(QStringLiteral("exportPicture"))->isEnabled());
        QVERIFY(window.windowTitle().startsWith(QStringLiteral("producer-consumer")));
        // The whole run is in view, and every task's history adds up to its life.
        const auto& snapshot = *window.viewState().snapshot();
        QVERIFY(window.viewState().range().from <= snapshot.start());
        QVERIFY(window.viewState().range().to >= snapshot.now());
        for (const model::TaskInfo& task : snapshot.tasks()) {
            Duration sum{};
            for (const Duration part : task.totals)
                sum += part;
            const model::HistoryView history = snapshot.history(task.id);
            QCOMPARE(sum.count(), (history.end() - history.begin()).count());
        }
    }

    void runAgainRunsTheSameOnceMore() {
        MainWindow window;
        window.show();
        window.start(shortRun());
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(window) && window.runs().canRestart(), kPatience);
        const Instant firstStart = window.viewState().snapshot()->start();
        auto* run = window.findChild<QPushButton*>(QStringLiteral("run"));
        QCOMPARE(run->text(), QStringLiteral("Run again"));
        QTest::mouseClick(run, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(window.viewState().snapshot() && window.viewState().snapshot()->start() > firstStart,
                                 kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(window), kPatience);
    }

    void stopEndsAProgramAndTheWindowGoesOn() {
        MainWindow window;
        window.show();
        session::RunRequest request;
        request.command = {"sleep", "1000"};
        window.start(request);
        QTRY_VERIFY_WITH_TIMEOUT(window.viewState().snapshot() && !window.viewState().snapshot()->tasks().empty(), kPatience);
        auto* stop = window.findChild<QPushButton*>(QStringLiteral("stop"));
        QTRY_VERIFY_WITH_TIMEOUT(stop->isEnabled(), kPatience);
        QTest::mouseClick(stop, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!window.runs().isRunning(), kPatience);
        QVERIFY(window.runs().canRestart());
    }

    void suspendAndActivateReachTheRealProcess() {
        MainWindow window;
        window.show();
        session::RunRequest request;
        request.command = {"sleep", "1000"};
        window.start(request);
        QTRY_VERIFY_WITH_TIMEOUT(window.viewState().snapshot() && !window.viewState().snapshot()->tasks().empty(), kPatience);
        window.viewState().selectTask(TaskId{1});
        const auto state = [&] { return window.viewState().snapshot()->task(TaskId{1})->state; };
        QTRY_COMPARE_WITH_TIMEOUT(state(), model::State::Blocked, kPatience);
        window.findChild<QAction*>(QStringLiteral("suspend"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(model::isSuspended(state()), kPatience);
        window.findChild<QAction*>(QStringLiteral("activate"))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!model::isSuspended(state()), kPatience);
        window.runs().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!window.runs().isRunning(), kPatience);
    }

    void whatIsSuspendedLeavesMemory() {
        if (::geteuid() != 0)
            QSKIP("an ordinary user may not take the pages of a process away");
        constexpr std::int64_t kPages = 8 << 20;  // of a file that nobody else has mapped
        QTemporaryFile file;
        QVERIFY(file.open() && file.write(QByteArray(kPages, 'x')) == kPages && file.flush());
        MainWindow window;
        window.show();
        session::RunRequest request;
        request.command = {"python3", "-c",
                           "import mmap, sys, time\n"
                           "file = open(sys.argv[1], 'rb')\n"
                           "pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)\n"
                           "sum(pages[::4096])\n"
                           "time.sleep(1000)\n",
                           file.fileName().toStdString()};
        window.start(request);
        const auto resident = [&] {
            const model::SnapshotPtr seen = window.viewState().snapshot();
            const model::TaskInfo* task = seen ? seen->task(TaskId{1}) : nullptr;
            return task ? task->counter(wire::CounterKind::ResidentBytes).value_or(0) : 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(resident() > kPages, kPatience);
        window.viewState().selectTask(TaskId{1});
        window.findChild<QAction*>(QStringLiteral("suspend"))->trigger();
        const auto before = [&] {
            return window.viewState().snapshot()->task(TaskId{1})->residentAtStop.value_or(0);
        };
        QTRY_VERIFY_WITH_TIMEOUT(before() > kPages, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(resident() < before() - kPages / 2, kPatience);
        window.runs().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!window.runs().isRunning(), kPatience);
    }

    void aSavedRunOpensAsTheSameRun() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("run.heddle"));
        std::vector<std::string> names;
        {
            MainWindow window;
            window.start(shortRun());
            QTRY_VERIFY_WITH_TIMEOUT(hasEnded(window) && !window.runs().isRunning(), kPatience);
            window.runs().saveRecording(path);
            for (const model::TaskInfo& task : window.viewState().snapshot()->tasks())
                names.push_back(window.viewState().snapshot()->nameOf(task.id));
        }
        MainWindow window;
        window.openRecording(path);
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(window), kPatience);
        const auto& snapshot = *window.viewState().snapshot();
        QCOMPARE(snapshot.tasks().size(), names.size());
        for (std::size_t i = 0; i < names.size(); ++i)
            QCOMPARE(snapshot.nameOf(snapshot.tasks()[i].id), names[i]);
        QVERIFY(!window.runs().canRestart());
    }

    void whatCannotBeDoneIsSaidInOneSentence_data() {
        QTest::addColumn<QString>("recording");
        QTest::addColumn<QString>("program");
        QTest::addRow("no such file") << QStringLiteral("/no/such/file.heddle") << QString{};
        QTest::addRow("not a recording") << QStringLiteral("/etc/passwd") << QString{};
        QTest::addRow("no such program") << QString{} << QStringLiteral("/no/such/program");
        QTest::addRow("not executable") << QString{} << QStringLiteral("/etc/passwd");
    }
    void whatCannotBeDoneIsSaidInOneSentence() {
        QFETCH(QString, recording);
        QFETCH(QString, program);
        MainWindow window;
        window.show();
        if (!recording.isEmpty()) {
            window.openRecording(recording);
        } else {
            session::RunRequest request;
            request.command = {program.toStdString()};
            window.start(request);
        }
        QTRY_VERIFY_WITH_TIMEOUT(!message(window).isEmpty(), kPatience);
        QVERIFY(message(window).contains(recording + program));
        QVERIFY(window.findChild<StartPage*>()->isVisible());
    }

    void aProgramThatIsNoneForThisMachineIsTold() {
        QTemporaryDir folder;
        QFile program{folder.filePath(QStringLiteral("none"))};
        QVERIFY(program.open(QIODevice::WriteOnly) && program.write("\x7f\x45LF, and no more") > 0);
        program.close();
        QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        MainWindow window;
        window.show();
        session::RunRequest request;
        request.command = {program.fileName().toStdString()};
        window.start(request);
        QTRY_VERIFY_WITH_TIMEOUT(message(window).contains(QStringLiteral("Exec format error")), kPatience);
    }

    void aFinishedDeadlockIsShownWhileItLasted() {
        MainWindow window;
        window.show();
        session::RunRequest request;
        request.scenario = "deadlock-ab";
        request.parameters = {{"threads", "4"}, {"hold", "50"}};
        window.start(request);
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(window) && !window.runs().isRunning(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(window.viewState().cursor().has_value(), kPatience);
        const auto& snapshot = *window.viewState().snapshot();
        const model::HistoryView history = snapshot.history(window.viewState().selection().task);
        const model::Interval shown = history.at(history.indexAt(window.viewState().instant()));
        QCOMPARE(shown.state, model::State::Blocked);
        QVERIFY(shown.wait.object);
    }

    void lanesAndStatesAreToldToThoseWhoCannotSeeThem() {
        MainWindow window;
        window.show();
        window.start(shortRun());
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(window) && !window.runs().isRunning(), kPatience);
        const auto namesIn = [](QWidget* view) {
            QAccessibleInterface* all = QAccessible::queryAccessibleInterface(view);
            QStringList names;
            for (int i = 0; i < all->childCount(); ++i) {
                if (all->indexOfChild(all->child(i)) == i)
                    names.append(all->child(i)->text(QAccessible::Name));
            }
            return names;
        };
        auto* timeline = window.findChild<TimelineView*>();
        timeline->redrawNow();
        const QStringList lanes = namesIn(timeline);
        QVERIFY(lanes.contains(QStringLiteral("producer: terminated")) ||
                lanes.contains(QStringLiteral("producer: blocked")));
        const QStringList states = namesIn(window.findChild<StateDiagramView*>());
        QCOMPARE(states.size(), 5);
        QVERIFY(states.filter(QStringLiteral("blocked")).size() == 1);
    }

    // The barrier scenario tells where it shows: in the longest wait at the barrier.
    void theEndGoesToTheMomentThatShowsIt() {
        MainWindow window;
        window.show();
        session::RunRequest request;
        request.scenario = "barrier";
        window.start(request);
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(window) && !window.runs().isRunning(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(window.viewState().cursor().has_value(), kPatience);
        const auto& snapshot = *window.viewState().snapshot();
        const model::HistoryView history = snapshot.history(window.viewState().selection().task);
        const model::Interval shown = history.at(history.indexAt(window.viewState().instant()));
        QCOMPARE(shown.wait.operation, wire::Operation::WaitBarrier);
    }

    void whatTasksPrintStandsBesideTheRun() {
        MainWindow window;
        window.show();
        window.start(shortRun());
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(window) && !window.runs().isRunning(), kPatience);
        auto* table = window.findChild<OutputTable*>();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 10, kPatience);
        const QModelIndex third = table->model()->index(2, OutputModel::Line);
        QCOMPARE(third.data().toString(), QStringLiteral("consumed item 3"));
        QCOMPARE(third.siblingAtColumn(OutputModel::Task).data().toString(), QStringLiteral("consumer"));
        table->setCurrentIndex(third);
        const model::PrintedLine line = window.viewState().snapshot()->printed()[2];
        QCOMPARE(window.viewState().cursor(), std::optional{line.time});
        QCOMPARE(window.viewState().selection().task, line.task);
    }

    void darkAndLightSwitchEverything() {
        MainWindow window;
        window.show();
        window.findChild<QAction*>(QStringLiteral("darkTheme"))->trigger();
        QCOMPARE(Theme::current().mode(), Theme::Mode::Dark);
        QVERIFY(window.palette().color(QPalette::Window).lightness() < 128);
        window.findChild<QAction*>(QStringLiteral("lightTheme"))->trigger();
        QCOMPARE(Theme::current().mode(), Theme::Mode::Light);
        QVERIFY(window.palette().color(QPalette::Window).lightness() > 128);
    }

    void everyControlHasANameForThoseWhoCannotSeeIt() {
        MainWindow window;
        window.start(shortRun());
        window.show();
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(window) && !window.runs().isRunning(), kPatience);
        for (const QWidget* widget : window.findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->inherits("QScrollBar") ||
                widget->parentWidget()->inherits("QAbstractScrollArea"))
                continue;
            QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
            const QString name = accessible ? accessible->text(QAccessible::Name) : QString{};
            QVERIFY2(!name.isEmpty(), qPrintable(QString::fromLatin1(widget->metaObject()->className()) +
                                                 QLatin1Char(' ') + widget->objectName()));
        }
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"

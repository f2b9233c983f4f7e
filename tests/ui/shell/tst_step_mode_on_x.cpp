// The step mode on a real X server, by real keys and clicks: open a scenario, step it into its deadlock, see
// the verdict on the screen, go back, branch.
#include <QApplication>
#include <QPushButton>
#include <QScreen>
#include <QSpinBox>
#include <QTest>
#include <QTimer>

#include "tests/ui/shell/x_server.h"
#include "ui/shell/main_window.h"
#include "ui/shell/run_controller.h"
#include "ui/shell/scenario_dialog.h"
#include "ui/stepper/history_view.h"
#include "ui/stepper/next_steps_view.h"
#include "ui/stepper/verdict_banner.h"
#include "ui/theme/theme.h"

using namespace heddle;
using namespace heddle::ui;
using session::NodeId;
using session::Standing;

namespace {

constexpr int kPatience = 60'000;  // ms, for a loaded machine

QPoint middleOf(const QWidget& widget) {
    return widget.mapToGlobal(widget.rect().center());
}

}  // namespace

class StepModeOnXTest : public QObject {
    Q_OBJECT
public:
    explicit StepModeOnXTest(const test::XServer& x, QString whyNot) : m_x(x), m_whyNot(std::move(whyNot)) {}

private Q_SLOTS:
    void initTestCase() {
        if (!m_whyNot.isEmpty())
            QSKIP(qPrintable(m_whyNot));
        Theme::applyTo(*qApp);
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), kPatience));
    }

    void cleanupTestCase() { m_window.reset(); }

    void aScenarioIsOpenedByKeysAndClicks() {
        // A dialog has an event loop of its own: what is done in it is done by a timer.
        QTimer inDialog;
        int done = 0;
        connect(&inDialog, &QTimer::timeout, this, [this, &done] {
            auto* dialog = qobject_cast<ScenarioDialog*>(QApplication::activeModalWidget());
            if (!dialog || !dialog->isActiveWindow())
                return;
            if (done == 0) {
                done = 1;
                m_x.type(QStringLiteral("deadlock-ab"));
            } else if (done == 1 && dialog->request().scenario == "deadlock-ab" &&
                       dialog->request().parameters.at("threads") != "2") {
                auto* threads = dialog->findChild<QSpinBox*>();
                m_x.click(middleOf(*threads));
                m_x.key(QStringLiteral("ctrl+a"));
                m_x.type(QStringLiteral("2"));
            } else if (done == 1 && dialog->request().parameters.at("threads") == "2") {
                done = 2;
                m_x.click(middleOf(*dialog->findChild<QPushButton*>(QStringLiteral("step"))));
            }
        });
        inDialog.start(50);
        m_x.key(QStringLiteral("ctrl+l"));
        QTRY_VERIFY_WITH_TIMEOUT(steps().isActive(), kPatience);
        QCOMPARE(m_window->runs().title(), QStringLiteral("deadlock-ab"));
        QTRY_COMPARE_WITH_TIMEOUT(steps().position()->tasks.size(), std::size_t{1}, kPatience);
    }

    void keysAndClicksStepIntoTheDeadlock() {
        QVERIFY(steps().isActive());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->isActiveWindow(), kPatience);
        // The first task begins and makes two; Thread-1 begins, takes A and sleeps: by their numbers.
        for (const int number : {1, 1, 1, 2, 2, 2}) {
            const std::uint32_t before = depth();
            m_x.key(QString::number(number));
            QTRY_COMPARE_WITH_TIMEOUT(depth(), before + 1, kPatience);
        }
        // Thread-2 begins, takes B and sleeps: by clicks.
        const auto* list = m_window->findChild<NextStepsView*>();
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(steps().position()->standing, Standing::GoesOn);
            const std::uint32_t before = depth();
            const QRect row = list->rowOf(steps().taskOfNumber(3));
            m_x.click(list->viewport()->mapToGlobal(row.center()));
            QTRY_COMPARE_WITH_TIMEOUT(depth(), before + 1, kPatience);
        }
        QTRY_COMPARE_WITH_TIMEOUT(steps().position()->standing, Standing::Deadlock, kPatience);
    }

    void theVerdictIsOnTheScreen() {
        const auto* verdict = m_window->findChild<VerdictBanner*>();
        QVERIFY(verdict->isVisible());
        QVERIFY2(verdict->text().startsWith(QStringLiteral("Deadlock: Thread-")),
                 qPrintable(verdict->text()));
        const QPoint inside = verdict->mapToGlobal(QPoint(6, verdict->height() / 2));
        const auto onScreen = [&inside] {
            return QGuiApplication::primaryScreen()->grabWindow(0).toImage().pixelColor(inside).name();
        };
        QTRY_COMPARE_WITH_TIMEOUT(onScreen(), Theme::current().alarmBackground.name(), kPatience);
    }

    void backAndAnotherChoiceMakeABranch() {
        QCOMPARE(depth(), 9u);
        for (const std::uint32_t wanted : {8u, 7u}) {
            m_x.key(QStringLiteral("BackSpace"));
            QTRY_COMPARE_WITH_TIMEOUT(depth(), wanted, kPatience);
        }
        QVERIFY(!m_window->findChild<VerdictBanner*>()->isVisible());
        m_x.key(QStringLiteral("2"));  // Thread-1 takes B, too
        QTRY_COMPARE_WITH_TIMEOUT(depth(), 8u, kPatience);
        const session::Position& position = *steps().position();
        QCOMPARE((*position.history)[static_cast<std::size_t>(position.current)].subject, std::string{"B"});
        QCOMPARE(layOutHistory(*position.history, position.current).leaves.size(), std::size_t{2});
    }

    void aClickOnAnEarlierStepGoesThere() {
        const auto* history = m_window->findChild<HistoryView*>();
        m_x.click(history->viewport()->mapToGlobal(history->placeOf(NodeId::Start).toPoint()));
        QTRY_COMPARE_WITH_TIMEOUT(depth(), 0u, kPatience);
    }

private:
    [[nodiscard]] StepController& steps() const { return m_window->runs().steps(); }
    // The steps made so far; none while one is being made.
    [[nodiscard]] std::uint32_t depth() const {
        const session::PositionPtr& position = steps().position();
        return position->isBusy ? ~0U
                                : (*position->history)[static_cast<std::size_t>(position->current)].depth;
    }

    const test::XServer& m_x;
    const QString m_whyNot;
    std::unique_ptr<MainWindow> m_window;
};

// The application appears on that server, so it is made after it.
int main(int argc, char** argv) {
    test::XServer x;
    const QString whyNot = x.start();
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (whyNot.isEmpty())
        for (const char* name : {"DISPLAY", "QT_QPA_PLATFORM", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"})
            qputenv(name, x.environment().value(QString::fromLatin1(name)).toLocal8Bit());
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("heddle-test"));
    StepModeOnXTest test(x, whyNot);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_step_mode_on_x.moc"

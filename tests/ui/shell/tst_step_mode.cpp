// The step mode in the whole window with real tasks, on the offscreen platform: from the search of a schedule
// to its end in step mode.
#include <QAction>
#include <QApplication>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

#include "ui/models/view_state.h"
#include "ui/shell/main_window.h"
#include "ui/shell/run_controller.h"
#include "ui/stepper/search_dialog.h"
#include "ui/stepper/verdict_banner.h"
#include "ui/theme/theme.h"

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

// The window with a controlled run that needs no real tasks, to look at while the step mode is worked on.
// step_demo [dark] [CHOICES]: digits step a task, '<' goes back.
#include <QApplication>

#include "tests/ui/stepper/fake_controlled_session.h"
#include "ui/shell/main_window.h"
#include "ui/shell/run_controller.h"
#include "ui/theme/theme.h"

using namespace heddle;

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QStringList words = QApplication::arguments().mid(1);
    if (words.contains(QStringLiteral("dark")))
        ui::Theme::setCurrent(ui::Theme::Mode::Dark);
    ui::Theme::applyTo(application);
    std::vector<test::FakeTask> tasks = test::FakeControlledSession::deadlock();
    tasks.push_back({"Thread-3", {"lock A", "write balance", "unlock A"}, true});
    tasks.push_back({"Thread-4", {"write balance", "lock A", "unlock A"}});
    auto session = std::make_unique<test::FakeControlledSession>(
        tasks, "engine/scenarios/synchronisation/deadlock_ab.cpp");
    test::FakeControlledSession* run = session.get();
    ui::MainWindow window;
    window.show();
    QApplication::processEvents();
    window.runs().show(std::move(session), QStringLiteral("demo"));
    for (const QString& word : words)
        for (const QChar c : word)
            if (c == QLatin1Char('<'))
                run->postBack();
            else if (c.isDigit())
                (void)run->postStep(
                    run->position()->tasks[static_cast<std::size_t>(c.digitValue() - 1)].task);
    return QApplication::exec();
}

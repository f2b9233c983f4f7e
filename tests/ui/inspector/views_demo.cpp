// Shows the views on a run written by hand, to look at them: views_demo [deadlock|semaphore|crowd|idle|empty]
// [--dark]
// [--seven] [--select N] [--cursor MS] [--live] [--wide]. Not a test; nothing here is measured or real.
#include <QApplication>
#include <QCommandLineParser>
#include <QLabel>
#include <QSplitter>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>
#include <random>

#include "tests/ui/models/synthetic_runs.h"
#include "ui/inspector/object_table.h"
#include "ui/inspector/task_table.h"
#include "ui/inspector/why_panel.h"
#include "ui/models/view_state.h"
#include "ui/statediagram/state_diagram_view.h"
#include "ui/statediagram/state_switch.h"
#include "ui/theme/theme.h"
#include "ui/waitgraph/wait_graph_view.h"

using namespace heddle;
using namespace heddle::ui;
using namespace std::chrono_literals;

namespace {

QWidget* titled(const QString& title, QWidget* content, QWidget* control = nullptr) {
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(20, 10, 12, 0);
    auto* label = new QLabel(title);
    row->addWidget(label);
    row->addStretch(1);
    if (control)
        row->addWidget(control);
    column->addLayout(row);
    column->addWidget(content, 1);
    return box;
}

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QCommandLineParser options;
    options.addPositionalArgument(QStringLiteral("run"), {});
    options.addOptions({{QStringLiteral("dark"), {}},
                        {QStringLiteral("seven"), {}},
                        {QStringLiteral("live"), {}},
                        {QStringLiteral("wide"), {}},
                        {QStringLiteral("select"), {}, QStringLiteral("task")},
                        {QStringLiteral("cursor"), {}, QStringLiteral("ms")},
                        {QStringLiteral("tasks"), {}, QStringLiteral("count"), QStringLiteral("10000")}});
    options.process(app);
    Theme::setCurrent(options.isSet(QStringLiteral("dark")) ? Theme::Mode::Dark : Theme::Mode::Light);
    Theme::applyTo(app);

    ViewState view;
    const QString run = options.positionalArguments().value(0, QStringLiteral("deadlock"));
    test::SemaphoreRun live(8);
    if (run == QLatin1String("deadlock"))
        view.setSnapshot(test::DeadlockRun().s.snapshot());
    else if (run == QLatin1String("semaphore"))
        view.setSnapshot(live.s.snapshot());
    else if (run == QLatin1String("crowd"))
        view.setSnapshot(test::CrowdRun(options.value(QStringLiteral("tasks")).toInt()).s.snapshot());
    else if (run == QLatin1String("idle"))
        view.setSnapshot(test::CrowdRun(1).s.snapshot());
    view.setSevenState(options.isSet(QStringLiteral("seven")));
    if (options.isSet(QStringLiteral("select")))
        view.selectTask(TaskId{options.value(QStringLiteral("select")).toUInt()});
    if (options.isSet(QStringLiteral("cursor")))
        view.setCursor(view.snapshot()->start() +
                       std::chrono::milliseconds{options.value(QStringLiteral("cursor")).toInt()});

    QTimer steps;
    std::minstd_rand random{1};
    if (options.isSet(QStringLiteral("live"))) {
        QObject::connect(&steps, &QTimer::timeout, &view, [&] {
            const TaskId task = live.workers[random() % live.workers.size()];
            const auto state = view.snapshot()->task(task)->state;
            live.s.after(5ms);
            if (state == model::State::Blocked)
                live.s.woken(task);
            else if (state == model::State::Ready)
                live.s.in(task, static_cast<int>(random() % 2));
            else
                live.s.out(task);
            view.setSnapshot(live.s.snapshot());
        });
        steps.start(300);
    }

    auto* diagram = new StateDiagramView(&view);
    auto* right = new QSplitter(Qt::Vertical);
    right->addWidget(titled(QStringLiteral("States now"), diagram, new StateSwitch(&view)));
    right->addWidget(titled(QStringLiteral("Why"), new WhyPanel(&view)));
    right->addWidget(titled(QStringLiteral("Who waits for whom"), new WaitGraphView(&view)));
    auto* left = new QSplitter(Qt::Vertical);
    left->addWidget(new TaskTable(&view));
    left->addWidget(new ObjectTable(&view));
    QSplitter all;
    if (options.isSet(QStringLiteral("wide"))) {
        all.addWidget(right);
        right->setSizes({600, 200, 400});
    } else {
        all.addWidget(left);
        all.addWidget(right);
        all.setSizes({1100, 440});
        right->setSizes({320, 240, 320});
    }
    all.resize(1560, 940);
    all.show();
    return QApplication::exec();
}

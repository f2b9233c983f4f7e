#include "ui/shell/step_mode.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QMainWindow>
#include <QMenu>
#include <QProgressDialog>

#include "ui/language/sentence_text.h"
#include "ui/shell/arrangement.h"
#include "ui/shell/panel.h"
#include "ui/stepper/compare_dialog.h"
#include "ui/stepper/event_list.h"
#include "ui/stepper/step_actions.h"
#include "ui/stepper/step_animation.h"
#include "ui/stepper/step_controller.h"
#include "ui/stepper/step_controls.h"
#include "ui/stepper/step_panel.h"

namespace heddle::ui {

StepMode::StepMode(QMainWindow& window, ViewState& view, StepController& steps, Arrangement& arrangement)
    : QObject(&window),
      m_window(window),
      m_steps(steps),
      m_actions(new StepActions(window, view, steps)),
      m_panel(new StepPanel(&view, &steps, m_actions)) {
    Panel* next =
        arrangement.add(Qt::BottomDockWidgetArea, QStringLiteral("steps"), tr("Next steps"), m_panel);
    next->addToTitle(new StepControls(m_actions, &steps));
    arrangement.add(Qt::BottomDockWidgetArea, QStringLiteral("events"), tr("Events"),
                    new EventList(&view, &steps));
    // The commands are about the step that the run stands at, the menu of the history about the one under it.
    connect(m_actions->nameBranch, &QAction::triggered, this, [this] { nameBranch(present()); });
    connect(m_actions->saveSchedule, &QAction::triggered, this, [this] { saveSchedule(present()); });
    connect(m_actions->compare, &QAction::triggered, this, [this] { compareBranches(present()); });
    connect(m_panel, &StepPanel::nameWanted, this, &StepMode::nameBranch);
    connect(m_panel, &StepPanel::scheduleWanted, this, &StepMode::saveSchedule);
    connect(m_panel, &StepPanel::comparisonWanted, this, &StepMode::compareBranches);
    connect(m_actions->exportAnimation, &QAction::triggered, this, &StepMode::exportAnimation);
}

void StepMode::fillMenu(QMenu& menu) const {
    const StepActions& a = *m_actions;
    menu.addActions({a.back, a.again, a.cancel});
    menu.addSeparator();
    menu.addActions({a.oneTask, a.roundRobin, a.atRandom, a.toEnd});
    menu.addSeparator();
    menu.addActions({a.untilTaken, a.untilBlocked, a.untilDeadlock});
    menu.addSeparator();
    menu.addActions({a.nameBranch, a.compare, a.saveSchedule, a.exportAnimation});
}

session::NodeId StepMode::present() const {
    return m_steps.position()->current;
}

void StepMode::nameBranch(session::NodeId node) {
    const std::shared_ptr<const session::StepHistory> history = m_steps.position()->history;
    const auto& step = (*history)[static_cast<std::size_t>(node)];
    bool accepted = false;
    const QString name =
        QInputDialog::getText(&m_window, tr("Name this branch"), tr("The branch that ends here:"),
                              QLineEdit::Normal, QString::fromStdString(step.name), &accepted);
    if (accepted)
        m_steps.nameBranch(node, name);
}

void StepMode::saveSchedule(session::NodeId node) {
    QString path =
        QFileDialog::getSaveFileName(&m_window, tr("Save schedule"), {}, tr("Schedules (*.schedule)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QStringLiteral(".schedule")))
        path += QStringLiteral(".schedule");
    m_steps.saveSchedule(node, path);
}

void StepMode::compareBranches(session::NodeId node) {
    CompareDialog dialog{m_steps, node, &m_window};
    dialog.exec();
}

void StepMode::exportAnimation() {
    const session::PositionPtr position = m_steps.position();
    QString path = QFileDialog::getSaveFileName(
        &m_window, tr("Export animation"), m_title + QStringLiteral(".gif"), tr("Animated pictures (*.gif)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QStringLiteral(".gif"), Qt::CaseInsensitive))
        path += QStringLiteral(".gif");
    AnimationOptions options;
    options.title = m_title;
    options.theme = Theme::current().mode();
    QProgressDialog progress(tr("Painting the steps..."), tr("Cancel"), 0,
                             static_cast<int>(animationLength(*position)), &m_window);
    progress.setWindowModality(Qt::WindowModal);
    bool isCancelled = false;
    const auto written = writeAnimation(*position, options, path, [&](std::size_t done) {
        progress.setValue(static_cast<int>(done));
        isCancelled = progress.wasCanceled();
        return !isCancelled;
    });
    progress.reset();
    if (!written)
        Q_EMIT messageRaised(errorText(written.error()), true);
    else if (!isCancelled)
        Q_EMIT messageRaised(tr("The animation is in %1.").arg(path), false);
}

}  // namespace heddle::ui

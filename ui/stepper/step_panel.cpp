#include "ui/stepper/step_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/stepper/history_view.h"
#include "ui/stepper/next_steps_view.h"
#include "ui/stepper/step_actions.h"
#include "ui/stepper/step_controller.h"
#include "ui/stepper/verdict_banner.h"
#include "ui/theme/theme.h"

namespace heddle::ui {

StepPanel::StepPanel(ViewState* view, StepController* steps, StepActions* actions, QWidget* parent)
    : QWidget(parent),
      m_steps(steps),
      m_actions(actions),
      m_verdict(new VerdictBanner(steps)),
      m_next(new NextStepsView(view, steps)),
      m_history(new HistoryView(steps)) {
    auto* title = new QLabel(tr("History"));
    QFont font = Theme::font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    title->setForegroundRole(QPalette::PlaceholderText);
    title->setContentsMargins(20, 6, 0, 0);
    auto* banner = new QHBoxLayout;
    banner->setContentsMargins(20, 0, 12, 4);
    banner->addWidget(m_verdict);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(banner);
    column->addWidget(m_next, 3);
    column->addWidget(title);
    column->addWidget(m_history, 1);
    column->addStretch();
    connect(m_history, &HistoryView::menuWanted, this,
            [this](session::NodeId step, const QPoint& at) { menuOf(step)->popup(at); });
}

QMenu* StepPanel::menuOf(session::NodeId step) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* go = menu->addAction(tr("Go there"), this, [this, step] { m_steps->goTo(step); });
    go->setEnabled(step != m_steps->position()->current);
    menu->addSeparator();
    menu->addAction(m_actions->nameBranch->text(), this, [this, step] { Q_EMIT nameWanted(step); });
    QAction* compare =
        menu->addAction(m_actions->compare->text(), this, [this, step] { Q_EMIT comparisonWanted(step); });
    compare->setEnabled(m_actions->compare->isEnabled());
    menu->addAction(m_actions->saveSchedule->text(), this, [this, step] { Q_EMIT scheduleWanted(step); });
    return menu;
}

}  // namespace heddle::ui

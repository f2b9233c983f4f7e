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
    connect(m_history, &HistoryView::menuWanted, this,
            [this, actions](session::NodeId node, const QPoint& at) {
                QMenu menu;
                menu.addAction(tr("Go there"), m_steps, [this, node] { m_steps->goTo(node); });
                menu.addSeparator();
                menu.addActions({actions->nameBranch, actions->compare, actions->saveSchedule});
                menu.exec(at);
            });
}

}  // namespace heddle::ui

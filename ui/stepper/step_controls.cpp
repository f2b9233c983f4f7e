#include "ui/stepper/step_controls.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>
#include <QWidgetAction>

#include "ui/models/words.h"
#include "ui/stepper/step_actions.h"
#include "ui/stepper/step_controller.h"

namespace heddle::ui {
namespace {

QToolButton* buttonOf(QAction* action, const QString& text) {
    auto* button = new QToolButton;
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text());
    const auto update = [button, action, text] {
        button->setText(text);
        button->setEnabled(action->isEnabled());
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        button->setToolTip(key.isEmpty() ? action->toolTip()
                                         : action->toolTip() + QStringLiteral("  ") + key);
    };
    QObject::connect(action, &QAction::changed, button, update);
    QObject::connect(button, &QToolButton::clicked, action, &QAction::trigger);
    update();
    return button;
}

}  // namespace

StepControls::StepControls(StepActions* actions, StepController* steps, QWidget* parent)
    : QWidget(parent),
      m_actions(actions),
      m_steps(steps),
      m_goOn(new QToolButton),
      m_cancel(buttonOf(actions->cancel, tr("Cancel"))),
      m_progress(new QLabel),
      m_menu(new QMenu(this)) {
    buildMenu();
    m_goOn->setText(tr("Go on \u25be"));
    m_goOn->setAccessibleName(tr("Go on"));
    m_goOn->setToolTip(tr("By more than one step: one task, in turn, at random, or until something happens"));
    m_goOn->setMenu(m_menu);
    m_goOn->setPopupMode(QToolButton::InstantPopup);
    m_goOn->setFocusPolicy(Qt::TabFocus);
    m_progress->setForegroundRole(QPalette::PlaceholderText);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    row->addWidget(buttonOf(actions->back, tr("Back")));
    row->addWidget(buttonOf(actions->again, tr("Same again")));
    row->addWidget(m_goOn);
    connect(steps, &StepController::positionChanged, this, &StepControls::refresh);
    refresh();
}

void StepControls::buildMenu() {
    m_menu->setToolTipsVisible(true);
    m_menu->addActions({m_actions->oneTask, m_actions->roundRobin, m_actions->atRandom});
    auto* seed = new QWidget;
    auto* box = new QSpinBox;
    box->setRange(1, 1'000'000);
    box->setValue(m_actions->seed());
    box->setAccessibleName(tr("Seed of the random order"));
    box->setToolTip(tr("The same seed gives the same run."));
    connect(box, &QSpinBox::valueChanged, m_actions, &StepActions::setSeed);
    auto* row = new QHBoxLayout(seed);
    row->setContentsMargins(44, 2, 16, 6);
    row->addWidget(new QLabel(tr("with seed")));
    row->addWidget(box, 1);
    auto* seedAction = new QWidgetAction(m_menu);
    seedAction->setDefaultWidget(seed);
    m_menu->addAction(seedAction);
    m_menu->addAction(m_actions->toEnd);
    m_menu->addSeparator();
    m_menu->addActions({m_actions->untilTaken, m_actions->untilBlocked, m_actions->untilDeadlock});
}

void StepControls::refresh() {
    const session::PositionPtr& position = m_steps->position();
    const bool isBusy = position && position->isBusy;
    m_progress->setVisible(isBusy);
    m_cancel->setVisible(isBusy);
    if (isBusy)
        m_progress->setText(tr("step %1").arg(
            countText((*position->history)[static_cast<std::size_t>(position->current)].depth)));
}

}  // namespace heddle::ui

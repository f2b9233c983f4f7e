#include "ui/statediagram/state_switch.h"

#include <QHBoxLayout>
#include <QToolButton>

#include "ui/models/view_state.h"

namespace heddle::ui {

StateSwitch::StateSwitch(ViewState* view, QWidget* parent)
    : QWidget(parent), m_view(view), m_five(new QToolButton), m_seven(new QToolButton) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    const auto add = [this, row](QToolButton* button, const QString& text, const QString& meaning,
                                 bool seven) {
        button->setText(text);
        button->setToolTip(meaning);
        button->setAccessibleName(tr("%1 states").arg(text));
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, this, [this, seven] {
            m_view->setSevenState(seven);
            follow();  // a click on the one that is chosen already leaves it so
        });
        row->addWidget(button);
    };
    add(m_five, tr("five"),
        tr("New, ready, running, blocked, terminated. Stopped tasks count as ready or blocked."), false);
    add(m_seven, tr("seven"),
        tr("Also shows which ready and blocked tasks somebody has stopped: the suspended ones."), true);
    connect(view, &ViewState::sevenStateChanged, this, &StateSwitch::follow);
    follow();
}

void StateSwitch::follow() {
    m_five->setChecked(!m_view->isSevenState());
    m_seven->setChecked(m_view->isSevenState());
}

}  // namespace heddle::ui

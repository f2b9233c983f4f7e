#include "ui/shell/panel.h"

#include <QHBoxLayout>
#include <QLabel>

#include "ui/theme/theme.h"

namespace heddle::ui {

Panel::Panel(const QString& name, const QString& title, QWidget* content, QWidget* parent)
    : QDockWidget(title, parent), m_titleRow(nullptr) {
    setObjectName(name);
    setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable | QDockWidget::DockWidgetClosable);
    auto* bar = new QWidget;
    auto* label = new QLabel(title);
    QFont font = Theme::font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    label->setForegroundRole(QPalette::PlaceholderText);
    m_titleRow = new QHBoxLayout(bar);
    m_titleRow->setContentsMargins(20, 10, 12, 4);
    m_titleRow->addWidget(label);
    m_titleRow->addStretch(1);
    bar->setToolTip(tr("Drag to move this panel; the View menu hides it."));
    setTitleBarWidget(bar);
    setWidget(content);
}

void Panel::addToTitle(QWidget* control) { m_titleRow->addWidget(control); }

}  // namespace heddle::ui

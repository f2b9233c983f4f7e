#include "ui/shell/panel.h"

#include <QHBoxLayout>
#include <QLabel>

#include "ui/theme/theme.h"

namespace heddle::ui {

Panel::Panel(const QString& name, const QString& title, QWidget* content, QWidget* parent)
    : QDockWidget(title, parent), m_titleRow(nullptr), m_title(new QLabel(title)) {
    setObjectName(name);
    setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable |
                QDockWidget::DockWidgetClosable);
    auto* bar = new QWidget;
    QFont font = Theme::font();
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_title->setForegroundRole(QPalette::PlaceholderText);
    m_titleRow = new QHBoxLayout(bar);
    m_titleRow->addWidget(m_title);
    m_titleRow->addStretch(1);
    bar->setToolTip(tr("Drag to move this panel; the View menu hides it."));
    setTitleBarWidget(bar);
    setWidget(content);
    // A main window at times draws a separator of a place where nothing is any more.
    for (QWidget* opaque : {bar, content}) opaque->setAutoFillBackground(true);
    setTitleShown(true);
}

void Panel::setTitleShown(bool shown) {
    m_title->setVisible(shown);
    m_titleRow->setContentsMargins(shown ? QMargins{20, 10, 12, 4} : QMargins{0, 2, 0, 2});
}

void Panel::addToTitle(QWidget* control) {
    m_titleRow->addWidget(control);
}

}  // namespace heddle::ui

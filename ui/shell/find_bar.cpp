#include "ui/shell/find_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace heddle::ui {

FindBar::FindBar(QWidget* parent) : QWidget(parent), m_text(new QLineEdit) {
    m_text->setPlaceholderText(tr("part of a name, a pid, a kind"));
    m_text->setClearButtonEnabled(true);
    m_text->setAccessibleName(tr("Show only lanes that match"));
    m_text->setMaximumWidth(320);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 6, 12, 6);
    row->addWidget(new QLabel(tr("Show only")));
    row->addWidget(m_text, 1);
    row->addStretch(1);
    connect(m_text, &QLineEdit::textChanged, this, &FindBar::filterChanged);
    hide();
}

void FindBar::open() {
    show();
    m_text->setFocus();
    m_text->selectAll();
}

void FindBar::close() {
    m_text->clear();
    hide();
    Q_EMIT closed();
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        return close();
    QWidget::keyPressEvent(event);
}

}  // namespace heddle::ui

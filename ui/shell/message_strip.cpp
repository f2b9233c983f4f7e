#include "ui/shell/message_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "ui/theme/theme.h"

namespace heddle::ui {

MessageStrip::MessageStrip(QWidget* parent) : QFrame(parent), m_text(new QLabel), m_close(new QToolButton) {
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setText(tr("Close"));
    m_close->setAutoRaise(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 6, 12, 6);
    row->addWidget(m_text, 1);
    row->addWidget(m_close);
    setAutoFillBackground(true);
    connect(m_close, &QToolButton::clicked, this, &MessageStrip::dismiss);
    hide();
}

void MessageStrip::show(const QString& sentence, bool serious) {
    if (isVisible() && m_serious && !serious)
        return;
    m_serious = serious;
    m_text->setText(sentence);
    setAccessibleName(sentence);
    applyLook();
    QFrame::show();
}

void MessageStrip::dismiss() {
    m_serious = false;
    hide();
}

void MessageStrip::dismissUnlessSerious() {
    if (!m_serious)
        hide();
}

QString MessageStrip::text() const {
    return m_text->text();
}

void MessageStrip::applyLook() {
    const Theme& theme = Theme::current();
    QPalette look = palette();
    look.setColor(QPalette::Window, m_serious ? theme.alarmBackground : theme.panel);
    look.setColor(QPalette::WindowText, m_serious ? theme.alarm : theme.text);
    setPalette(look);
}

}  // namespace heddle::ui

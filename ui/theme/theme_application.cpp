// The theme as palette, style and font of the application.
#include <QApplication>
#include <QPalette>
#include <QToolTip>

#include "ui/theme/contrast.h"
#include "ui/theme/field_style.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/theme.h"

namespace heddle::ui {

namespace {

QPalette paletteOf(const Theme& t) {
    QPalette p;
    const auto all = [&p](QPalette::ColorRole role, const QColor& colour) { p.setColor(role, colour); };
    all(QPalette::Window, t.background);
    all(QPalette::Base, t.background);
    all(QPalette::AlternateBase, t.panel);
    all(QPalette::Button, t.panel);
    all(QPalette::WindowText, t.text);
    all(QPalette::Text, t.text);
    all(QPalette::ButtonText, t.text);
    all(QPalette::BrightText, t.alarm);
    all(QPalette::PlaceholderText, t.quietText);
    all(QPalette::Highlight, t.accent);
    all(QPalette::HighlightedText, t.accentText);
    all(QPalette::Link, t.accent);
    all(QPalette::LinkVisited, t.accent);
    all(QPalette::ToolTipBase, t.panel);
    all(QPalette::ToolTipText, t.text);
    all(QPalette::Light, mixed(t.panel, t.background, 0.5));
    all(QPalette::Midlight, t.line);
    all(QPalette::Mid, mixed(t.line, t.text, 0.15));
    all(QPalette::Dark, mixed(t.line, t.text, 0.25));
    all(QPalette::Shadow, mixed(t.line, t.text, 0.4));
    const QColor disabled = mixed(t.background, t.text, 0.42);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, disabled);
    return p;
}

}  // namespace

void Theme::applyTo(QApplication& application) {
    const Theme& theme = current();
    if (application.styleSheet().isEmpty())  // the first time
        application.setStyle(new FieldStyle);
    const QPalette palette = paletteOf(theme);
    application.setPalette(palette);
    application.setFont(font());
    application.setStyleSheet(styleSheetOf(theme));
    QToolTip::setPalette(palette);
    QToolTip::setFont(font());
}

}  // namespace heddle::ui

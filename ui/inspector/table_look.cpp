#include "ui/inspector/table_look.h"

#include <QTreeView>

#include "ui/theme/theme.h"

namespace heddle::ui {

void applyTableLook(QTreeView& table) {
    const Theme& theme = Theme::current();
    table.setFrameShape(QFrame::NoFrame);
    const QString look = QStringLiteral(
                             "QTreeView { background: %1; color: %2; border: none; "
                             "selection-background-color: %3; selection-color: %4; }"
                             "QTreeView::item { padding: 4px 8px; border: none; }"
                             "QTreeView::item:selected { background: %3; color: %4; }"
                             "QHeaderView { background: %1; border: none; }"
                             "QHeaderView::section { background: %1; color: %5; border: none; border-bottom: "
                             "1px solid %6; padding: 5px 8px; }")
                             .arg(theme.background.name(), theme.text.name(), theme.accent.name(),
                                  theme.accentText.name(), theme.quietText.name(), theme.line.name());
    // A style sheet changes the palette, and that calls us again.
    if (table.styleSheet() != look)
        table.setStyleSheet(look);
}

}  // namespace heddle::ui

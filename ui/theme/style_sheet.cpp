#include "ui/theme/style_sheet.h"

#include <QAbstractButton>
#include <QVariant>
#include <utility>

#include "ui/theme/contrast.h"
#include "ui/theme/field_style.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

// Colours stand as @name; the longer of two names that begin alike comes first in the table of
// styleSheetOf().
constexpr const char* kButtons = R"(
QPushButton { background: @background; color: @text; border: 1px solid @edge; border-radius: 6px;
              padding: 6px 16px; min-height: 18px; }
QPushButton:hover, QPushButton:focus { border-color: @accent; }
QPushButton:pressed { background: @panel; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton:disabled { color: @faint; border-color: @line; }
QPushButton[primary="true"] { background: @primary; color: @onPrimary; border-color: @primary; font-weight: 600;
                              padding: 6px 20px; }
QPushButton[primary="true"]:hover, QPushButton[primary="true"]:focus { border-color: @text; }
QPushButton[primary="true"]:disabled { background: @line; color: @faint; border-color: @line; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolButton { background: transparent; color: @text; border: 0; border-radius: 5px; padding: 4px 8px; }
QToolButton:hover, QToolButton:focus, QToolButton:pressed { background: @line; }
QToolButton:checked { background: @selection; color: @text; font-weight: 600; }
QToolButton::menu-indicator { image: none; }
)";

constexpr const char* kFields = R"(
QLineEdit { background: @background; color: @text; border: 1px solid @edge; border-radius: 6px; padding: 5px 8px;
            min-height: 18px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus { border-color: @accent; }
QLineEdit:disabled { color: @faint; }
QProgressBar[textVisible="false"] { background: @line; border: 0; border-radius: 3px; }
QProgressBar[textVisible="false"]::chunk { background: @accent; border-radius: 3px; }
QComboBox QAbstractItemView { background: @background; border: 1px solid @edge; outline: 0; padding: 4px;
                              selection-background-color: @selection; selection-color: @text; }
)";

constexpr const char* kLists = R"(
QTreeView, QListView { background: @background; color: @text; border: 0; outline: 0;
                       selection-background-color: @selection; selection-color: @text; }
QTreeView::item { min-height: 24px; border: 0; padding: 0 8px; }
QTreeView::item:selected, QListView::item:selected { background: @selection; color: @text; }
QListView::item { min-height: 26px; border-radius: 5px; padding: 0 8px; }
QHeaderView { background: @background; border: 0; }
QHeaderView::section { background: @background; color: @quiet; border: 0; border-bottom: 1px solid @line;
                       padding: 4px 3px 4px 11px; font-weight: 400; }
QHeaderView::section:hover { color: @text; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 8px; height: 8px; subcontrol-position: center right; }
)";

constexpr const char* kTabsAndMenus = R"(
QTabBar { background: @background; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @quiet; border: 0; border-bottom: 2px solid transparent;
               padding: 8px 4px 5px 4px; margin: 0 8px 0 12px; font-weight: 600; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:hover:!selected { color: @text; }
QMenu { background: @background; color: @text; border: 1px solid @edge; padding: 6px; }
QMenu::item { padding: 6px 28px 6px 28px; border-radius: 4px; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 6px 8px; }
QToolTip { background: @panel; color: @text; border: 1px solid @edge; padding: 6px 8px; }
QMainWindow::separator { background: @line; width: 1px; height: 1px; margin: 3px; }
)";

constexpr const char* kScrollBars = R"(
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @edge; border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

}  // namespace

QString styleSheetOf(const Theme& theme) {
    // White on the green of Run wants a darker green; on the light green of the dark theme the ink is dark.
    const bool isDark = theme.mode() == Theme::Mode::Dark;
    const QColor onPrimary = isDark ? theme.accentText : QColor(Qt::white);
    const std::pair<const char*, QColor> colours[]{
        {"@onPrimary", onPrimary},
        {"@primary", isDark ? theme.good : readableOn(onPrimary, theme.good)},
        {"@onAccent", theme.accentText},
        {"@accent", theme.accent},
        {"@background", theme.background},
        {"@panel", theme.panel},
        {"@selection", theme.selection},
        {"@line", theme.line},
        {"@edge", edgeOf(theme)},
        {"@faint", mixed(theme.background, theme.text, 0.42)},
        {"@quiet", theme.quietText},
        {"@text", theme.text},
    };
    QString sheet;
    for (const char* part : {kButtons, kFields, kLists, kTabsAndMenus, kScrollBars})
        sheet += QLatin1String(part);
    for (const auto& [name, colour] : colours) sheet.replace(QLatin1String(name), colour.name());
    return sheet;
}

void makePrimary(QAbstractButton& button) {
    button.setProperty("primary", true);
}

}  // namespace heddle::ui

// How the common controls look: buttons, fields, tables, tabs, menus, tool tips and scroll bars. Flat and
// quiet, in the colours of a theme; the palette does the rest.
//
// A button with the dynamic property "primary" is the one thing to do next: green, like Run in the header.
#pragma once

#include <QString>

class QAbstractButton;

namespace heddle::ui {

class Theme;

[[nodiscard]] QString styleSheetOf(const Theme& theme);
// To be called before the button is shown.
void makePrimary(QAbstractButton& button);

}  // namespace heddle::ui

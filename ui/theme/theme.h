// The grammar for states and the colours of everything, light and dark.
//
// A state is told by height first (readable in print and without colour) and by colour second: running is a
// tall block, ready half of it, blocked a thin line, terminated a hair; suspended has the height of its state
// and is hatched; new is hollow; unknown is a light cross-hatch over the whole lane.
#pragma once

#include <QColor>
#include <QFont>
#include <array>

#include "engine/model/state.h"

class QApplication;
class QPalette;

namespace heddle::ui {

enum class Hatch {
    None,      // filled
    Diagonal,  // suspended
    Cross,     // unknown
    Hollow,    // new: an outline, not yet filled
};

struct StateLook {
    QColor colour;
    double height = 1.0;  // share of the lane's block height
    Hatch hatch = Hatch::None;
};

class Theme {
public:
    enum class Mode { Light, Dark };

    static const Theme& light();
    static const Theme& dark();
    // The one in use by the window; light until setCurrent().
    static const Theme& current();
    static void setCurrent(Mode mode);
    // Sets palette, style and font of the application to match current().
    static void applyTo(QApplication& application);

    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] StateLook look(model::State state) const;
    // For text and lines of that state's colour: at least 4.5:1 against `background`.
    [[nodiscard]] QColor ink(model::State state) const;

    QColor background;  // of views
    QColor panel;       // of bars and side panels
    QColor line;        // hair lines between rows
    QColor text;        // at least 4.5:1 on background and panel
    QColor quietText;   // labels, units; at least 4.5:1 as well
    QColor accent;      // selection, cursor; the only accent
    QColor accentText;  // on accent
    QColor selection;   // chosen rows: the accent, so light that text and states read on it
    QColor hold;        // bars of ownership
    QColor message;     // arrows of messages
    QColor alarm;       // deadlock
    QColor alarmBackground;
    QColor good;  // Run, "may go"

    [[nodiscard]] static QFont font();  // 13 px and up
    [[nodiscard]] static QFont headingFont();
    [[nodiscard]] static QFont monospace();

private:
    friend struct ThemeTables;
    Mode m_mode = Mode::Light;
    std::array<QColor, model::kStateCount> m_states;
};

}  // namespace heddle::ui

#include "ui/theme/theme.h"

#include "ui/theme/contrast.h"

namespace heddle::ui {

using model::State;

// The two tables of colours. Those of the states are told apart by the common kinds of colour blindness.
struct ThemeTables {
    static Theme makeLight() {
        Theme t;
        t.m_mode = Theme::Mode::Light;
        t.background = QColor(0xFFFFFF);
        t.panel = QColor(0xF7F9FB);
        t.line = QColor(0xE8EDF2);
        t.text = QColor(0x1C2733);
        t.quietText = QColor(0x5B6877);
        t.accent = QColor(0x0B67A3);
        t.accentText = QColor(0xFFFFFF);
        t.selection = QColor(0xDCEAF4);
        t.hold = QColor(0xD8E1EC);
        t.message = QColor(0x7A5BA8);
        t.alarm = QColor(0x8E1B1B);
        t.alarmBackground = QColor(0xFDECEC);
        t.good = QColor(0x009988);
        t.m_states = colours(0x9AA5B1, 0x33BBEE, 0xDDAA33, 0x009988, 0xC0504D, 0x9AA5B1);
        return t;
    }

    static Theme makeDark() {
        Theme t;
        t.m_mode = Theme::Mode::Dark;
        t.background = QColor(0x14191F);
        t.panel = QColor(0x1A2028);
        t.line = QColor(0x262E37);
        t.text = QColor(0xE4E9EE);
        t.quietText = QColor(0x9BA8B5);
        t.accent = QColor(0x56B4E9);
        t.accentText = QColor(0x0B1117);
        t.selection = QColor(0x20394B);
        t.hold = QColor(0x33465B);
        t.message = QColor(0xB9A0EA);
        t.alarm = QColor(0xFF9C91);
        t.alarmBackground = QColor(0x3B2022);
        t.good = QColor(0x1FB3A1);
        t.m_states = colours(0x6F7B87, 0x55C8F0, 0xE0B34A, 0x1FB3A1, 0xD9716B, 0x76828E);
        return t;
    }

private:
    static std::array<QColor, model::kStateCount> colours(QRgb unknown, QRgb fresh, QRgb ready, QRgb running,
                                                          QRgb blocked, QRgb terminated) {
        return {QColor(unknown), QColor(fresh), QColor(ready),   QColor(running),
                QColor(blocked), QColor(ready), QColor(blocked), QColor(terminated)};
    }
};

namespace {

Theme::Mode& currentMode() {
    static Theme::Mode mode = Theme::Mode::Light;
    return mode;
}

QFont sans(int pixels, QFont::Weight weight) {
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans"),
                      QStringLiteral("Noto Sans CJK SC"), QStringLiteral("sans-serif")});
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

}  // namespace

const Theme& Theme::light() {
    static const Theme theme = ThemeTables::makeLight();
    return theme;
}

const Theme& Theme::dark() {
    static const Theme theme = ThemeTables::makeDark();
    return theme;
}

const Theme& Theme::current() {
    return currentMode() == Mode::Light ? light() : dark();
}

void Theme::setCurrent(Mode mode) {
    currentMode() = mode;
}

StateLook Theme::look(State state) const {
    const QColor colour = m_states[model::indexOf(state)];
    switch (state) {
        case State::Running:
            return {colour, 1.0, Hatch::None};
        case State::Ready:
            return {colour, 0.55, Hatch::None};
        case State::Blocked:
            return {colour, 0.24, Hatch::None};
        case State::New:
            return {colour, 0.36, Hatch::Hollow};
        case State::SuspendedReady:
            return {colour, 0.55, Hatch::Diagonal};
        case State::SuspendedBlocked:
            return {colour, 0.24, Hatch::Diagonal};
        case State::Terminated:
            return {colour, 0.06, Hatch::None};
        case State::Unknown:
            return {colour, 1.0, Hatch::Cross};
    }
    return {colour, 1.0, Hatch::Cross};
}

QColor Theme::ink(State state) const {
    return readableOn(background, m_states[model::indexOf(state)]);
}

QFont Theme::font() {
    return sans(13, QFont::Normal);
}
QFont Theme::headingFont() {
    return sans(15, QFont::DemiBold);
}

QFont Theme::monospace() {
    QFont font;
    font.setFamilies({QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"),
                      QStringLiteral("Noto Sans Mono CJK SC"), QStringLiteral("monospace")});
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(13);
    return font;
}

}  // namespace heddle::ui

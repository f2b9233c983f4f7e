// Another theme for as long as it stands: for painting what is not for the screen.
// Thread rule: the gui thread.
#pragma once

#include "ui/theme/theme.h"

namespace heddle::ui {

class ThemeMeanwhile {
public:
    explicit ThemeMeanwhile(Theme::Mode mode) : m_before(Theme::current().mode()) { Theme::setCurrent(mode); }
    ~ThemeMeanwhile() { Theme::setCurrent(m_before); }
    ThemeMeanwhile(const ThemeMeanwhile&) = delete;
    ThemeMeanwhile& operator=(const ThemeMeanwhile&) = delete;

private:
    Theme::Mode m_before;
};

}  // namespace heddle::ui

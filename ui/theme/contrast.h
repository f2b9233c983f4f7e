// How well one colour reads on another, as WCAG 2 measures it: 1:1 (the same) to 21:1 (black on white).
#pragma once

#include <QColor>

namespace heddle::ui {

[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);
// `colour`, made darker or lighter just far enough to reach `ratio` on `background`; its hue stays.
[[nodiscard]] QColor readableOn(const QColor& background, const QColor& colour, double ratio = 4.5);
// `share` of `over` on top of `under`, opaque.
[[nodiscard]] QColor mixed(const QColor& under, const QColor& over, double share);

}  // namespace heddle::ui

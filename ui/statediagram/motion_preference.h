// Whether the user asks the system for less motion.
#pragma once

class QWidget;

namespace heddle::ui {

// Looks at the style's animation time and at the desktop's own settings (KDE, GTK); HEDDLE_REDUCED_MOTION=1
// asks too.
[[nodiscard]] bool isMotionReduced(const QWidget& widget);

}  // namespace heddle::ui

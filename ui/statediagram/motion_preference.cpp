#include "ui/statediagram/motion_preference.h"

#include <QSettings>
#include <QStandardPaths>
#include <QStyle>
#include <QWidget>

namespace heddle::ui {
namespace {

bool desktopAsks() {
    if (qEnvironmentVariableIntValue("HEDDLE_REDUCED_MOTION") != 0)
        return true;
    const QString home = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    const QSettings kde(home + QStringLiteral("/kdeglobals"), QSettings::IniFormat);
    if (kde.value(QStringLiteral("KDE/AnimationDurationFactor"), 1.0).toDouble() == 0.0)
        return true;
    const QSettings gtk(home + QStringLiteral("/gtk-3.0/settings.ini"), QSettings::IniFormat);
    return !gtk.value(QStringLiteral("Settings/gtk-enable-animations"), true).toBool();
}

}  // namespace

bool isMotionReduced(const QWidget& widget) {
    static const bool asked = desktopAsks();
    return asked || widget.style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &widget) == 0;
}

}  // namespace heddle::ui

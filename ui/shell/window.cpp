#include "ui/shell/window.h"

#include <QApplication>
#include <QSettings>
#include <QStyleHints>

#include "ui/language/language.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

// Qt ends the process by abort() where it finds no display: ask before it does.
bool hasDisplay() {
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

}  // namespace

Result<int> runWindow(int& argc, char** argv, const WindowRequest& request) {
    if (!hasDisplay())
        return Error{Fault::NotPermitted, "open the window", "there is no display",
                     "set DISPLAY, or use `heddle run`, `record`, `report` and `export`, which need none"};
    QApplication::setApplicationName(QStringLiteral("heddle"));
    QApplication::setOrganizationName(QStringLiteral("heddle"));
    QApplication::setApplicationDisplayName(QStringLiteral("Heddle"));
    QApplication::setDesktopFileName(QStringLiteral("heddle"));
    QApplication application{argc, argv};
    installLanguage(application);

    // Dark where the user chose it, else as the desktop is.
    const bool desktopIsDark = application.palette().color(QPalette::Window).lightness() < 128;
    const bool dark = QSettings{}.value(QStringLiteral("window/dark"), desktopIsDark).toBool();
    Theme::setCurrent(dark ? Theme::Mode::Dark : Theme::Mode::Light);
    Theme::applyTo(application);

    MainWindow window;
    window.show();
    if (!request.recording.isEmpty())
        window.openRecording(request.recording);
    else if (request.run)
        window.start(*request.run);
    return QApplication::exec();
}

}  // namespace heddle::ui

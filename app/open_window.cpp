#include "app/open_window.h"

#include "app/console.h"
#include "ui/shell/window.h"

namespace heddle::app {

int openWindow(int& argc, char** argv, const std::string& recording) {
    const auto status =
        ui::runWindow(argc, argv, {.recording = QString::fromLocal8Bit(recording), .run = {}});
    return status ? status.value() : complain(status.error());
}

}  // namespace heddle::app

// The window as a whole program: what `heddle` without a verb runs.
#pragma once

#include <QString>

#include "engine/session/request.h"

namespace heddle::ui {

struct WindowRequest {
    QString recording;                           // opened at once; empty: none
    std::optional<session::RunRequest> run;      // started at once
};

// Runs the window until it is closed. Returns the exit status; 4 when there is no display.
int runWindow(int& argc, char** argv, const WindowRequest& request);

}  // namespace heddle::ui

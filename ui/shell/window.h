// The window as a whole program: what `heddle` without a verb runs.
#pragma once

#include <QString>

#include "engine/base/result.h"
#include "engine/session/request.h"

namespace heddle::ui {

struct WindowRequest {
    QString recording;                           // opened at once; empty: none
    std::optional<session::RunRequest> run;      // started at once
};

// Runs the window until it is closed. Returns the exit status. Errors: there is no display.
Result<int> runWindow(int& argc, char** argv, const WindowRequest& request);

}  // namespace heddle::ui

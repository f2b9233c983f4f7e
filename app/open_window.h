// The window, as `heddle` without a verb opens it.
#pragma once

#include <string>

namespace heddle::app {

// Runs until it is closed; returns the exit status. `recording` is opened at once; empty: none.
int openWindow(int& argc, char** argv, const std::string& recording);

}  // namespace heddle::app

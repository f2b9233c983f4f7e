// Options that verbs share: what to run, how to watch it, and when to end.
#pragma once

#include <CLI/CLI.hpp>

#include "engine/session/request.h"

namespace heddle::app {

// The options write into `request` when they are parsed; it must outlive the parser.
void addRunOptions(CLI::App& verb, session::RunRequest& request);

}  // namespace heddle::app

// Options that verbs share: what to run, how to watch it, and when to end.
#pragma once

#include <CLI/CLI.hpp>

#include "engine/base/result.h"
#include "engine/session/request.h"

namespace heddle::app {

// The options write into `request` when they are parsed; it must outlive the parser.
void addRunOptions(CLI::App& verb, session::RunRequest& request);

// A scenario and its parameters (KEY=VALUE), for takeSettings().
void addScenarioOptions(CLI::App& verb, session::RunRequest& request, std::vector<std::string>& settings);
// Errors (Usage): a setting that is not of the form KEY=VALUE.
[[nodiscard]] Result<void> takeSettings(const std::vector<std::string>& settings,
                                        session::RunRequest& request, const std::string& verb);

}  // namespace heddle::app

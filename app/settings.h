// SCENARIO and --set KEY=VALUE: what `run`, `step` and `find` begin with.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace heddle::app {

// The options write into both when they are parsed; they must outlive the parser.
void addScenario(CLI::App& verb, std::string& scenario, std::vector<std::string>& settings);
// Errors (Usage): one that is not of the form KEY=VALUE. `what` is what was asked for: "run 'deadlock-ab'".
Result<std::map<std::string, std::string>> parametersOf(const std::string& what,
                                                        const std::vector<std::string>& settings);

}  // namespace heddle::app

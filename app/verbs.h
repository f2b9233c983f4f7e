// The verbs of the command line, one file each. add...() declares a verb's options; when it is the one asked
// for, `status` is what the process exits with.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace heddle::app {

void addScenarios(CLI::App& heddle, int& status);
void addRun(CLI::App& heddle, int& status);
void addStep(CLI::App& heddle, int& status);
void addFind(CLI::App& heddle, int& status);
// `command` is what stands behind the options of `record`; the parser never sees it.
void addRecord(CLI::App& heddle, const std::vector<std::string>& command, int& status);
void addReport(CLI::App& heddle, int& status);
void addExport(CLI::App& heddle, int& status);
void addDoctor(CLI::App& heddle, int& status);

// Splits the arguments of `record` where its options end: at the first word that is none, or at "--".
[[nodiscard]] std::vector<std::string> takeCommand(const CLI::App& record,
                                                   std::vector<std::string>& arguments);

}  // namespace heddle::app

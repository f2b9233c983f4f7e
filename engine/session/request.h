// What is to be run, and how it is to be watched.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/clock.h"
#include "engine/wire/event.h"

namespace heddle::session {

struct RunRequest {
    // Exactly one of the two:
    std::string scenario;                           // an id of the library
    std::vector<std::string> command;               // argv of any program
    std::map<std::string, std::string> parameters;  // of the scenario; missing ones have their defaults
    std::string workingDirectory;                   // of the command; empty: the caller's

    int outputFd = -1;  // where its standard output goes; -1: the caller's

    std::string recordTo;                            // a file; empty: none
    bool keepForSaving = true;                       // without a file, so that save() can write one later
    std::optional<wire::KernelSource> forcedSource;  // instead of the best one permitted
    std::optional<Duration> timeLimit;               // end everything after that
    std::uint32_t taskLimit = 100'000;  // end everything when more processes and threads are alive
};

}  // namespace heddle::session

// Makes the first process of a run: checks everything that can be checked, forks, and holds the child until
// it may go.
#pragma once

#include <string>
#include <vector>

#include "engine/base/file_descriptor.h"
#include "engine/base/result.h"
#include "engine/base/strong_id.h"

namespace heddle::host {

struct Order {
    bool isScenario = false;
    bool ownGroup = false;  // a process group of its own
    std::string workingDirectory;
    std::vector<std::string> words;  // a scenario's id and its keys and values, or a command's argv
    FileDescriptor output;
    FileDescriptor segment;  // may be missing
};

struct Held {
    Pid pid;
    FileDescriptor gate;        // write a byte and the child goes; close it without and the child ends
    FileDescriptor execStatus;  // yields the errno of a failed exec, or end-of-file when it went well
};

// Errors: unknown scenario or parameter, program not found or not executable, no such directory, fork.
Result<Held> launch(Order order);

}  // namespace heddle::host

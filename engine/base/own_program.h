// Where a further program of Heddle's own stands: the host process, the searching one.
#pragma once

#include <string>

#include "engine/base/result.h"

namespace heddle {

struct OwnProgram {
    const char* name;         // "heddle-host"
    const char* variable;     // of the environment, which names another one
    const char* inBuildTree;  // for tests and the program of the build tree
};

// What the variable says, beside this program, where it is installed, or in the build tree. Errors: nowhere.
[[nodiscard]] Result<std::string> findOwnProgram(const OwnProgram& program);

}  // namespace heddle

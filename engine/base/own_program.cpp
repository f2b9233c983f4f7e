#include "engine/base/own_program.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace heddle {

Result<std::string> findOwnProgram(const OwnProgram& program) {
    if (const char* path = std::getenv(program.variable); path && *path != '\0')
        return std::string{path};
    std::error_code error;
    const auto here = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    for (const auto& path : {here / program.name, here / "../libexec/heddle" / program.name,
                             std::filesystem::path{program.inBuildTree}})
        if (::access(path.c_str(), X_OK) == 0)
            return path.string();
    return Error{Fault::BadInput, std::string{"start "} + program.name,
                 "it stands neither beside " + here.string() + " nor where it is installed",
                 std::string{"set "} + program.variable + " to its path"};
}

}  // namespace heddle

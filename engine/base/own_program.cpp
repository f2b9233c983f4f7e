#include "engine/base/own_program.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "engine/base/phrase.h"

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
    return Error{Fault::BadInput, Phrase{"start the program %1", std::string{program.name}},
                 Phrase{"it stands neither beside %1 nor where it is installed", here.string()},
                 Phrase{"set %1 to its path", std::string{program.variable}}};
}

}  // namespace heddle

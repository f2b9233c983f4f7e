#include "engine/host/task_limit.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace heddle::host {
namespace {

bool writeLine(const std::string& path, const std::string& text) {
    std::ofstream file{path};
    file << text << std::flush;
    return file.good();
}

// The caller's folder in the hierarchy that counts tasks: version 1's "pids", or version 2's only one.
std::string ownFolder() {
    std::ifstream memberships{"/proc/self/cgroup"};
    for (std::string line; std::getline(memberships, line);) {
        const std::size_t first = line.find(':'), second = line.find(':', first + 1);
        if (second == line.npos)
            continue;
        const std::string controllers = line.substr(first + 1, second - first - 1),
                          path = line.substr(second + 1);
        for (const char* root : {"/sys/fs/cgroup/pids", "/sys/fs/cgroup"}) {
            const bool fits =
                std::string_view{root}.ends_with("pids") ? controllers == "pids" : controllers.empty();
            if (fits && ::access((root + path).c_str(), W_OK) == 0)
                return root + path;
        }
    }
    return {};
}

}  // namespace

TaskLimit::TaskLimit(std::uint32_t most) {
    const std::string parent = most == 0 ? std::string{} : ownFolder();
    if (parent.empty())
        return;
    const std::string folder = parent + "/heddle-" + std::to_string(::getpid());
    if (::mkdir(folder.c_str(), 0755) != 0)
        return;
    m_folder = folder;
    if (!writeLine(folder + "/pids.max", std::to_string(most))) {
        ::rmdir(folder.c_str());
        m_folder.clear();
    }
}

TaskLimit::~TaskLimit() {
    if (isSet())
        ::rmdir(m_folder.c_str());
}

bool TaskLimit::add(Pid pid) {
    return isSet() && writeLine(m_folder + "/cgroup.procs", std::to_string(pid.value()));
}

}  // namespace heddle::host

// Of the many limits on tasks, the one that was reached.

#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <optional>
#include <vector>

#include "engine/base/result.h"
#include "engine/runtime/limits.h"

namespace heddle::runtime {
namespace {

struct Limit {
    std::string name;
    long value;
    std::string wayOut;
};

std::optional<long> numberIn(const std::string& path) {
    std::ifstream file{path};
    long number = 0;
    return file >> number ? std::optional{number} : std::nullopt;
}

// The folders of the pids cgroups that the process is in, innermost first.
std::vector<std::string> pidsGroups() {
    std::vector<std::string> folders;
    std::ifstream memberships{"/proc/self/cgroup"};
    for (std::string line; std::getline(memberships, line);) {
        const std::size_t first = line.find(':'), second = line.find(':', first + 1);
        if (second == line.npos)
            continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        if (controllers != "pids" && !controllers.empty())
            continue;
        const std::string root = controllers.empty() ? "/sys/fs/cgroup" : "/sys/fs/cgroup/pids";
        for (std::string path = line.substr(second + 1); path.size() > 1;
             path.erase(std::max<std::size_t>(path.rfind('/'), 1)))
            folders.push_back(root + path);
        folders.push_back(root);
    }
    return folders;
}

// Memory maps: two for each stack of a thread, so this may come before any limit on tasks.
bool isOutOfMaps(long most) {
    std::ifstream maps{"/proc/self/maps"};
    long lines = 0;
    for (std::string line; std::getline(maps, line);) ++lines;
    return lines + 2 >= most;
}

std::vector<Limit> limitsReached() {
    std::vector<Limit> reached;
    for (const std::string& folder : pidsGroups()) {
        const auto most = numberIn(folder + "/pids.max"), now = numberIn(folder + "/pids.current");
        if (most && now && *now + 1 >= *most)
            reached.push_back({"the limit on tasks of its control group", *most,
                               "write a larger number to " + folder + "/pids.max"});
    }
    struct sysinfo machine {};
    const long tasks = ::sysinfo(&machine) == 0 ? machine.procs : 0;
    for (const char* name : {"pid_max", "threads-max"})
        if (const auto most = numberIn(std::string{"/proc/sys/kernel/"} + name); most && tasks + 400 >= *most)
            reached.push_back({std::string{"kernel."} + name, *most,
                               std::string{"sysctl -w kernel."} + name + "=" + std::to_string(2 * *most)});
    if (const auto most = numberIn("/proc/sys/vm/max_map_count"); most && isOutOfMaps(*most))
        reached.push_back(
            {"vm.max_map_count", *most, "sysctl -w vm.max_map_count=" + std::to_string(2 * *most)});
    if (rlimit own{}; reached.empty() && ::getuid() != 0 && ::getrlimit(RLIMIT_NPROC, &own) == 0 &&
                      own.rlim_cur != RLIM_INFINITY)
        reached.push_back(
            {"the limit on your tasks", static_cast<long>(own.rlim_cur), "ulimit -u with a larger number"});
    return reached;
}

}  // namespace

std::string whyNoTask(int error) {
    std::string text = errnoText(error);
    if (error == ENOMEM)
        return text + "; make fewer tasks, or give the machine more memory";
    if (error != EAGAIN)
        return text;
    for (const Limit& limit : limitsReached())
        text += "; " + limit.name + " is " + std::to_string(limit.value) + ", to raise it: " + limit.wayOut;
    return text;
}

}  // namespace heddle::runtime

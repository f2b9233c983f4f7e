// Of the many limits on tasks, the one that was reached.

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <optional>
#include <vector>

#include "engine/base/result.h"
#include "engine/runtime/fiber_stacks.h"
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

constexpr std::size_t kMoreThanThereIs = std::size_t{1} << 62;

std::optional<Limit> addressesReached(std::size_t wanted) {
    rlimit own{};
    ::getrlimit(RLIMIT_AS, &own);
    const auto pages = numberIn("/proc/self/statm");
    const auto used = static_cast<std::size_t>(pages.value_or(0) * ::sysconf(_SC_PAGESIZE));
    if (own.rlim_cur == RLIM_INFINITY || used + wanted <= own.rlim_cur)
        return std::nullopt;
    return Limit{"the limit on a process's addresses, in KiB,", static_cast<long>(own.rlim_cur / 1024),
                 "ulimit -v with a larger number"};
}

std::optional<Limit> promisesReached(std::size_t wanted) {
    constexpr long kNeverMoreThanThereIs = 2;
    if (numberIn("/proc/sys/vm/overcommit_memory") != kNeverMoreThanThereIs)
        return std::nullopt;
    long most = 0, now = 0;
    std::ifstream figures{"/proc/meminfo"};
    for (std::string line; std::getline(figures, line);) {
        std::sscanf(line.c_str(), "CommitLimit: %ld", &most);
        std::sscanf(line.c_str(), "Committed_AS: %ld", &now);
    }
    if (now + static_cast<long>(wanted / 1024) <= most)
        return std::nullopt;
    return Limit{"the memory that the machine may promise, in KiB,", most,
                 "sysctl -w vm.overcommit_memory=0, or a larger vm.overcommit_ratio"};
}

// Those that stand in the way of `wanted` bytes more.
std::vector<Limit> memoryLimitsReached(std::size_t wanted) {
    std::vector<Limit> reached;
    for (const std::optional<Limit>& limit : {addressesReached(wanted), promisesReached(wanted)})
        if (limit)
            reached.push_back(*limit);
    if (const auto most = numberIn("/proc/sys/vm/max_map_count"); most && isOutOfMaps(*most))
        reached.push_back(
            {"vm.max_map_count", *most, "sysctl -w vm.max_map_count=" + std::to_string(2 * *most)});
    return reached;
}

std::string inWords(const std::vector<Limit>& limits) {
    std::string text;
    for (const Limit& limit : limits)
        text += "; " + limit.name + " is " + std::to_string(limit.value) + ", to raise it: " + limit.wayOut;
    return text;
}

// Numbers below 300 are not given out again, and some tasks come and go between the failure and this look.
constexpr long kReserved = 400;

// The fourth field, "running/all". (sysinfo(2) counts them in 16 bits.)
long tasksOfTheMachine() {
    std::ifstream file{"/proc/loadavg"};
    std::string load;
    for (int i = 0; i < 3; ++i) file >> load;
    long running = 0, all = 0;
    char slash = 0;
    file >> running >> slash >> all;
    return all;
}

std::vector<Limit> limitsReached() {
    rlimit stack{};
    ::getrlimit(RLIMIT_STACK, &stack);
    std::vector<Limit> reached =
        memoryLimitsReached(stack.rlim_cur == RLIM_INFINITY ? std::size_t{2} << 20 : stack.rlim_cur);
    for (const std::string& folder : pidsGroups()) {
        const auto most = numberIn(folder + "/pids.max"), now = numberIn(folder + "/pids.current");
        if (most && now && *now + 1 >= *most)
            reached.push_back({"the limit on tasks of its control group", *most,
                               "write a larger number to " + folder + "/pids.max"});
    }
    const long tasks = tasksOfTheMachine();
    for (const char* name : {"pid_max", "threads-max"})
        if (const auto most = numberIn(std::string{"/proc/sys/kernel/"} + name);
            most && tasks + kReserved >= *most)
            reached.push_back({std::string{"kernel."} + name, *most,
                               std::string{"sysctl -w kernel."} + name + "=" + std::to_string(2 * *most)});
    if (rlimit own{}; reached.empty() && ::getuid() != 0 && ::getrlimit(RLIMIT_NPROC, &own) == 0 &&
                      own.rlim_cur != RLIM_INFINITY)
        reached.push_back(
            {"the limit on your tasks", static_cast<long>(own.rlim_cur), "ulimit -u with a larger number"});
    return reached;
}

}  // namespace

std::string whyNoTask(int error) {
    if (error != EAGAIN && error != ENOMEM)
        return errnoText(error);
    const std::vector<Limit> reached = limitsReached();
    if (reached.empty() && error == ENOMEM)
        return errnoText(error) + "; make fewer tasks, or give the machine more memory";
    return errnoText(error) + inWords(reached);
}

std::string whyNoMemory() {
    const std::vector<Limit> reached = memoryLimitsReached(kMoreThanThereIs);
    return reached.empty() ? "there is no more memory to be had; ask for less, or give the machine more"
                           : "there is no more memory to be had" + inWords(reached);
}

std::string whyNoStack(std::size_t bytes, std::size_t fibers) {
    return "there is no memory for one more stack of " + std::to_string(bytes / 1024) + " KiB beside " +
           std::to_string(fibers) + " others" + inWords(memoryLimitsReached(FiberStacks::kBytesASlab));
}

}  // namespace heddle::runtime

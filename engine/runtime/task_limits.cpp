// Of the many limits on tasks, the one that was reached.

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <optional>
#include <vector>

#include "engine/base/phrase.h"
#include "engine/base/result.h"
#include "engine/runtime/fiber_stacks.h"
#include "engine/runtime/limits.h"

namespace heddle::runtime {
namespace {

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

// Here and below: a sentence of each limit that was reached.
std::optional<Phrase> addressesReached(std::size_t wanted) {
    rlimit own{};
    ::getrlimit(RLIMIT_AS, &own);
    const auto pages = numberIn("/proc/self/statm");
    const auto used = static_cast<std::size_t>(pages.value_or(0) * ::sysconf(_SC_PAGESIZE));
    if (own.rlim_cur == RLIM_INFINITY || used + wanted <= own.rlim_cur)
        return std::nullopt;
    return Phrase{
        "the limit on a process's addresses, in KiB, is %1, to raise it: ulimit -v with a larger number",
        own.rlim_cur / 1024};
}

std::optional<Phrase> promisesReached(std::size_t wanted) {
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
    return Phrase{
        "the memory that the machine may promise, in KiB, is %1, to raise it: sysctl -w "
        "vm.overcommit_memory=0, or a larger vm.overcommit_ratio",
        most};
}

// Those that stand in the way of `wanted` bytes more.
std::vector<Phrase> memoryLimitsReached(std::size_t wanted) {
    std::vector<Phrase> reached;
    for (const std::optional<Phrase>& limit : {addressesReached(wanted), promisesReached(wanted)})
        if (limit)
            reached.push_back(*limit);
    if (const auto most = numberIn("/proc/sys/vm/max_map_count"); most && isOutOfMaps(*most))
        reached.emplace_back("vm.max_map_count is %1, to raise it: sysctl -w vm.max_map_count=%2", *most,
                             2 * *most);
    return reached;
}

Phrase with(Phrase text, const std::vector<Phrase>& limits) {
    for (const Phrase& limit : limits) text = Phrase{"%1; %2", text, limit};
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

std::vector<Phrase> limitsReached() {
    rlimit stack{};
    ::getrlimit(RLIMIT_STACK, &stack);
    std::vector<Phrase> reached =
        memoryLimitsReached(stack.rlim_cur == RLIM_INFINITY ? std::size_t{2} << 20 : stack.rlim_cur);
    for (const std::string& folder : pidsGroups()) {
        const auto most = numberIn(folder + "/pids.max"), now = numberIn(folder + "/pids.current");
        if (most && now && *now + 1 >= *most)
            reached.emplace_back(
                "the limit on tasks of its control group is %1, to raise it: write a larger number to "
                "%2/pids.max",
                *most, folder);
    }
    const long tasks = tasksOfTheMachine();
    for (const char* name : {"pid_max", "threads-max"})
        if (const auto most = numberIn(std::string{"/proc/sys/kernel/"} + name);
            most && tasks + kReserved >= *most)
            reached.emplace_back("kernel.%1 is %2, to raise it: sysctl -w kernel.%1=%3", std::string{name},
                                 *most, 2 * *most);
    if (rlimit own{}; reached.empty() && ::getuid() != 0 && ::getrlimit(RLIMIT_NPROC, &own) == 0 &&
                      own.rlim_cur != RLIM_INFINITY)
        reached.emplace_back("the limit on your tasks is %1, to raise it: ulimit -u with a larger number",
                             own.rlim_cur);
    return reached;
}

}  // namespace

std::string whyNoTask(int error) {
    if (error != EAGAIN && error != ENOMEM)
        return errnoText(error);
    const std::vector<Phrase> reached = limitsReached();
    if (reached.empty() && error == ENOMEM)
        return Phrase{"%1; make fewer tasks, or give the machine more memory", errnoText(error)};
    return with({"%1", errnoText(error)}, reached);
}

std::string whyNoMemory() {
    const std::vector<Phrase> reached = memoryLimitsReached(kMoreThanThereIs);
    return reached.empty()
               ? Phrase{"there is no more memory to be had; ask for less, or give the machine more"}
               : with("there is no more memory to be had", reached);
}

std::string whyNoStack(std::size_t bytes, std::size_t fibers) {
    return with({"there is no memory for one more stack of %1 KiB beside %2 others", bytes / 1024, fibers},
                memoryLimitsReached(FiberStacks::kBytesASlab));
}

}  // namespace heddle::runtime

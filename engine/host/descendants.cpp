#include "engine/host/descendants.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <unordered_map>

#include "engine/base/file_descriptor.h"

namespace heddle::host {
namespace {

struct Kin {
    Pid parent;
    char state = 0;  // as proc(5) names it
};

// Parent and state of a process; no parent if it is gone.
Kin kinOf(int pid) {
    char text[512];
    const std::string path = "/proc/" + std::to_string(pid) + "/stat";
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file)
        return {};
    const ssize_t count = ::read(file.get(), text, sizeof text - 1);
    if (count <= 0)
        return {};
    text[count] = '\0';
    const char* rest = std::strrchr(text, ')');  // the name before it may hold anything
    char state = 0;
    int parent = 0;
    if (!rest || std::sscanf(rest + 1, " %c %d", &state, &parent) != 2)
        return {};
    return {Pid{parent}, state};
}

}  // namespace

std::vector<Pid> descendantsOf(Pid ancestor) {
    std::unordered_multimap<Pid, Pid> children;
    std::unordered_map<Pid, bool> zombies;
    const std::unique_ptr<DIR, int (*)(DIR*)> proc{::opendir("/proc"), ::closedir};
    while (const dirent* entry = proc ? ::readdir(proc.get()) : nullptr) {
        const int pid = std::atoi(entry->d_name);
        if (pid <= 0)
            continue;
        const Kin kin = kinOf(pid);
        if (kin.parent.isNone())
            continue;
        children.emplace(kin.parent, Pid{pid});
        zombies.emplace(Pid{pid}, kin.state == 'Z' || kin.state == 'X');
    }
    std::vector<Pid> all{ancestor};
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto [first, last] = children.equal_range(all[i]);
        for (auto child = first; child != last; ++child) all.push_back(child->second);
    }
    all.erase(all.begin());
    std::erase_if(all, [&](Pid pid) { return zombies.at(pid); });
    return all;
}

bool isStopped(Pid pid) {
    return kinOf(pid.value()).state == 'T';
}

}  // namespace heddle::host

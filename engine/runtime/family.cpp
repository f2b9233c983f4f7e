#include "engine/runtime/family.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "engine/runtime/guard.h"

namespace heddle::runtime {
namespace {

Relative relative(int id) {
    std::ifstream file{"/proc/" + std::to_string(id) + "/comm"};
    Relative found{id, {}};
    std::getline(file, found.name);
    return found;
}

}  // namespace

Relative thisProcess() {
    return relative(::getpid());
}

Relative parentProcess() {
    return relative(::getppid());
}

Relative thisThread() {
    return relative(::gettid());
}

std::vector<Relative> liveThreads() {
    std::vector<Relative> threads;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc/self/task"})
        threads.push_back(relative(std::stoi(entry.path().filename())));
    return threads;
}

std::vector<Relative> liveChildren() {
    std::vector<Relative> children;
    for (const auto& thread : std::filesystem::directory_iterator{"/proc/self/task"}) {
        std::ifstream list{thread.path() / "children"};
        for (int id = 0; list >> id;)
            if (isAlive(Tid{id}))
                children.push_back(relative(id));
    }
    return children;
}

}  // namespace heddle::runtime

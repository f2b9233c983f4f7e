// Who there is at present, as the kernel lists them: for a program that asks. (In a search the tasks are
// carried by one thread, so there it sees nobody.)
#pragma once

#include <string>
#include <vector>

namespace heddle::runtime {

struct Relative {
    int id = 0;        // a process's pid, a thread's tid
    std::string name;  // as the kernel keeps it: 15 bytes at the most
};

[[nodiscard]] Relative thisProcess();
[[nodiscard]] Relative parentProcess();
[[nodiscard]] Relative thisThread();
// The processes that this process has made, zombies left out.
[[nodiscard]] std::vector<Relative> liveChildren();
// Of this process, the first one included.
[[nodiscard]] std::vector<Relative> liveThreads();

}  // namespace heddle::runtime

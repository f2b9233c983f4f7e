// What /proc says about a thread: the kernel's own books.
//
// All functions read at once and never wait; a thread that is gone gives nullopt. What is not permitted is
// left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/strong_id.h"

namespace heddle::capture {

struct StatBooks {  // /proc/PID/task/TID/stat
    std::string name;
    char state = '?';  // R, S, D, T, t, Z, X...
    Pid parent;
    std::int64_t priority = 0;
    std::int64_t policy = 0;
    std::int64_t residentPages = 0;
};
[[nodiscard]] std::optional<StatBooks> parseStat(std::string_view text);
[[nodiscard]] std::optional<StatBooks> readStat(Pid pid, Tid tid);

struct RunBooks {  // /proc/PID/task/TID/schedstat
    std::uint64_t cpuNs = 0, delayNs = 0, arrivals = 0;
};
[[nodiscard]] std::optional<RunBooks> readRun(Pid pid, Tid tid);

struct SwitchBooks {  // the last lines of /proc/PID/task/TID/status
    std::uint64_t voluntary = 0, involuntary = 0;
};
[[nodiscard]] std::optional<SwitchBooks> readSwitches(Pid pid, Tid tid);

struct CallBooks {  // /proc/PID/task/TID/syscall: of a thread that is off its CPU
    std::int64_t number = -1;
    std::uint64_t programCounter = 0;
};
[[nodiscard]] std::optional<CallBooks> parseCall(std::string_view text);
[[nodiscard]] std::optional<CallBooks> readCall(Pid pid, Tid tid);

[[nodiscard]] std::vector<Tid> threadsOf(Pid pid);
// Children of one thread, where the kernel lists them (CONFIG_PROC_CHILDREN).
[[nodiscard]] std::vector<Pid> childrenOf(Pid pid, Tid tid);
[[nodiscard]] bool exists(Pid pid, Tid tid);

}  // namespace heddle::capture

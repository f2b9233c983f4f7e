#include "engine/capture/permission.h"

#include <sys/stat.h>

#include <fstream>

#include "engine/base/phrase.h"

namespace heddle::capture {

std::optional<int> perfEventParanoid() {
    int value = 0;
    std::ifstream file{"/proc/sys/kernel/perf_event_paranoid"};
    return file >> value ? std::optional{value} : std::nullopt;
}

std::string adviceForSwitches() {
    const auto paranoid = perfEventParanoid();
    if (!paranoid)
        return "use a kernel with perf events (CONFIG_PERF_EVENTS)";
    constexpr int kOrdinaryUsersMay = 2;
    if (*paranoid > kOrdinaryUsersMay)
        return Phrase{
            "kernel.perf_event_paranoid is %1; 'sysctl kernel.perf_event_paranoid=2' lets ordinary users "
            "watch their own programs",
            *paranoid};
    return "a container or a seccomp filter may forbid perf_event_open; allow it there";
}

std::string adviceForTracepoints() {
    const auto paranoid = perfEventParanoid();
    if (!paranoid)
        return "run as root or with CAP_PERFMON and read access to /sys/kernel/tracing";
    return Phrase{
        "run as root or with CAP_PERFMON and read access to /sys/kernel/tracing "
        "(kernel.perf_event_paranoid is %1)",
        *paranoid};
}

bool isInInitialPidNamespace() {
    constexpr ino_t kInitialPidNamespace = 0xEFFFFFFC;  // PROC_PID_INIT_INO, part of the kernel's interface
    struct stat status {};
    return ::stat("/proc/self/ns/pid", &status) == 0 && status.st_ino == kInitialPidNamespace;
}

}  // namespace heddle::capture

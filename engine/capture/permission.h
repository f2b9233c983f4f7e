// What this machine permits, in words: for errors and for `heddle doctor`.
#pragma once

#include <optional>
#include <string>

namespace heddle::capture {

// The value of /proc/sys/kernel/perf_event_paranoid; nullopt where there is none (no perf in this kernel).
[[nodiscard]] std::optional<int> perfEventParanoid();
// How to get a source, as the way out of an error.
[[nodiscard]] std::string adviceForSwitches();
[[nodiscard]] std::string adviceForTracepoints();
// The pid namespace of this process is the machine's own: tracepoints number tasks as in there.
[[nodiscard]] bool isInInitialPidNamespace();

}  // namespace heddle::capture

// The vocabulary of the reports: the names of cli.md for JSON, and words for people.
#pragma once

#include <string>

#include "engine/base/clock.h"
#include "engine/model/snapshot.h"

namespace heddle::session {

// "1.24 s", "820 ms", "9.60 us", "42 ns": the largest unit, three figures.
[[nodiscard]] std::string durationText(Duration duration);

// "lock", "wait_event"...; "unknown" where nobody said what a task waits for.
[[nodiscard]] const char* nameOf(wire::Operation operation);
[[nodiscard]] const char* nameOf(wire::ObjectKind kind);    // "mutex", "recursive_mutex"...
[[nodiscard]] const char* nameOf(wire::TaskKind kind);      // "process"...
[[nodiscard]] const char* nameOf(wire::KernelSource kind);  // "tracepoints"...
[[nodiscard]] std::string nameOfSignal(int signal);         // "SIGSEGV"

// "semaphore S", "queue jobs": the kind and the name.
[[nodiscard]] std::string described(const model::Snapshot& snapshot, ObjectId object);

}  // namespace heddle::session

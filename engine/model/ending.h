// How a task ended, and by whose doing: what its wait status says together with what it and others said
// before. Data, not words: the window and the command line each say it in their reader's language.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/base/clock.h"
#include "engine/base/strong_id.h"
#include "engine/wire/event.h"

namespace heddle::model {

class Snapshot;
struct TaskInfo;

// What was said of the end of a task before it came. 0 and none: nothing.
struct LastWords {
    bool hasSaidEnd = false;   // it said that it ends by itself
    int code = 0;              // ...with this exit code,
    int signal = 0;            // ...or, by this signal,
    TextId why;                // ...and why
    SiteId site;               // where it said so, or where its fault came;
    bool isSiteExact = false;  // false: the line of the fault is not known, and this is the last one it told
    int sentSignal = 0;        // that others of the run sent it last
    TaskId sender;
    int faultSignal = 0;  // of what its processor refused
    wire::FaultCause fault = wire::FaultCause::Unknown;
    std::uint64_t address = 0;  // ...and the address concerned
    TaskId faulted;             // the thread or fiber of the process that did it

    friend bool operator==(const LastWords&, const LastWords&) = default;
};

enum class EndCause {
    Unknown,      // it ended, and nobody told how
    Returned,     // it came to its end, with a code
    GaveReason,   // it ended itself and said why
    Fault,        // its processor refused something
    CpuTime,      // it had used up its CPU time
    Signalled,    // a signal that `by` sent
    WithParent,   // a daemon process, ended because its parent ended
    WithProcess,  // a daemon thread, ended because its process ended
    Signal,       // a signal; no task of the run told that it sent it
};

struct Ending {
    EndCause cause = EndCause::Unknown;
    std::optional<int> code;  // that it ended with
    int signal = 0;           // that ended it; 0: none
    TaskId by;  // Signalled: the sender; Fault: who did it; WithParent, WithProcess: whose end it was
};

// Of a task that has ended.
[[nodiscard]] Ending endingOf(const Snapshot& snapshot, const TaskInfo& task);
// Since when a process goes on without the parent that made it; nothing if it has never been so.
[[nodiscard]] std::optional<Instant> orphanedAt(const Snapshot& snapshot, const TaskInfo& task);
// Whether it has ended by `at`, and nobody has asked how.
[[nodiscard]] bool isZombie(const TaskInfo& task, Instant at);

}  // namespace heddle::model

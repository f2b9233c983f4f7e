// What is known of one synchronisation object at the time of a snapshot, and its past.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/interval.h"
#include "engine/model/series.h"

namespace heddle::model {

struct Holder {
    TaskId task;
    std::uint32_t units = 1;
    Instant since;
    SiteId site;
};

struct Waiter {
    TaskId task;
    wire::Operation operation = wire::Operation::None;
    Instant since;
    SiteId site;
};

// A hold that is over. Kept in the order in which they ended.
struct Hold {
    TaskId task;
    TaskId successor;  // who was handed it on release, if anybody
    Instant begin, end;
    SiteId site;
    std::uint32_t units = 1;
};

// "mutex", "semaphore"...: as in reports.
[[nodiscard]] const char* kindName(wire::ObjectKind kind);

struct ObjectInfo {
    ObjectId id;
    wire::ObjectKind kind = wire::ObjectKind::Mutex;
    TextId name;
    TaskId creator;
    Instant created;
    std::int64_t capacity = 0;  // Semaphore, Queue (0: unbounded)
    std::int64_t level =
        0;  // Semaphore: free units; Queue: depth; Event, Variable: value; Mutex: 1 free, 0 held
    std::vector<Holder> holders;  // Mutex: at most one
    std::vector<Waiter> waiters;  // first in line first
    std::uint64_t acquisitions = 0;
    std::uint64_t contended = 0;  // of them, those that had to wait
    std::uint64_t maxWaiters = 0;
    std::int64_t maxDepth = 0;
    std::uint64_t reads = 0, writes = 0;  // of its value, also those that left it as it was
    std::uint64_t ownerDeaths = 0;  // how often a process died while it held it, and it was taken from it
    TaskId lastDeadOwner;           // ...the last of them,
    TaskId lastHeir;                // ...and who was told; none: it had only read
    bool certain = true;            // false while lost events leave its present state in doubt

    Series<Hold> holds;              // those that are over
    Series<LevelStep> levels;        // `level` over time
    Series<LevelStep> waiterCounts;  // how many waited, over time
};

}  // namespace heddle::model

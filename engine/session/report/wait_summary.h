// What a task waited for over its whole life: its blocked intervals, gathered by reason.
#pragma once

#include <vector>

#include "engine/model/snapshot.h"

namespace heddle::session {

struct WaitSummary {
    model::Wait reason;       // its site is that of the longest one
    std::uint64_t count = 0;  // how often it waited for that
    Duration total{};         // blocked
    model::Interval longest;  // from its beginning to its end, as the last part of it is
    Instant lastPart;         // ...which shows who ended it
};

// The longest total first.
[[nodiscard]] std::vector<WaitSummary> waitsOf(const model::Snapshot& snapshot, TaskId task);

}  // namespace heddle::session

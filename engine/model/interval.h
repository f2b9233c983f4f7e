// One stretch of a task's life in one state, as a view hands it out.
#pragma once

#include "engine/base/clock.h"
#include "engine/base/strong_id.h"
#include "engine/model/state.h"
#include "engine/wire/event.h"

namespace heddle::model {

// What a blocked task waits for, as far as the runtime told. Without a runtime: operation None, all ids none.
struct Wait {
    wire::Operation operation = wire::Operation::None;
    ObjectId object;
    TaskId other;  // the task joined
    SiteId site;
    bool hasTimeLimit = false;  // it ends by itself
    std::uint16_t units = 1;    // Acquire: how many of them
    friend bool operator==(const Wait&, const Wait&) = default;
};

struct Interval {
    Instant begin;
    Instant end;  // of the last interval of a live task: the time of the snapshot
    State state = State::Unknown;
    CpuId cpu = CpuId::None;  // Running: where
    TaskId waker;             // Ready, and Running straight after Blocked: who woke it (none: nobody known)
    Wait wait;                // Blocked and SuspendedBlocked: why
    // The wait is the one of the last interval with a wait: one operation whose task the kernel let block
    // once more (it was stopped, or ran into a page fault on the way).
    bool isSameWait = false;
    bool onCarrier =
        false;  // Fiber: it occupies its carrier, so that what happens to the carrier happens to it

    [[nodiscard]] Duration length() const { return end - begin; }
};

}  // namespace heddle::model

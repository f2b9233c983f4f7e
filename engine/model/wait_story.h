// Why a task is not running at an instant: the chain from the task over what it waits for to who holds that,
// and what those wait for in turn. Data, not words: the window and the command line each say it in their
// reader's language.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/model/snapshot.h"

namespace heddle::model {

struct StoryHolder {
    TaskId task;
    Instant since;
    SiteId site;  // where it took the object
};

struct StoryLink {
    TaskId task;
    State state = State::Unknown;
    Interval interval;                 // the one that holds the instant asked for
    std::vector<StoryHolder> holders;  // of interval.wait.object at that instant; for a join: the task joined
    std::vector<TaskId>
        readyBehind;  // Ready: who ran on the CPUs meanwhile (at the instant); of a fiber: who had its
                      // carrier (a sibling on it, whatever its state, or else the carrier itself)
    std::optional<TaskId> endedBy;  // who ended the wait, where it is over: granted, released or woke
};

struct WaitStory {
    // links[0] is the task asked for. Each further one is what keeps the one before from going on: the first
    // holder of what it waits for; for a ready fiber whose carrier is not running, who has the carrier.
    // Nobody stands in it twice. Whether that is a deadlock, Snapshot::deadlocks() says.
    std::vector<StoryLink> links;
};

inline constexpr std::size_t kWholeStory = ~std::size_t{0};
// `most`: with no more links than that.
[[nodiscard]] WaitStory whyNotRunning(const Snapshot& snapshot, TaskId task, Instant at,
                                      std::size_t most = kWholeStory);

}  // namespace heddle::model

// Why a task is not running at an instant: the chain from the task over what it waits for to who holds that,
// and what those wait for in turn. Data, not words: the window and the command line each say it in their
// reader's language.
#pragma once

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
    std::vector<StoryHolder> holders;  // of interval.wait.object at that instant
    std::vector<TaskId> readyBehind;   // Ready: who ran on the CPUs meanwhile (at the instant)
    std::optional<TaskId> endedBy;     // who ended the wait, where it is over: granted, released or woke
};

struct WaitStory {
    std::vector<StoryLink>
        links;  // links[0] is the task asked for; each further one the first holder of the one before
    bool isCycle = false;  // the last link waits for the first: a deadlock
};

[[nodiscard]] WaitStory whyNotRunning(const Snapshot& snapshot, TaskId task, Instant at);

}  // namespace heddle::model

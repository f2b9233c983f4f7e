// Who waits for whom at a moment, as a resource-allocation graph, cut down to what one picture bears: the
// neighbourhood of the selection, else a deadlock, else the longest line. An edge points at what is needed
// next: task - waits for -> object - is held by -> task. What is a deadlock, the model says. Free of
// geometry.
#pragma once

#include <cstddef>
#include <vector>

#include "ui/models/moment.h"
#include "ui/models/view_state.h"

namespace heddle::ui {

struct GraphNode {
    enum class Kind {
        Task,    //
        Object,  //
        Group,   // several tasks that wait for one object, and that nobody waits for
    };
    Kind kind = Kind::Task;
    TaskId task;                  // Task
    ObjectId object;              // Object
    std::vector<TaskId> members;  // Group: first in line first
    bool isInCycle = false;
    std::vector<TaskId> units;  // a semaphore's: who has each; none: it is free. Empty: too many, or no units
};

struct GraphEdge {
    enum class Kind {
        Waits,     // a task for an object, or for the end of a task
        HeldBy,    // an object by a task
        CouldEnd,  // of a deadlock: the wait for `from` could be ended by `to`, which does not go on either
        CarriedBy  // of a deadlock: `to` blocks the thread that carries both fibers
    };
    std::size_t from = 0, to = 0;  // indexes of nodes
    Kind kind = Kind::HeldBy;
    bool isInCycle = false;
    SiteId site{};           // the line of the waiting, or of the taking
    Instant since{};         // Waits, HeldBy
    model::Wait wait{};      // Waits: for what
    std::uint32_t held = 0;  // HeldBy: how many units
};

struct WaitGraph {
    std::vector<GraphNode> nodes;
    std::vector<GraphEdge> edges;
    std::vector<std::size_t> cycle;  // nodes of the deadlock in its order; empty: none is shown
    bool isCircular = false;         // the last of them leads to the first; else nobody is left for the last
    std::size_t waiting = 0;         // tasks that wait for something at the moment
    std::size_t notShown = 0;        // of them, those that are not in the picture
    std::size_t cycles = 0;          // deadlocks at the moment, shown or not
};

inline constexpr std::size_t kMostGraphNodes = 14;
inline constexpr std::int64_t kMostUnits = 6;  // that a node shows one by one

[[nodiscard]] WaitGraph buildWaitGraph(const Moment& moment, const Selection& selection,
                                       std::size_t mostNodes = kMostGraphNodes);

}  // namespace heddle::ui

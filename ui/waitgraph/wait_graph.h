// Who waits for whom at a moment, cut down to what one picture bears: the neighbourhood of the selection,
// else a deadlock cycle, else the longest line. An edge points at what is needed next: task - waits for ->
// object - is held by -> task. Free of geometry.
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
};

struct GraphEdge {
    std::size_t from = 0, to = 0;  // indexes of nodes
    bool isWait = false;           // else: is held by
    bool isInCycle = false;
    SiteId site;  // the line of the waiting, or of the taking
};

struct WaitGraph {
    std::vector<GraphNode> nodes;
    std::vector<GraphEdge> edges;
    std::vector<std::size_t> cycle;  // nodes of the cycle in its order; empty: none is shown
    std::size_t waiting = 0;         // tasks that wait for something at the moment
    std::size_t notShown = 0;        // of them, those that are not in the picture
    std::size_t cycles = 0;          // deadlocks at the moment, shown or not
};

inline constexpr std::size_t kMostGraphNodes = 14;

[[nodiscard]] WaitGraph buildWaitGraph(const Moment& moment, const Selection& selection,
                                       std::size_t mostNodes = kMostGraphNodes);

}  // namespace heddle::ui

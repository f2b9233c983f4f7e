// Which lanes there are, in which order, and how high: processes, threads under them, fibers under those;
// then the objects, then the CPUs. A pure function of (snapshot, options, row height).
//
// Thread rule: none; a value.
// Invariants: lanes stand one under the other without a hole; a lane's parent stands above it; filtered or
// folded lanes are not in the list at all. Cost: build() O(tasks + objects); laneAt() and visible() O(log
// lanes).
#pragma once

#include <QString>
#include <set>
#include <vector>

#include "engine/model/snapshot.h"

namespace heddle::ui {

enum class LaneKind : std::uint8_t {
    Task,     // states over time
    Holders,  // who holds an object
    Level,    // depth of a queue, free units of a semaphore, value of a flag or variable
    Waiters,  // how many wait for an object
    Cpu,      // which task runs on a CPU
    Objects,  // the heading above the objects
    Cpus,     // the heading above the CPUs
};

struct Lane {
    LaneKind kind = LaneKind::Task;
    TaskId task;
    ObjectId object;
    CpuId cpu = CpuId::None;
    int depth = 0;  // of the tree
    int rows = 1;   // Holders: bars one under the other
    bool hasChildren = false;
    bool isFolded = false;
    int top = 0, height = 0;  // logical pixels from the top of the first lane

    [[nodiscard]] int bottom() const { return top + height; }
    [[nodiscard]] bool isHeading() const { return kind == LaneKind::Objects || kind == LaneKind::Cpus; }
};

struct LaneOptions {
    QString filter;  // only lanes whose name or pid holds this text, and their parents
    std::set<TaskId> folded;
    bool objectsFolded = false, cpusFolded = false;
    bool withTasks = true, withObjects = true, withCpus = true;
};

class LaneLayout {
public:
    LaneLayout() = default;
    LaneLayout(const model::Snapshot& snapshot, const LaneOptions& options, int rowHeight);

    // The largest comfortable row height at which everything fits into `available`, else the smallest one.
    [[nodiscard]] static int rowHeightFor(const model::Snapshot& snapshot, const LaneOptions& options,
                                          int available);

    [[nodiscard]] const std::vector<Lane>& lanes() const { return m_lanes; }
    [[nodiscard]] int height() const { return m_lanes.empty() ? 0 : m_lanes.back().bottom(); }
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }
    // Index of the lane at a height; lanes().size() if there is none.
    [[nodiscard]] std::size_t laneAt(int y) const;
    // [first, last) of the lanes that touch [top, bottom).
    [[nodiscard]] std::pair<std::size_t, std::size_t> visible(int top, int bottom) const;
    // lanes().size() if the task or object has no lane at present.
    [[nodiscard]] std::size_t indexOf(TaskId task) const;
    [[nodiscard]] std::size_t indexOf(ObjectId object) const;

private:
    std::vector<Lane> m_lanes;
    std::vector<std::size_t> m_laneOfTask;  // by TaskId; m_lanes.size(): none
    int m_rowHeight = 0;
};

// As the names column shows them: "deadlock-ab 4711", "Thread-1", "A mutex", "waiting for A", "CPU 0".
[[nodiscard]] QString laneName(const model::Snapshot& snapshot, const Lane& lane);

// Whether two snapshots of one stream give the same lanes (for lanes without a filter by name).
struct LaneCounts {
    std::size_t tasks = 0, objects = 0, cpus = 0, waitedFor = 0;
    explicit LaneCounts(const model::Snapshot& snapshot);
    LaneCounts() = default;
    friend bool operator==(const LaneCounts&, const LaneCounts&) = default;
};

}  // namespace heddle::ui

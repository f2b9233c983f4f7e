// Paints what is no task: who holds an object, how full a queue is, how many wait, which task runs on a CPU.
//
// Thread rule: the thread that paints. Keeps sums over long histories, which grow with the run.
#pragma once

#include <memory>
#include <unordered_map>

#include "ui/timeline/hold_rows.h"
#include "ui/timeline/lane_canvas.h"
#include "ui/timeline/lane_scene.h"
#include "ui/timeline/span_geometry.h"

namespace heddle::ui {

class ObjectLanes {
public:
    struct Source {
        const model::Snapshot& snapshot;
        const Theme& theme;
        TimeScale scale;
        int left = 0;  // where pixel 0 of the scale is on the canvas
    };

    void paint(LaneCanvas& canvas, const Source& source, const Lane& lane, const LaneBand& band);

private:
    void paintHolders(LaneCanvas& canvas, const Source& source, const model::ObjectInfo& object,
                      const Lane& lane, const LaneBand& band);
    void paintCpu(LaneCanvas& canvas, const Source& source, const model::CpuInfo& cpu, const LaneBand& band);
    void paintSteps(LaneCanvas& canvas, const Source& source, const model::Series<model::LevelStep>& steps,
                    StepIndex& index, std::int64_t most, const QColor& colour, const LaneBand& band) const;

    std::unordered_map<ObjectId, HoldRows> m_holds;
    std::unordered_map<ObjectId, StepIndex> m_levels, m_waiters;
    std::unordered_map<CpuId, StepIndex> m_cpus;
};

// A quiet colour of a task's own, for CPU lanes.
[[nodiscard]] QColor taskColour(const Theme& theme, TaskId task);

}  // namespace heddle::ui

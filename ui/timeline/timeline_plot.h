// The picture of a timeline: names, ruler, lanes, marks, on the layers of a QCustomPlot. It shows a LaneScene
// and takes no input; TimelineView and the export of pictures put it to use.
//
// Layers, from below: "background" and "grid" and "main" (lanes, names) share one buffer; "marks" has its
// own, so that a moving mouse redraws nothing else.
//
// Thread rule: the gui thread.
#pragma once

#include "ui/timeline/plot_library.h"

#include "ui/timeline/lane_scene.h"
#include "ui/timeline/timeline_marks.h"

namespace heddle::ui {

class LaneNames;
class LanePlottable;
class TimeTicker;

class TimelinePlot : public QCustomPlot {
    Q_OBJECT
public:
    static constexpr int kRulerHeight = 34;

    explicit TimelinePlot(QWidget* parent = nullptr);
    ~TimelinePlot() override;

    [[nodiscard]] const LaneScene& scene() const { return m_scene; }
    void setSnapshot(model::SnapshotPtr snapshot);
    void setTimeRange(TimeRange range) { m_scene.range = range; }
    void setLanes(LaneLayout layout) { m_scene.layout = std::move(layout); }
    void setScroll(int scroll) { m_scene.scroll = scroll; }
    void setTheme(const Theme& theme);
    // Room for the names, the ruler and so on around the lanes.
    void setMargins(const QMargins& margins);

    [[nodiscard]] Marks& marks();
    [[nodiscard]] const LaneNames& names() const { return *m_names; }
    // Where the lanes are, in logical pixels.
    [[nodiscard]] QRect laneArea() const;

    // Everything; on the screen with the next paint event, or before this returns.
    void redraw(QCustomPlot::RefreshPriority when = QCustomPlot::rpQueuedRefresh);
    // Only what lies over the lanes.
    void redrawMarks();
    // Brings axes and ticks in line with the scene; redraw() does so, exports call it themselves.
    void prepare();

private:
    LaneScene m_scene;
    QSharedPointer<TimeTicker> m_ticker;
    QSharedPointer<TimeTicker> m_columns;  // borders of steps, in a controlled run
    LanePlottable* m_lanes;  // owned by the plot, as all layerables
    LaneNames* m_names;
    TimelineMarks* m_marks;
};

}  // namespace heddle::ui

// Paints the geometry of a task's lane in the grammar of the theme.
//
// A block has the height of its state. A column stacks its states, each band as high as (share x height of
// the state): a column has the same ink in each colour as its intervals would have if they were wide enough
// to see, so zooming never changes how much of a state there is. Heights below a pixel are blended, not
// rounded.
//
// Thread rule: the thread that paints. On the screen columns are written straight into an image; in vector
// files neighbouring columns of about equal height become one shape.
#pragma once

#include "ui/timeline/lane_canvas.h"
#include "ui/timeline/lane_geometry.h"
#include "ui/timeline/lane_scene.h"

namespace heddle::ui {

class TaskLanePainter {
public:
    explicit TaskLanePainter(const Theme& theme);

    // `left` is where pixel 0 of the geometry is on the canvas.
    void paint(LaneCanvas& canvas, const LaneGeometry& geometry, const LaneBand& band, int left);

private:
    void paintBlock(LaneCanvas& canvas, const LaneBlock& block, const LaneBand& band, int left) const;
    void writeColumn(LaneCanvas& canvas, const LaneColumn& column, const LaneBand& band, int left) const;
    void paintColumnShapes(QPainter& painter, const LaneGeometry& geometry, const LaneBand& band,
                           int left) const;
    // In pixels, where the tallest block has `blocks`.
    [[nodiscard]] float heightOf(std::size_t state, int blocks) const;

    const Theme& m_theme;
    std::array<StateLook, model::kStateCount> m_looks;
    std::array<QColor, model::kStateCount>
        m_solid;  // what a band of the state looks like where it is too narrow to hatch
    std::array<QRgb, model::kStateCount> m_solidRgb{};
    std::array<float, model::kStateCount> m_heights{};  // of the lane in work
};

}  // namespace heddle::ui

// The names column, left of the lanes: the tree of tasks, objects and CPUs with triangles to fold them.
//
// Thread rule: the gui thread. Painting is cached; it is done again only when what it says has changed.
#pragma once

#include "ui/timeline/plot_library.h"

#include "ui/timeline/lane_scene.h"

namespace heddle::ui {

class LaneNames : public QCPLayerable {
    Q_OBJECT
public:
    LaneNames(QCustomPlot* plot, const LaneScene& scene, const QCPAxisRect& lanes);

    // Where the triangle of a lane is, in pixels of the plot; empty if it has none.
    [[nodiscard]] QRect triangle(const Lane& lane) const;
    // How wide the column has to be so that no name of the lanes [first, last) is cut.
    [[nodiscard]] static int neededWidth(const model::Snapshot& snapshot, const LaneLayout& layout,
                                         std::size_t first, std::size_t last);

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    QRect clipRect() const override;
    void draw(QCPPainter* painter) override;

private:
    void paint(QPainter& painter, std::size_t first, std::size_t last) const;
    void paintTriangle(QPainter& painter, const Lane& lane) const;
    // Everything that the picture depends on.
    [[nodiscard]] QString fingerprint(std::size_t first, std::size_t last) const;

    const LaneScene& m_scene;
    const QCPAxisRect& m_lanes;
    QPixmap m_cache;
    QString m_cachedFor;
};

}  // namespace heddle::ui

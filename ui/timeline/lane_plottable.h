// The lanes as a plottable of QCustomPlot: asks for the geometry of the visible lanes and has it painted.
//
// Thread rule: the gui thread.
// Cost: only visible lanes are ever touched.
#pragma once

#include "ui/timeline/plot_library.h"

#include "ui/timeline/lane_geometry.h"
#include "ui/timeline/lane_scene.h"

namespace heddle::ui {

class ObjectLanes;

class LanePlottable : public QCPAbstractPlottable {
    Q_OBJECT
public:
    LanePlottable(QCPAxis* time, QCPAxis* lanes, const LaneScene& scene);
    ~LanePlottable() override;

    // Forgets what was kept of a former run.
    void forget();

    double selectTest(const QPointF& pos, bool onlySelectable, QVariant* details) const override;
    QCPRange getKeyRange(bool& found, QCP::SignDomain domain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain, const QCPRange& keys) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;

private:
    const LaneScene& m_scene;
    LaneGeometryCache m_geometry;
    std::unique_ptr<ObjectLanes> m_objects;
    QImage m_image;  // kept for the next frame
};

}  // namespace heddle::ui

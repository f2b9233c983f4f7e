#include "ui/timeline/lane_plottable.h"

#include "ui/timeline/object_lanes.h"
#include "ui/timeline/task_lane_painter.h"

namespace heddle::ui {

namespace {

constexpr int kComfortableRow = 24;  // below that only processes are set apart by a line

}  // namespace

LanePlottable::LanePlottable(QCPAxis* time, QCPAxis* lanes, const LaneScene& scene)
    : QCPAbstractPlottable(time, lanes), m_scene(scene), m_objects(std::make_unique<ObjectLanes>()) {
    setSelectable(QCP::stNone);
    setAntialiased(false);
}

LanePlottable::~LanePlottable() = default;

void LanePlottable::forget() {
    m_geometry.clear();
    m_objects = std::make_unique<ObjectLanes>();
}

double LanePlottable::selectTest(const QPointF&, bool, QVariant*) const {
    return -1;
}  // the view does the picking

QCPRange LanePlottable::getKeyRange(bool& found, QCP::SignDomain) const {
    found = m_scene.snapshot != nullptr;
    return found ? QCPRange(0, m_scene.keyOf(m_scene.snapshot->now())) : QCPRange();
}

QCPRange LanePlottable::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const {
    found = m_scene.layout.height() > 0;
    return {0, static_cast<double>(m_scene.layout.height())};
}

void LanePlottable::drawLegendIcon(QCPPainter*, const QRectF&) const {}

void LanePlottable::draw(QCPPainter* painter) {
    if (!m_scene.snapshot)
        return;
    const model::Snapshot& snapshot = *m_scene.snapshot;
    const QRect area = mParentPlot->axisRect()->rect();
    const auto [first, last] = m_scene.layout.visible(m_scene.scroll, m_scene.scroll + area.height());

    const bool isVector = painter->modes().testFlag(QCPPainter::pmVectorized);
    // On a screen everything below is in pixels of the device, so that edges are crisp at any scale.
    const double ratio = isVector ? 1.0 : painter->device()->devicePixelRatioF();
    painter->save();
    painter->scale(1 / ratio, 1 / ratio);
    painter->setAntialiasing(false);
    const auto px = [ratio](int logical) { return static_cast<int>(logical * ratio + 0.5); };
    const QRect device{px(area.left()), px(area.top()), px(area.left() + area.width()) - px(area.left()),
                       px(area.top() + area.height()) - px(area.top())};
    const TimeScale scale{m_scene.range, std::max(1, device.width())};

    LaneCanvas canvas{*painter, m_image, device, ratio, isVector};
    TaskLanePainter tasks{*m_scene.theme};
    for (std::size_t i = first; i < last; ++i) {
        const Lane& lane = m_scene.layout.lanes()[i];
        const LaneBand band = bandOf(lane, m_scene.scroll, area.top(), ratio);
        const bool isSetApart =
            lane.kind == LaneKind::Task && (lane.depth == 0 || m_scene.layout.rowHeight() >= kComfortableRow);
        if (isSetApart && i > 0)
            canvas.fill(QRect{device.left(), band.top, device.width(), std::max(1, px(1) / 2)},
                        m_scene.theme->line);
        if (lane.kind == LaneKind::Task)
            tasks.paint(canvas, m_geometry.of(lane.task, snapshot.history(lane.task), scale), band,
                        device.left());
        else
            m_objects->paint(canvas, {snapshot, *m_scene.theme, scale, device.left()}, lane, band);
    }
    canvas.finish();
    painter->restore();
}

}  // namespace heddle::ui

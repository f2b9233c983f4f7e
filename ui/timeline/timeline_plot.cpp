#include "ui/timeline/timeline_plot.h"

#include "ui/timeline/lane_names.h"
#include "ui/timeline/lane_plottable.h"
#include "ui/timeline/time_ticker.h"

namespace heddle::ui {

namespace {

constexpr int kTickSpacing = 90;  // pixels, about
const QString kMarksLayer = QStringLiteral("marks");

}  // namespace

TimelinePlot::TimelinePlot(QWidget* parent) : QCustomPlot(parent), m_ticker(new TimeTicker) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setNoAntialiasingOnDrag(false);
    addLayer(kMarksLayer, layer(QStringLiteral("overlay")), QCustomPlot::limAbove);
    layer(kMarksLayer)->setMode(QCPLayer::lmBuffered);
    // One buffer for everything else: each further one is another blend of the whole window per frame.
    layer(QStringLiteral("overlay"))->setMode(QCPLayer::lmLogical);

    QCPAxisRect& lanes = *axisRect();
    lanes.setAutoMargins(QCP::msNone);
    for (QCPAxis* axis : {xAxis, yAxis, yAxis2}) axis->setVisible(false);
    xAxis->grid()->setVisible(false);
    yAxis->grid()->setVisible(false);
    xAxis2->setVisible(true);
    xAxis2->setTicker(m_ticker);
    xAxis2->setTickLength(0, 0);
    xAxis2->setBasePen(Qt::NoPen);
    xAxis2->setTickPen(Qt::NoPen);
    xAxis2->setTickLabelPadding(8);
    xAxis2->grid()->setVisible(true);
    xAxis2->grid()->setAntialiased(false);
    yAxis->setRangeReversed(true);

    m_lanes = new LanePlottable(xAxis2, yAxis, m_scene);
    m_lanes->setLayer(QStringLiteral("main"));
    m_names = new LaneNames(this, m_scene, lanes);
    m_names->setLayer(QStringLiteral("main"));
    m_marks = new TimelineMarks(this, m_scene, lanes);
    m_marks->setLayer(kMarksLayer);
    setTheme(Theme::current());
}

TimelinePlot::~TimelinePlot() = default;

void TimelinePlot::setSnapshot(model::SnapshotPtr snapshot) {
    const bool isSameRun = snapshot && m_scene.snapshot && snapshot->start() == m_scene.snapshot->start() &&
                           snapshot->version() >= m_scene.snapshot->version();
    if (!isSameRun)
        m_lanes->forget();
    m_scene.snapshot = std::move(snapshot);
}

void TimelinePlot::setTheme(const Theme& theme) {
    m_scene.theme = &theme;
    setBackground(theme.background);
    xAxis2->setTickLabelColor(theme.quietText);
    xAxis2->setTickLabelFont(Theme::font());
    xAxis2->grid()->setPen(QPen(theme.line, 1));
    xAxis2->grid()->setZeroLinePen(QPen(theme.line, 1));
}

void TimelinePlot::setMargins(const QMargins& margins) {
    axisRect()->setMargins(margins);
}

Marks& TimelinePlot::marks() {
    return m_marks->marks;
}

QRect TimelinePlot::laneArea() const {
    return axisRect()->rect();
}

void TimelinePlot::prepare() {
    plotLayout()->update(QCPLayoutElement::upPreparation);
    plotLayout()->update(QCPLayoutElement::upMargins);
    plotLayout()->update(QCPLayoutElement::upLayout);
    m_ticker->setRoom(std::max(1, laneArea().width()), kTickSpacing);
    xAxis2->setRange(m_scene.keyOf(m_scene.range.from), m_scene.keyOf(m_scene.range.to));
    yAxis->setRange(m_scene.scroll, m_scene.scroll + std::max(1, laneArea().height()));
}

void TimelinePlot::redraw(QCustomPlot::RefreshPriority when) {
    prepare();
    replot(when);
}

void TimelinePlot::redrawMarks() {
    layer(kMarksLayer)->replot();
}

}  // namespace heddle::ui

#include "ui/timeline/timeline_plot.h"

#include "engine/model/step_time.h"
#include "ui/timeline/lane_names.h"
#include "ui/timeline/lane_plottable.h"
#include "ui/timeline/time_ticker.h"

namespace heddle::ui {

namespace {

constexpr int kTickSpacing = 90;  // pixels, about
constexpr int kStepSpacing = 28;
const QString kMarksLayer = QStringLiteral("marks");

}  // namespace

TimelinePlot::TimelinePlot(QWidget* parent)
    : QCustomPlot(parent), m_ticker(new TimeTicker), m_columns(new TimeTicker) {
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
    yAxis->grid()->setVisible(false);
    xAxis2->setVisible(true);
    xAxis2->setTicker(m_ticker);
    xAxis->setTicker(m_columns);
    xAxis->setTickLabels(false);
    xAxis->setTickLength(0, 0);
    xAxis->setBasePen(Qt::NoPen);
    xAxis->setTickPen(Qt::NoPen);
    xAxis->grid()->setAntialiased(false);
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
    // A controlled run may have gone back, and then on in another way.
    const bool isSameRun = snapshot && m_scene.snapshot && snapshot->start() == m_scene.snapshot->start() &&
                           snapshot->version() >= m_scene.snapshot->version() && !model::isInSteps(*snapshot);
    if (!isSameRun)
        m_lanes->forget();
    m_scene.snapshot = std::move(snapshot);
}

void TimelinePlot::setTheme(const Theme& theme) {
    m_scene.theme = &theme;
    setBackground(theme.background);
    xAxis2->setTickLabelColor(theme.quietText);
    xAxis2->setTickLabelFont(Theme::font());
    for (QCPAxis* axis : {xAxis, xAxis2}) {
        axis->grid()->setPen(QPen(theme.line, 1));
        axis->grid()->setZeroLinePen(QPen(theme.line, 1));
    }
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
    const bool isInSteps = m_scene.snapshot && model::isInSteps(*m_scene.snapshot);
    m_ticker->setInSteps(isInSteps);
    m_ticker->setRoom(std::max(1, laneArea().width()), isInSteps ? kStepSpacing : kTickSpacing);
    // The number of a step stands in the middle of its column, the lines stand between columns.
    xAxis2->grid()->setVisible(!isInSteps);
    xAxis->setVisible(isInSteps);
    m_columns->setRoom(std::max(1, laneArea().width()), kStepSpacing);
    xAxis->setRange(m_scene.keyOf(m_scene.range.from), m_scene.keyOf(m_scene.range.to));
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

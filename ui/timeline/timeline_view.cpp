#include "ui/timeline/timeline_view.h"

#include <QAccessible>
#include <QScrollBar>
#include <utility>

#include "ui/models/words.h"
#include "ui/timeline/lane_names.h"
#include "ui/timeline/timeline_plot.h"

namespace heddle::ui {

namespace {

constexpr int kFrameMs = 15;  // several changes within a frame are drawn once
constexpr int kScrollBarWidth = 12;
constexpr int kMostNames = 300;  // pixels that names take by themselves

}  // namespace

TimelineView::TimelineView(ViewState* view, QWidget* parent)
    : QWidget(parent),
      m_view(view),
      m_plot(new TimelinePlot(this)),
      m_scrollBar(new QScrollBar(Qt::Vertical, this)) {
    announcePaintedParts();
    setAccessibleName(tr("Timeline"));
    m_scrollBar->setAccessibleName(tr("Lanes in sight"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    m_frame.setSingleShot(true);
    m_frame.setInterval(kFrameMs);
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, [this] {
        bringUpToDate();
        m_plot->redraw();
    });
    connect(view, &ViewState::snapshotChanged, this, [this] {
        m_lanesAreStale |=
            !m_options.filter.isEmpty() || !m_view->snapshot() || LaneCounts(*m_view->snapshot()) != m_counts;
        scheduleRedraw();
    });
    connect(view, &ViewState::rangeChanged, this, &TimelineView::scheduleRedraw);
    connect(view, &ViewState::selectionChanged, this, [this] {
        updateMarks();
        updateAccessibleText();
        showLane();
    });
    connect(view, &ViewState::cursorChanged, this, &TimelineView::updateMarks);
    connect(m_scrollBar, &QScrollBar::valueChanged, this, [this](int value) {
        m_scroll = value;
        scheduleRedraw();
    });
}

TimelineView::~TimelineView() = default;

const LaneLayout& TimelineView::lanes() const {
    return m_plot->scene().layout;
}
QRect TimelineView::laneArea() const {
    return m_plot->laneArea();
}

void TimelineView::setFilter(const QString& text) {
    if (m_options.filter == text)
        return;
    m_options.filter = text;
    m_lanesAreStale = true;
    scheduleRedraw();
}

void TimelineView::setFolded(TaskId task, bool folded) {
    if (folded)
        m_options.folded.insert(task);
    else
        m_options.folded.erase(task);
    m_lanesAreStale = true;
    scheduleRedraw();
}

void TimelineView::applyTheme() {
    m_plot->setTheme(Theme::current());
    scheduleRedraw();
}

void TimelineView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyTheme();
    QWidget::changeEvent(event);
}

void TimelineView::scheduleRedraw() {
    // The first change of a frame is drawn at once when the loop comes round, further ones wait for the next.
    if (!m_frame.isActive())
        m_frame.start(isVisible() ? 0 : kFrameMs);
}

void TimelineView::layOut() {
    const bool withScrollBar = lanes().height() > m_plot->height() - TimelinePlot::kRulerHeight;
    m_scrollBar->setVisible(withScrollBar);
    m_scrollBar->setGeometry(width() - kScrollBarWidth, TimelinePlot::kRulerHeight, kScrollBarWidth,
                             height() - TimelinePlot::kRulerHeight);
    m_plot->setMargins({m_namesWidth, TimelinePlot::kRulerHeight, kScrollBarWidth + 2, 0});
}

void TimelineView::updateLanes() {
    m_lanesAreStale = false;
    if (!m_view->snapshot()) {
        m_plot->setLanes({});
        m_counts = {};
        return;
    }
    const model::Snapshot& snapshot = *m_view->snapshot();
    m_counts = LaneCounts(snapshot);
    const int available = std::max(0, height() - TimelinePlot::kRulerHeight);
    m_plot->setLanes(
        LaneLayout(snapshot, m_options, LaneLayout::rowHeightFor(snapshot, m_options, available)));
}

// Until somebody drags its edge the column takes what the names in sight need, and only ever becomes wider:
// lanes must not jump about while a run grows.
void TimelineView::fitNames() {
    if (m_hasOwnNamesWidth || !m_view->snapshot())
        return;
    const auto [first, last] = lanes().visible(m_scroll, m_scroll + height());
    const int needed = LaneNames::neededWidth(*m_view->snapshot(), lanes(), first, last);
    m_namesWidth = std::max(m_namesWidth, std::min({needed, kMostNames, width() / 3}));
}

void TimelineView::updateScrollBar() {
    const int visible = std::max(1, height() - TimelinePlot::kRulerHeight);
    const QSignalBlocker quiet(m_scrollBar);
    m_scrollBar->setRange(0, std::max(0, lanes().height() - visible));
    m_scrollBar->setPageStep(visible);
    m_scrollBar->setSingleStep(lanes().rowHeight());
    m_scroll = std::clamp(m_scroll, 0, m_scrollBar->maximum());
    m_scrollBar->setValue(m_scroll);
}

void TimelineView::redrawNow() {
    m_frame.stop();
    bringUpToDate();
    m_plot->redraw(QCustomPlot::rpImmediateRefresh);
}

void TimelineView::bringUpToDate() {
    m_plot->setSnapshot(m_view->snapshot());
    if (m_lanesAreStale)
        updateLanes();
    updateScrollBar();
    if (std::exchange(m_isLaneWanted, false))
        showLane();
    fitNames();
    layOut();
    m_plot->setTimeRange(m_view->range());
    m_plot->setScroll(m_scroll);
    Marks& marks = m_plot->marks();
    marks.selection = m_view->selection();
    marks.cursor = m_view->cursor();
    marks.anchor = m_view->anchor();
    marks.isFocused = hasFocus();
    if (m_plot->bufferDevicePixelRatio() != devicePixelRatioF())
        m_plot->setBufferDevicePixelRatio(devicePixelRatioF());
}

void TimelineView::updateMarks() {
    Marks& marks = m_plot->marks();
    marks.selection = m_view->selection();
    marks.cursor = m_view->cursor();
    marks.anchor = m_view->anchor();
    marks.isFocused = hasFocus();
    if (!m_frame.isActive())
        m_plot->redrawMarks();
}

void TimelineView::updateAccessibleText() {
    const Selection& selection = m_view->selection();
    QString text;
    if (m_view->snapshot() && selection.task)
        text = nameText(*m_view->snapshot(), selection.task);
    else if (m_view->snapshot() && selection.object)
        text = nameText(*m_view->snapshot(), selection.object);
    setAccessibleDescription(text);
}

int TimelineView::partCount() const {
    return m_view->snapshot() ? static_cast<int>(lanes().lanes().size()) : 0;
}

PaintedPart TimelineView::part(int index) const {
    const Lane& lane = lanes().lanes()[static_cast<std::size_t>(index)];
    const MomentPtr moment = m_view->moment();
    QString name = laneName(moment->snapshot(), lane);
    if (lane.task && moment->exists(lane.task))
        name = tr("%1: %2", "a task and its state").arg(name, termOf(moment->stateOf(lane.task)).word);
    else if (lane.object)
        name =
            tr("%1: %2", "an object and its level").arg(name, QString::number(moment->levelOf(lane.object)));
    return {name, QRect{0, laneArea().top() + lane.top - m_scroll, width(), lane.height}};
}

bool TimelineView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = explanation(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), tipText(text), this);
        return true;
    }
    return QWidget::event(event);
}

void TimelineView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_plot->setGeometry(rect());
    m_lanesAreStale = true;  // another height may want other rows
    if (isVisible())
        redrawNow();
    else
        scheduleRedraw();
}

void TimelineView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    bringUpToDate();
    m_plot->redraw();
}

void TimelineView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    updateMarks();
}

void TimelineView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    updateMarks();
}

}  // namespace heddle::ui

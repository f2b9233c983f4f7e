// How TimelineView answers mouse, wheel and keys.
#include <QApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>
#include <cmath>

#include "ui/timeline/lane_explanation.h"
#include "ui/timeline/lane_names.h"
#include "ui/timeline/timeline_plot.h"
#include "ui/timeline/timeline_view.h"
#include "ui/timeline/transfer_arrows.h"

namespace heddle::ui {

namespace {

constexpr double kWheelFactor = 1.2;  // per notch
constexpr double kKeyFactor = 1.5;
constexpr double kKeyPan = 0.15;  // of the range
constexpr int kLeastNames = 70, kMostNamesShare = 2;

}  // namespace

TimeScale TimelineView::scale() const {
    return {m_view->range(), std::max(1, laneArea().width())};
}

Instant TimelineView::timeAt(double x) const {
    return scale().at(x - laneArea().left());
}

const Lane* TimelineView::laneAt(int y) const {
    const QRect area = laneArea();
    if (y < area.top() || y >= area.top() + area.height())
        return nullptr;
    const std::size_t index = lanes().laneAt(y - area.top() + m_scroll);
    return index < lanes().lanes().size() ? &lanes().lanes()[index] : nullptr;
}

bool TimelineView::isOverNames(const QPoint& at) const {
    return at.x() < laneArea().left();
}

bool TimelineView::isOverNamesEdge(const QPoint& at) const {
    return std::abs(at.x() - laneArea().left()) <= 3;
}

QString TimelineView::explanation(const QPoint& at) const {
    const Lane* lane = laneAt(at.y());
    if (!lane || !m_view->snapshot())
        return {};
    if (isOverNames(at))
        return lane->isHeading() ? QString() : laneName(*m_view->snapshot(), *lane);
    const QPointF place = at - laneArea().topLeft();
    const auto arrows = transferArrows(*m_view->snapshot(), lanes(), scale());
    if (const TransferArrow* arrow = arrowAt(arrows, place + QPointF(0, m_scroll)))
        return transferText(*m_view->snapshot(), m_view->snapshot()->transfers()[arrow->transfer]);
    return laneExplanation(*m_view->snapshot(), *lane, scale(), place.x());
}

void TimelineView::zoom(double factor, Instant fixed) {
    m_view->setRange(zoomedAround(m_view->range(), fixed, factor));
}

void TimelineView::pan(double share, bool undoable) {
    m_view->setRange(movedBy(m_view->range(), share), undoable);
}

void TimelineView::scrollBy(int pixels) {
    m_scrollBar->setValue(m_scrollBar->value() + pixels);
}

void TimelineView::wheelEvent(QWheelEvent* event) {
    const QPoint at = event->position().toPoint();
    // A touchpad says how many pixels; a wheel in eighths of a degree, 120 per notch.
    const bool isTouchpad = !event->pixelDelta().isNull();
    const double notches = event->angleDelta().y() / 120.0, sideways = event->angleDelta().x() / 120.0;
    event->accept();
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        pan(-(notches + sideways) * 0.1);
        return;
    }
    const bool isZoom = event->modifiers().testFlag(Qt::ControlModifier);
    if (!isZoom && (isOverNames(at) || event->modifiers().testFlag(Qt::AltModifier))) {
        const double turned = notches != 0 ? notches : sideways;  // Alt turns the wheel's axis
        scrollBy(isTouchpad ? -event->pixelDelta().y() : static_cast<int>(-turned * 3 * lanes().rowHeight()));
        return;
    }
    if (isTouchpad && !isZoom) {
        if (const int dx = event->pixelDelta().x(); dx != 0)
            pan(-static_cast<double>(dx) / scale().width);
        scrollBy(-event->pixelDelta().y());
        return;
    }
    if (sideways != 0)
        pan(-sideways * 0.1);
    if (notches != 0)
        zoom(std::pow(kWheelFactor, -notches), timeAt(std::max<double>(at.x(), laneArea().left())));
}

void TimelineView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    QToolTip::hideText();
    const QPoint at = event->position().toPoint();
    m_pressedAt = at;
    m_rangeAtPress = m_view->range();
    m_scrollAtPress = m_scroll;
    if (isOverNamesEdge(at)) {
        m_drag = Drag::NamesWidth;
    } else if (event->modifiers().testFlag(Qt::ShiftModifier) && !isOverNames(at)) {
        m_drag = Drag::Measure;
        m_view->setAnchor(timeAt(at.x()));
        m_view->setCursor(timeAt(at.x()));
    } else {
        m_drag = Drag::Pressed;
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    const QPoint moved = at - m_pressedAt;
    if (m_drag == Drag::Pressed && moved.manhattanLength() >= QApplication::startDragDistance()) {
        m_drag = Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
    }
    switch (m_drag) {
        case Drag::Pan:
            if (moved.x() != 0 && !isOverNames(m_pressedAt)) {
                // Only the first step of a drag is one to undo to.
                const bool isFirst = m_view->range() == m_rangeAtPress;
                m_view->setRange(movedBy(m_rangeAtPress, -static_cast<double>(moved.x()) / scale().width),
                                 isFirst);
            }
            m_scrollBar->setValue(m_scrollAtPress - moved.y());
            return;
        case Drag::Measure:
            m_view->setCursor(timeAt(at.x()));
            return;
        case Drag::NamesWidth:
            m_hasOwnNamesWidth = true;
            m_namesWidth = std::clamp(at.x(), kLeastNames, std::max(kLeastNames, width() / kMostNamesShare));
            scheduleRedraw();
            return;
        case Drag::None:
        case Drag::Pressed:
            break;
    }
    setCursor(isOverNamesEdge(at) ? Qt::SplitHCursor : Qt::ArrowCursor);
    Marks& marks = m_plot->marks();
    const Lane* lane = laneAt(at.y());
    marks.hoveredTask = lane && !isOverNames(at) ? lane->task : TaskId{};
    marks.hover = isOverNames(at) ? std::nullopt : std::optional{timeAt(at.x())};
    if (!m_frame.isActive())
        m_plot->redrawMarks();
}

void TimelineView::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = std::exchange(m_drag, Drag::None);
    unsetCursor();
    if (drag == Drag::Pressed && event->button() == Qt::LeftButton)
        click(event->position().toPoint());
    // A measure of no length was only a click.
    if (drag == Drag::Measure && m_view->anchor() == m_view->cursor())
        m_view->setAnchor({});
}

void TimelineView::click(const QPoint& at) {
    const Lane* lane = laneAt(at.y());
    if (lane && isOverNames(at) &&
        (lane->isHeading() || m_plot->names().triangle(*lane).adjusted(-3, -6, 3, 6).contains(at))) {
        fold(*lane);
        return;
    }
    if (!isOverNames(at))
        m_view->setCursor(timeAt(at.x()));
    if (!m_view->snapshot())
        return;
    Selection selection;
    if (lane && lane->task) {
        selection.task = lane->task;
        const model::HistoryView history = m_view->snapshot()->history(lane->task);
        const Instant time = timeAt(at.x());
        if (!isOverNames(at) && !history.isEmpty() && time >= history.begin() && time < history.end())
            selection.intervalAt = time;
    } else if (lane && lane->object) {
        selection.object = lane->object;
    }
    m_view->select(selection);
}

void TimelineView::fold(const Lane& lane) {
    if (lane.kind == LaneKind::Objects)
        m_options.objectsFolded = !m_options.objectsFolded;
    else if (lane.kind == LaneKind::Cpus)
        m_options.cpusFolded = !m_options.cpusFolded;
    else
        return setFolded(lane.task, !lane.isFolded);
    m_lanesAreStale = true;
    scheduleRedraw();
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    const Lane* lane = laneAt(at.y());
    if (event->button() != Qt::LeftButton || !lane)
        return;
    if (isOverNames(at)) {
        if (lane->hasChildren && !lane->isHeading())
            fold(*lane);
        return;
    }
    click(at);
    zoomToInterval();
}

void TimelineView::leaveEvent(QEvent* event) {
    m_plot->marks().hover.reset();
    m_plot->marks().hoveredTask = {};
    updateMarks();
    QWidget::leaveEvent(event);
}

void TimelineView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Undo))
        return m_view->undo();
    if (event->matches(QKeySequence::Redo))
        return m_view->redo();
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return QWidget::keyPressEvent(event);
    const TimeRange range = m_view->range();
    const std::optional<Instant> cursor = m_view->cursor();
    const bool cursorInSight = cursor && *cursor >= range.from && *cursor <= range.to;
    const Instant middle = cursorInSight ? *cursor : range.from + range.length() / 2;
    switch (event->key()) {
        case Qt::Key_W:
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoom(1 / kKeyFactor, middle);
        case Qt::Key_S:
        case Qt::Key_Minus:
            return zoom(kKeyFactor, middle);
        case Qt::Key_A:
            return pan(-kKeyPan);
        case Qt::Key_D:
            return pan(kKeyPan);
        case Qt::Key_F:
        case Qt::Key_Home:
            return m_view->fit();
        case Qt::Key_L:
            return m_view->setFollowing(!m_view->isFollowing());
        case Qt::Key_M:
            return m_view->setAnchor(cursor ? cursor : std::optional{m_view->instant()});
        case Qt::Key_Left:
            return selectInterval(-1);
        case Qt::Key_Right:
            return selectInterval(1);
        case Qt::Key_Up:
            return selectLane(-1);
        case Qt::Key_Down:
            return selectLane(1);
        case Qt::Key_PageUp:
            return scrollBy(-m_scrollBar->pageStep());
        case Qt::Key_PageDown:
            return scrollBy(m_scrollBar->pageStep());
        case Qt::Key_Return:
        case Qt::Key_Enter:
            return zoomToInterval();
        case Qt::Key_Space: {
            const std::size_t at = lanes().indexOf(m_view->selection().task);
            if (at < lanes().lanes().size() && lanes().lanes()[at].hasChildren)
                fold(lanes().lanes()[at]);
            return;
        }
        case Qt::Key_Escape:
            if (goBack())
                return;
            break;
        default:
            break;
    }
    QWidget::keyPressEvent(event);
}

bool TimelineView::goBack() {
    if (m_view->anchor())
        m_view->setAnchor({});
    else if (m_view->cursor())
        m_view->setCursor({});
    else if (m_view->selection() != Selection{})
        m_view->clearSelection();
    else
        return false;
    return true;
}

void TimelineView::selectLane(int direction) {
    const auto& all = lanes().lanes();
    const Selection& selection = m_view->selection();
    const std::size_t at =
        selection.task ? lanes().indexOf(selection.task) : lanes().indexOf(selection.object);
    const auto count = static_cast<std::ptrdiff_t>(all.size());
    std::ptrdiff_t next = at < all.size() ? static_cast<std::ptrdiff_t>(at) + direction
                          : direction > 0 ? 0
                                          : count - 1;
    // Headings and CPUs cannot be selected, and one object may have several lanes.
    const auto isNext = [&](const Lane& lane) {
        return lane.task || (lane.object && lane.object != selection.object);
    };
    while (next >= 0 && next < count && !isNext(all[static_cast<std::size_t>(next)])) next += direction;
    if (next < 0 || next >= count)
        return;
    const Lane& lane = all[static_cast<std::size_t>(next)];
    Selection selected;
    selected.task = lane.task;
    selected.object = lane.object;
    if (lane.task && m_view->cursor()) {
        const model::HistoryView history = m_view->snapshot()->history(lane.task);
        if (!history.isEmpty() && *m_view->cursor() >= history.begin() && *m_view->cursor() < history.end())
            selected.intervalAt = m_view->cursor();
    }
    m_view->select(selected);
    showSelection();
}

void TimelineView::selectInterval(int direction) {
    const TaskId task = m_view->selection().task;
    if (!task || !m_view->snapshot())
        return;
    const model::HistoryView history = m_view->snapshot()->history(task);
    if (history.isEmpty())
        return;
    const Instant from = m_view->selection().intervalAt.value_or(m_view->instant());
    const std::size_t at = history.indexAt(from);
    std::size_t next = at == history.size() ? 0 : at;
    if (m_view->selection().intervalAt) {
        if (direction < 0 && next > 0)
            --next;
        else if (direction > 0 && next + 1 < history.size())
            ++next;
    }
    const Instant begin = history.at(next).begin;
    m_view->select({.task = task, .object = {}, .intervalAt = begin});
    m_view->setCursor(begin);
    showSelection();
}

void TimelineView::zoomToInterval() {
    const Selection& selection = m_view->selection();
    if (!selection.task || !selection.intervalAt || !m_view->snapshot())
        return;
    const model::HistoryView history = m_view->snapshot()->history(selection.task);
    const std::size_t at = history.isEmpty() ? 0 : history.indexAt(*selection.intervalAt);
    if (at >= history.size())
        return;
    const model::Interval interval = history.at(at);
    const Duration margin = interval.length() / 8;
    m_view->setRange({interval.begin - margin, interval.end + margin + Duration{1}});
}

void TimelineView::showLane() {
    if (m_lanesAreStale) {
        m_isLaneWanted = true;
        return;
    }
    const Selection& selection = m_view->selection();
    const std::size_t at =
        selection.task ? lanes().indexOf(selection.task) : lanes().indexOf(selection.object);
    if (at >= lanes().lanes().size())
        return;
    const Lane& lane = lanes().lanes()[at];
    const int visible = laneArea().height();
    m_scrollBar->setValue(std::clamp(m_scroll, std::min(lane.top, lane.bottom() - visible), lane.top));
}

void TimelineView::showSelection() {
    showLane();
    const Selection& selection = m_view->selection();
    if (!selection.intervalAt)
        return;
    const TimeRange range = m_view->range();
    if (*selection.intervalAt < range.from || *selection.intervalAt >= range.to) {
        const Duration half = range.length() / 2;
        m_view->setRange({*selection.intervalAt - half, *selection.intervalAt - half + range.length()});
    }
}

}  // namespace heddle::ui

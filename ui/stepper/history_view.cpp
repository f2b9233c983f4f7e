#include "ui/stepper/history_view.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/models/words.h"
#include "ui/stepper/step_controller.h"
#include "ui/stepper/step_words.h"
#include "ui/theme/contrast.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

using session::HistoryNode;
using session::NodeId;

constexpr double kLeft = 28, kTop = 38;
constexpr int kLabelHeight = 25;
constexpr double kRowHeight = 26;
constexpr double kWidestSpacing = 34, kNarrowestSpacing = 9;
constexpr double kRadius = 5.5, kCurrentRadius = 7.5;

const HistoryNode& nodeOf(const session::Position& position, NodeId node) {
    return (*position.history)[static_cast<std::size_t>(node)];
}

}  // namespace

HistoryView::HistoryView(StepController* steps, QWidget* parent)
    : QAbstractScrollArea(parent), m_steps(steps) {
    setAccessibleName(tr("History"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    connect(steps, &StepController::positionChanged, this, &HistoryView::refresh);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
    refresh();
}

void HistoryView::refresh() {
    m_hovered.reset();
    const session::PositionPtr& position = m_steps->position();
    m_layout = position ? layOutHistory(*position->history, position->current) : HistoryLayout();
    fit();
    if (position) {
        showCurrent();
        setAccessibleDescription(tr("%1 of %2 steps; branches: %3")
                                     .arg(stepText(*position->snapshot, nodeOf(*position, position->current)),
                                          QString::number(position->history->size() - 1),
                                          QString::number(m_layout.leaves.size())));
    }
    viewport()->update();
}

// As wide as it may be without scrolling; below the narrowest it scrolls.
void HistoryView::fit() {
    const double columns = std::max(1u, m_layout.columnCount - 1);
    const double room = viewport()->width() - 2 * kLeft;
    m_spacing = std::clamp(room / columns, kNarrowestSpacing, kWidestSpacing);
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(static_cast<int>(m_spacing));
    horizontalScrollBar()->setRange(
        0, std::max(0, static_cast<int>(columns * m_spacing + 2 * kLeft) - viewport()->width()));
    const int height = static_cast<int>(kTop + m_layout.rowCount * kRowHeight);
    setMaximumHeight(
        std::max(minimumSizeHint().height(), height + horizontalScrollBar()->sizeHint().height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(static_cast<int>(kRowHeight));
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
}

void HistoryView::showCurrent() {
    const QPointF place = placeOf(m_steps->position()->current);
    const auto bring = [](QScrollBar* bar, double at, int size, double margin) {
        if (at < margin)
            bar->setValue(bar->value() + static_cast<int>(at - margin));
        else if (at > size - margin)
            bar->setValue(bar->value() + static_cast<int>(at - size + margin));
    };
    bring(horizontalScrollBar(), place.x(), viewport()->width(), kLeft);
    bring(verticalScrollBar(), place.y(), viewport()->height(), kRowHeight * 0.6);
}

QPointF HistoryView::placeOf(NodeId node) const {
    const auto index = static_cast<std::size_t>(node);
    if (!m_steps->position() || index >= m_layout.rows.size())
        return {};
    return {kLeft + nodeOf(*m_steps->position(), node).depth * m_spacing - horizontalScrollBar()->value(),
            kTop + m_layout.rows[index] * kRowHeight - verticalScrollBar()->value()};
}

std::optional<NodeId> HistoryView::nodeAt(QPointF position) const {
    const double reach = std::min(12.0, m_spacing / 2);
    for (std::size_t i = 0; i < m_layout.rows.size(); ++i) {
        const QPointF away = placeOf(static_cast<NodeId>(i)) - position;
        if (std::abs(away.x()) <= reach && std::abs(away.y()) <= kRowHeight / 2)
            return static_cast<NodeId>(i);
    }
    return std::nullopt;
}

bool HistoryView::isInSight(const QPointF& place) const {
    return place.x() > -kWidestSpacing && place.x() < viewport()->width() + kWidestSpacing &&
           place.y() > -kRowHeight && place.y() < viewport()->height() + kRowHeight;
}

QColor HistoryView::colourOf(std::size_t node) const {
    const Theme& theme = Theme::current();
    const session::PositionPtr end = m_steps->endOfBranch(static_cast<NodeId>(node));
    if (end && (end->standing == session::Standing::Deadlock || end->standing == session::Standing::Failed))
        return theme.alarm;
    return mixed(theme.background, theme.accent, m_layout.isOnPath[node] ? 0.42 : 0.2);
}

void HistoryView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), Theme::current().background);
    if (!m_steps->position())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(
        viewport()->rect().adjusted(0, kLabelHeight, 0, 0));  // the label stays free of branches
    paintEdges(painter);
    paintNodes(painter);
    painter.setClipping(false);
    paintLabel(painter);
    if (hasFocus()) {
        painter.setPen(QPen(Theme::current().accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(viewport()->rect()).adjusted(1.5, 1.5, -1.5, -1.5));
    }
}

void HistoryView::paintEdges(QPainter& painter) const {
    const Theme& theme = Theme::current();
    const auto& nodes = *m_steps->position()->history;
    painter.setBrush(Qt::NoBrush);
    for (std::size_t i = 1; i < m_layout.rows.size(); ++i) {
        const QPointF to = placeOf(static_cast<NodeId>(i));
        const QPointF from = placeOf(nodes[i].parent);
        if (!isInSight(to) && !isInSight(from))
            continue;
        painter.setPen(QPen(mixed(theme.background, theme.accent, m_layout.isOnPath[i] ? 0.42 : 0.2), 1.8));
        if (from.y() == to.y()) {
            painter.drawLine(from, to);
        } else {  // a branch leaves downwards and swings into its row
            QPainterPath path(from);
            path.cubicTo(QPointF(from.x() + m_spacing * 0.1, to.y()),
                         QPointF(from.x() + m_spacing * 0.3, to.y()), to);
            painter.drawPath(path);
        }
    }
}

void HistoryView::paintNodes(QPainter& painter) const {
    const Theme& theme = Theme::current();
    const double radius = std::min(kRadius, m_spacing * 0.34);
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_layout.rows.size(); ++i) {
        const QPointF place = placeOf(static_cast<NodeId>(i));
        if (!isInSight(place))
            continue;
        painter.setBrush(theme.background);  // no line shines through
        painter.drawEllipse(place, radius + 2, radius + 2);
        painter.setBrush(colourOf(i));
        painter.drawEllipse(place, radius, radius);
        if (const std::string& name = (*m_steps->position()->history)[i].name; !name.empty()) {
            painter.setFont(Theme::font());
            painter.setPen(theme.quietText);
            painter.drawText(place + QPointF(radius + 6, 5), QString::fromStdString(name));
            painter.setPen(Qt::NoPen);
        }
    }
    const NodeId current = m_steps->position()->current;
    const bool failed = colourOf(static_cast<std::size_t>(current)) == theme.alarm;
    painter.setBrush(failed ? theme.alarm : theme.accent);
    painter.drawEllipse(placeOf(current), kCurrentRadius, kCurrentRadius);
    if (m_hovered && *m_hovered != current) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.accent, 1.6));
        painter.drawEllipse(placeOf(*m_hovered), kCurrentRadius, kCurrentRadius);
    }
}

// Above the present step, or the one under the pointer: what it was.
void HistoryView::paintLabel(QPainter& painter) const {
    const session::Position& position = *m_steps->position();
    const NodeId shown = m_hovered.value_or(position.current);
    QFont font = Theme::font();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(readableOn(Theme::current().background, Theme::current().accent));
    const QString text = painter.fontMetrics().elidedText(
        stepText(*position.snapshot, nodeOf(position, shown)), Qt::ElideRight, viewport()->width() - 16);
    const double width = painter.fontMetrics().horizontalAdvance(text);
    const double most = std::max(8.0, viewport()->width() - width - 8);
    const double x = std::clamp(placeOf(shown).x() - width / 2, std::min(kLeft - kCurrentRadius, most), most);
    // It stays in sight when many branches scroll the first row away.
    painter.drawText(QPointF(x, 18), text);
}

void HistoryView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    fit();
    if (m_steps->position())
        showCurrent();
}

void HistoryView::mousePressEvent(QMouseEvent* event) {
    const auto node = nodeAt(event->position());
    if (event->button() == Qt::LeftButton && node)
        m_steps->goTo(*node);
}

void HistoryView::mouseMoveEvent(QMouseEvent* event) {
    const auto node = nodeAt(event->position());
    viewport()->setCursor(node ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (node != m_hovered) {
        m_hovered = node;
        viewport()->update();
    }
}

void HistoryView::leaveEvent(QEvent*) {
    m_hovered.reset();
    viewport()->update();
}

bool HistoryView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto node = nodeAt(help->pos());
        QToolTip::showText(
            help->globalPos(),
            node ? tipText(tr("%1\nClick: go there. The same choices are run again from the start.")
                               .arg(stepText(*m_steps->position()->snapshot,
                                             nodeOf(*m_steps->position(), *node))))
                 : QString(),
            this);
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void HistoryView::contextMenuEvent(QContextMenuEvent* event) {
    if (!m_steps->position())
        return;
    const auto node = event->reason() == QContextMenuEvent::Mouse ? nodeAt(event->pos()) : std::nullopt;
    Q_EMIT menuWanted(node.value_or(m_steps->position()->current), event->globalPos());
}

// Left: the step before. Right: the step after, on the first way. Up, down: the branch above, below, at this
// depth or where it ends before.
std::optional<NodeId> HistoryView::neighbour(int key) const {
    const session::Position& position = *m_steps->position();
    const auto& nodes = *position.history;
    const auto current = static_cast<std::size_t>(position.current);
    if (key == Qt::Key_Left)
        return current == 0 ? std::nullopt : std::optional{nodes[current].parent};
    if (key == Qt::Key_Home)
        return NodeId::Start;
    std::optional<NodeId> best;
    if (key == Qt::Key_Right) {
        for (std::size_t i = current + 1; i < nodes.size() && !best; ++i)
            if (nodes[i].parent == position.current)
                best = static_cast<NodeId>(i);
        return best;
    }
    if (key != Qt::Key_Up && key != Qt::Key_Down)
        return best;
    std::uint64_t nearest = ~std::uint64_t{};
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto rows = static_cast<std::int64_t>(m_layout.rows[i]) - m_layout.rows[current];
        if (rows == 0 || (rows < 0) != (key == Qt::Key_Up))
            continue;
        const auto columns = std::abs(static_cast<std::int64_t>(nodes[i].depth) - nodes[current].depth);
        const auto distance =
            static_cast<std::uint64_t>(std::abs(rows)) * 1'000'000 + static_cast<std::uint64_t>(columns);
        if (distance < nearest) {
            nearest = distance;
            best = static_cast<NodeId>(i);
        }
    }
    return best;
}

void HistoryView::keyPressEvent(QKeyEvent* event) {
    if (m_steps->position())
        if (const auto node = neighbour(event->key())) {
            m_steps->goTo(*node);
            return;
        }
    QAbstractScrollArea::keyPressEvent(event);
}

}  // namespace heddle::ui

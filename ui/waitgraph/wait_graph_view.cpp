#include "ui/waitgraph/wait_graph_view.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/models/story_text.h"
#include "ui/models/time_text.h"
#include "ui/models/words.h"
#include "ui/theme/theme.h"
#include "ui/waitgraph/graph_painter.h"

namespace heddle::ui {
namespace {

constexpr int kRenewMs = 50;
constexpr int kFooter = 26;  // for the line that says how many are not shown

// In a small panel a smaller picture that can be read. (What stands in a circle is always there.)
std::size_t mostNodesIn(QSize size) {
    constexpr int kCellWidth = 105, kCellHeight = 44;
    const int rows = size.height() / kCellHeight;
    const int cells = rows < 3 ? 0 : size.width() / kCellWidth * rows;
    return std::clamp<std::size_t>(static_cast<std::size_t>(cells), 4, kMostGraphNodes);
}

}  // namespace

WaitGraphView::WaitGraphView(ViewState* view, QWidget* parent) : QWidget(parent), m_view(view) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    announcePaintedParts();
    setAccessibleName(tr("Who waits for whom"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(kRenewMs);
    connect(&m_soon, &QTimer::timeout, this, &WaitGraphView::refresh);
    connect(view, &ViewState::snapshotChanged, this, &WaitGraphView::refreshSoon);
    connect(view, &ViewState::cursorChanged, this, &WaitGraphView::refresh);
    connect(view, &ViewState::selectionChanged, this, &WaitGraphView::refresh);
    refresh();
}

void WaitGraphView::refreshSoon() {
    if (!m_view->snapshot())
        refresh();  // it was closed: nothing of it may stay
    else if (!m_soon.isActive())
        m_soon.start();
}

void WaitGraphView::refresh() {
    m_soon.stop();
    m_moment = m_view->moment();
    m_mostNodes = mostNodesIn(size());
    m_graph = m_moment ? buildWaitGraph(*m_moment, m_view->selection(), m_mostNodes) : WaitGraph();
    layOut();
    describe();
    update();
}

void WaitGraphView::layOut() {
    const double footer = m_graph.notShown > 0 ? kFooter : 0;
    m_layout = m_moment ? layOutGraph(m_graph, QSizeF(width(), height() - footer),
                                      labelWidthsOf(m_graph, m_moment->snapshot()))
                        : GraphLayout();
}

int WaitGraphView::partCount() const {
    return static_cast<int>(m_graph.nodes.size());
}

PaintedPart WaitGraphView::part(int index) const {
    const auto node = static_cast<std::size_t>(index);
    const QString name = labelOf(m_graph.nodes[node], m_moment->snapshot());
    return {m_graph.nodes[node].isInCycle ? tr("%1, in the deadlock").arg(name) : name,
            m_layout.nodes[node].toAlignedRect()};
}

void WaitGraphView::describe() {
    QStringList parts;
    if (m_graph.cycles > 0)
        parts.append(tr("Deadlocks: %1.").arg(m_graph.cycles));
    parts.append(m_graph.waiting == 0 ? tr("Nobody waits for anybody.")
                                      : tr("Tasks that wait: %1.").arg(m_graph.waiting));
    for (const GraphEdge& edge : m_graph.edges) {
        const auto name = [this](std::size_t index) {
            return labelOf(m_graph.nodes[index], m_moment->snapshot());
        };
        const QString sentence =
            edge.kind == GraphEdge::Kind::Waits    ? tr("%1 waits for %2.")
            : edge.kind == GraphEdge::Kind::HeldBy ? tr("%1 is held by %2.")
            : edge.kind == GraphEdge::Kind::CouldEnd
                ? tr("The wait for %1 could be ended by %2, which does not go on either.")
                : tr("%1 is ready, but %2 blocks the thread that carries both.");
        parts.append(sentence.arg(name(edge.from), name(edge.to)));
    }
    const QString text = parts.join(QLatin1Char(' '));
    if (text != accessibleDescription())
        setAccessibleDescription(text);
}

QString WaitGraphView::restText() const {
    return m_graph.notShown == 1 ? tr("One more task waits elsewhere.")
                                 : tr("%1 more tasks wait elsewhere.").arg(countText(m_graph.notShown));
}

void WaitGraphView::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.background);
    painter.setFont(Theme::font());
    painter.setPen(theme.quietText);
    if (m_graph.nodes.empty()) {
        painter.drawText(
            rect().adjusted(24, 12, -24, -12), Qt::AlignCenter | Qt::TextWordWrap,
            m_moment ? tr("Nobody waits for anybody at this instant.\nWhen a task waits for a lock that "
                          "another one holds, both appear here.")
                     : tr("Who waits for whom appears here once something runs."));
    } else {
        paintGraph(painter, {&m_graph, &m_layout, m_moment.get(), m_view->selection(), edgeAt(m_pointer)});
        painter.setFont(Theme::font());
        painter.setPen(theme.quietText);
        if (m_graph.notShown > 0)
            painter.drawText(QRect(12, height() - kFooter, width() - 24, kFooter - 4), Qt::AlignCenter,
                             restText());
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5));
    }
}

void WaitGraphView::resizeEvent(QResizeEvent*) {
    if (mostNodesIn(size()) != m_mostNodes)
        refreshSoon();
    layOut();
}

QRectF WaitGraphView::placeOf(TaskId task) const {
    for (std::size_t i = 0; i < m_layout.nodes.size(); ++i) {
        if (m_graph.nodes[i].kind == GraphNode::Kind::Task && m_graph.nodes[i].task == task)
            return m_layout.nodes[i];
    }
    return {};
}

QRectF WaitGraphView::placeOf(ObjectId object) const {
    for (std::size_t i = 0; i < m_layout.nodes.size(); ++i) {
        if (m_graph.nodes[i].kind == GraphNode::Kind::Object && m_graph.nodes[i].object == object)
            return m_layout.nodes[i];
    }
    return {};
}

const GraphNode* WaitGraphView::nodeAt(QPointF position) const {
    for (std::size_t i = 0; i < m_layout.nodes.size(); ++i) {
        if (m_layout.nodes[i].adjusted(-3, -3, 3, 3).contains(position))
            return &m_graph.nodes[i];
    }
    return nullptr;
}

const GraphEdge* WaitGraphView::edgeAt(QPointF position) const {
    constexpr double kReach = 8;
    const GraphEdge* nearest = nullptr;
    double least = kReach;
    for (const GraphEdge& edge : m_graph.edges) {
        const double distance = shapeOf(edge, m_graph, m_layout).distanceTo(position);
        if (distance < least && !nodeAt(position)) {
            least = distance;
            nearest = &edge;
        }
    }
    return nearest;
}

void WaitGraphView::choose(const GraphNode& node) {
    if (node.kind == GraphNode::Kind::Object)
        m_view->selectObject(node.object);
    else
        m_view->selectTask(node.kind == GraphNode::Kind::Group ? node.members.front() : node.task);
}

QString WaitGraphView::explanation(QPointF position) const {
    const GraphNode* node = nodeAt(position);
    if (!m_moment)
        return {};
    if (!node) {
        const GraphEdge* edge = edgeAt(position);
        return edge ? explanationOf(*edge) : QString();
    }
    const model::Snapshot& snapshot = m_moment->snapshot();
    if (node->kind == GraphNode::Kind::Task)
        return intervalText(snapshot, node->task, m_moment->at());
    if (node->kind == GraphNode::Kind::Group) {
        QStringList names;
        for (const TaskId task : node->members) names.append(nameText(snapshot, task));
        return tr("Waiting, first in line first: %1").arg(listText(names, 20));
    }
    const model::ObjectInfo* object = snapshot.object(node->object);
    const Term term = object ? termOf(object->kind) : Term();
    QString text =
        tr("%1 %2", "kind and name of an object").arg(term.word, nameText(snapshot, node->object)) +
        QLatin1Char('\n') + term.meaning;
    if (!node->units.empty()) {
        const auto free = std::count(node->units.begin(), node->units.end(), TaskId{});
        text +=
            QLatin1Char('\n') + tr("A dot is a unit: %1 of %2 are free.").arg(free).arg(node->units.size());
    }
    return text;
}

// What was done to what; then since when, and where.
QString WaitGraphView::explanationOf(const GraphEdge& edge) const {
    const model::Snapshot& snapshot = m_moment->snapshot();
    const QString from = labelOf(m_graph.nodes[edge.from], snapshot);
    const QString to = labelOf(m_graph.nodes[edge.to], snapshot);
    QString text;
    switch (edge.kind) {
        case GraphEdge::Kind::Waits:
            text = m_graph.nodes[edge.from].kind == GraphNode::Kind::Group
                       ? tr("%1 wait in %2", "6 tasks...").arg(from, waitText(snapshot, edge.wait))
                       : tr("%1 waits in %2").arg(from, waitText(snapshot, edge.wait));
            break;
        case GraphEdge::Kind::HeldBy:
            text = edge.held > 1 && edge.held < wire::kAllUnits
                       ? tr("%1 has %2 units of %3").arg(to, QString::number(edge.held), from)
                       : tr("%1 has %2").arg(to, from);
            break;
        case GraphEdge::Kind::CouldEnd:
            return tr("%1 could end the wait for %2, but does not go on either").arg(to, from);
        case GraphEdge::Kind::CarriedBy:
            return tr("%1 is ready, but %2 blocks the thread that carries both").arg(from, to);
    }
    text += QLatin1Char('\n') + tr("since %1").arg(sinceStartText(snapshot, edge.since));
    const QString place = placeText(snapshot, edge.site);
    return place.isEmpty() ? text : text + QStringLiteral(" \u00b7 ") + place;
}

bool WaitGraphView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipText(explanation(help->pos())), this);
        return true;
    }
    if (event->type() == QEvent::PaletteChange)
        update();
    return QWidget::event(event);
}

void WaitGraphView::mousePressEvent(QMouseEvent* event) {
    const GraphNode* node = nodeAt(event->position());
    if (event->button() == Qt::LeftButton && node)
        choose(GraphNode(*node));  // a copy: choosing builds another graph
    else
        QWidget::mousePressEvent(event);
}

void WaitGraphView::mouseMoveEvent(QMouseEvent* event) {
    const GraphEdge* before = edgeAt(m_pointer);
    m_pointer = event->position();
    setCursor(nodeAt(m_pointer) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (edgeAt(m_pointer) != before)
        update();
}

void WaitGraphView::leaveEvent(QEvent* event) {
    m_pointer = kNowhere;
    update();
    QWidget::leaveEvent(event);
}

void WaitGraphView::keyPressEvent(QKeyEvent* event) {
    const bool back = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    const bool forward = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    if ((!back && !forward) || m_graph.nodes.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const Selection& chosen = m_view->selection();
    const std::size_t count = m_graph.nodes.size();
    std::size_t at = forward ? count - 1 : 0;
    for (std::size_t i = 0; i < count; ++i) {
        const GraphNode& node = m_graph.nodes[i];
        if ((node.task && node.task == chosen.task) ||
            (node.kind == GraphNode::Kind::Object && node.object == chosen.object))
            at = i;
    }
    choose(GraphNode(m_graph.nodes[(at + (forward ? 1 : count - 1)) % count]));
}

}  // namespace heddle::ui

#include "ui/waitgraph/wait_graph_view.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/models/story_text.h"
#include "ui/models/words.h"
#include "ui/theme/theme.h"
#include "ui/waitgraph/graph_painter.h"

namespace heddle::ui {
namespace {

constexpr int kRenewMs = 50;
constexpr int kFooter = 26;  // for the line that says how many are not shown

// In a small panel a smaller picture that can be read. Two nodes and two objects, the smallest deadlock,
// always fit.
std::size_t mostNodesIn(QSize size) {
    constexpr int kCellWidth = 105, kCellHeight = 56;
    const int rows = size.height() / kCellHeight;
    const int cells = rows < 3 ? 0 : size.width() / kCellWidth * rows;
    return std::clamp<std::size_t>(static_cast<std::size_t>(cells), 4, kMostGraphNodes);
}

}  // namespace

WaitGraphView::WaitGraphView(ViewState* view, QWidget* parent) : QWidget(parent), m_view(view) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
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
        parts.append(edge.isWait ? tr("%1 waits for %2.").arg(name(edge.from), name(edge.to))
                                 : tr("%1 is held by %2.").arg(name(edge.from), name(edge.to)));
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
        paintGraph(painter, {&m_graph, &m_layout, m_moment.get(), m_view->selection()});
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

void WaitGraphView::choose(const GraphNode& node) {
    if (node.kind == GraphNode::Kind::Object)
        m_view->selectObject(node.object);
    else
        m_view->selectTask(node.kind == GraphNode::Kind::Group ? node.members.front() : node.task);
}

QString WaitGraphView::explanation(QPointF position) const {
    const GraphNode* node = nodeAt(position);
    if (!node || !m_moment)
        return {};
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
    return tr("%1 %2", "kind and name of an object").arg(term.word, nameText(snapshot, node->object)) +
           QLatin1Char('\n') + term.meaning;
}

bool WaitGraphView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), explanation(help->pos()), this);
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
    setCursor(nodeAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
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

#include "ui/waitgraph/graph_painter.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <set>

#include "ui/models/words.h"
#include "ui/theme/theme.h"
#include "ui/waitgraph/graph_labels.h"

namespace heddle::ui {
namespace {

struct GraphWords {
    Q_DECLARE_TR_FUNCTIONS(Graph)
};

QFont bold(QFont font) {
    font.setWeight(QFont::DemiBold);
    return font;
}

class Drawing {
public:
    Drawing(QPainter& painter, const GraphPicture& picture)
        : m_painter(painter),
          m_graph(*picture.graph),
          m_layout(*picture.layout),
          m_snapshot(picture.moment->snapshot()),
          m_moment(*picture.moment),
          m_selection(picture.selection),
          m_theme(Theme::current()),
          m_hovered(picture.hovered),
          m_scale(m_layout.scale()) {
        m_font = Theme::font();
        m_font.setPixelSize(static_cast<int>(std::lround(m_layout.textSize)));
        m_hasInitials = wantsInitials();
    }

    void draw() {
        for (const GraphEdge& edge : m_graph.edges) {
            if (edge.kind != GraphEdge::Kind::HeldBy || m_layout.units[edge.from].empty())
                drawEdge(edge);
        }
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) drawNode(i);
        for (const GraphEdge& edge : m_graph.edges) {  // from a unit, so from inside the node
            if (edge.kind == GraphEdge::Kind::HeldBy && !m_layout.units[edge.from].empty())
                drawEdge(edge);
        }
        const QString cycle =
            m_graph.isCircular ? GraphWords::tr("circular wait") : GraphWords::tr("nobody is left to do it");
        const QRectF place = cycleNameBox(cycle);
        drawCycleName(place, cycle);
        for (const EdgeLabel& label : placeEdgeLabels(m_graph, m_layout, m_snapshot, m_font, place))
            drawEdgeLabel(label);
    }

private:
    void drawEdge(const GraphEdge& edge) {
        const EdgeShape shape = shapeOf(edge, m_graph, m_layout);
        const bool isHovered = m_hovered == &edge;
        const QColor colour = isHovered ? m_theme.accent : edge.isInCycle ? m_theme.alarm : m_theme.quietText;
        // A deadlock is told by the weight of its lines too, for those who do not see its colour.
        QPen pen(colour,
                 (edge.isInCycle ? 3.0
                  : isHovered    ? 2.0
                                 : 1.3) *
                     m_scale,
                 Qt::SolidLine, Qt::FlatCap);
        const double dash = edge.isInCycle ? 0.6 : 1.0;  // in widths of the line
        if (edge.kind == GraphEdge::Kind::Waits)
            pen.setDashPattern({4.4 * dash, 3.0 * dash});
        else if (edge.kind != GraphEdge::Kind::HeldBy)
            pen.setDashPattern({1.2 * dash, 2.4 * dash});
        const double head = (edge.isInCycle ? 6.0 : 4.6) * m_scale;
        // The line ends where the head begins, so that the tip stays sharp.
        const QPointF back = shape.control - shape.end;
        const double length = std::max(1.0, std::hypot(back.x(), back.y()));
        QPainterPath path(shape.begin);
        path.quadTo(shape.control, shape.end + back * (head * 1.4 / length));
        m_painter.setPen(pen);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPath(path);
        m_painter.save();
        m_painter.translate(shape.end);
        m_painter.rotate(shape.endAngle());
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
        const QPointF points[]{{0, 0}, {-head * 1.8, -head * 0.8}, {-head * 1.8, head * 0.8}};
        m_painter.drawPolygon(points, 3);
        m_painter.restore();
    }

    void drawEdgeLabel(const EdgeLabel& label) {
        const double height = QFontMetricsF(m_font).height();
        const QRectF& box = label.box;
        if (label.isOnLine)
            m_painter.fillRect(box, m_theme.background);
        m_painter.setFont(m_font);
        m_painter.setPen(m_hovered == &m_graph.edges[label.edge] ? m_theme.accent : m_theme.quietText);
        for (qsizetype i = 0; i < label.lines.size(); ++i)
            m_painter.drawText(
                QRectF(box.left(), box.top() + static_cast<double>(i) * height, box.width(), height),
                label.align | Qt::AlignVCenter, label.lines.at(i));
    }

    // In the middle of a ring, where there is room for it.
    [[nodiscard]] QRectF cycleNameBox(const QString& name) const {
        if (m_graph.cycle.size() < 4)
            return {};
        QRectF ring;
        for (const std::size_t node : m_graph.cycle) ring |= m_layout.nodes[node];
        const QFontMetricsF metrics(bold(m_font));
        QRectF box(0, 0, metrics.horizontalAdvance(name) + 16 * m_scale, metrics.height() + 6 * m_scale);
        box.moveCenter(ring.center());
        const auto collides = [&box](const QRectF& node) { return node.intersects(box); };
        return std::any_of(m_layout.nodes.begin(), m_layout.nodes.end(), collides) ? QRectF() : box;
    }

    void drawCycleName(const QRectF& box, const QString& name) {
        if (box.isEmpty())
            return;
        m_painter.setFont(bold(m_font));
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.alarmBackground);
        m_painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
        m_painter.setPen(m_theme.alarm);
        m_painter.drawText(box, Qt::AlignCenter, name);
    }

    void drawNode(std::size_t index) {
        const GraphNode& node = m_graph.nodes[index];
        const QRectF& box = m_layout.nodes[index];
        const bool isTask = node.kind == GraphNode::Kind::Task;
        const bool isChosen = isTask                                 ? node.task == m_selection.task
                              : node.kind == GraphNode::Kind::Object ? node.object == m_selection.object
                                                                     : false;
        const QColor border = node.isInCycle ? m_theme.alarm
                              : isTask       ? m_theme.look(m_moment.stateOf(node.task)).colour
                                             : m_theme.quietText;
        if (isChosen) {
            const double ring = 4.5 * m_scale;
            m_painter.setPen(QPen(m_theme.accent, 2.2 * m_scale));
            m_painter.setBrush(Qt::NoBrush);
            drawOutline(node, box.adjusted(-ring, -ring, ring, ring));
        }
        m_painter.setPen(QPen(border, 2.0 * m_scale));
        m_painter.setBrush(m_theme.background);
        if (node.kind == GraphNode::Kind::Group) {
            // A pile: there is more than one.
            drawOutline(node, box.translated(5 * m_scale, -5 * m_scale));
            drawOutline(node, box.translated(2.5 * m_scale, -2.5 * m_scale));
        }
        drawOutline(node, box);
        if (node.isInCycle) {  // a second line, for those who do not see its colour
            const double inset = 3.2 * m_scale;
            m_painter.setPen(QPen(border, 1.0 * m_scale));
            drawOutline(node, box.adjusted(inset, inset, -inset, -inset));
        }
        drawUnits(index);
        drawName(index);
    }

    // A dot for each unit: filled where somebody has it, else hollow.
    void drawUnits(std::size_t index) {
        const std::vector<QPointF>& places = m_layout.units[index];
        if (places.empty())
            return;
        const double pitch = places.size() > 1 ? std::abs(places[1].y() - places[0].y()) : 100;
        const double radius = std::clamp(pitch * 0.36, 1.6, 3.6 * m_scale);
        for (std::size_t unit = 0; unit < places.size(); ++unit) {
            const bool isHeld = !m_graph.nodes[index].units[unit].isNone();
            m_painter.setPen(QPen(m_theme.text, 1.1 * m_scale));
            m_painter.setBrush(isHeld ? m_theme.text : m_theme.background);
            m_painter.drawEllipse(places[unit], radius, radius);
        }
    }

    void drawOutline(const GraphNode& node, const QRectF& box) {
        const double radius = node.kind == GraphNode::Kind::Object ? 4 * m_scale : box.height() / 2;
        m_painter.drawRoundedRect(box, radius, radius);
    }

    // Of names that are cut down to a few letters initials tell more, if they tell them apart.
    [[nodiscard]] bool wantsInitials() const {
        constexpr qsizetype kFewLetters = 7;
        const QFontMetricsF metrics(bold(m_font));
        bool isCutDown = false;
        std::set<QString> initials;
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            if (m_graph.nodes[i].kind == GraphNode::Kind::Group)
                continue;
            const QString name = labelOf(m_graph.nodes[i], m_snapshot);
            const double room = m_layout.nameBox(i).width() - 10 * m_scale;
            const QString shown = metrics.elidedText(name, Qt::ElideMiddle, room);
            isCutDown = isCutDown || shown.size() < std::min(kFewLetters, name.size());
            if (!initials.insert(shortName(name)).second)
                return false;
        }
        return isCutDown;
    }

    void drawName(std::size_t index) {
        const QRectF box = m_layout.nameBox(index);
        m_painter.setFont(bold(m_font));
        m_painter.setPen(m_theme.text);
        const QFontMetricsF metrics(m_painter.font());
        const double room = box.width() - 10 * m_scale;
        QString name = labelOf(m_graph.nodes[index], m_snapshot);
        if (m_hasInitials && m_graph.nodes[index].kind != GraphNode::Kind::Group)
            name = shortName(name);
        m_painter.drawText(box, Qt::AlignCenter, metrics.elidedText(name, Qt::ElideMiddle, room));
    }

    QPainter& m_painter;
    const WaitGraph& m_graph;
    const GraphLayout& m_layout;
    const model::Snapshot& m_snapshot;
    const Moment& m_moment;
    const Selection& m_selection;
    const Theme& m_theme;
    const GraphEdge* m_hovered;
    double m_scale;
    QFont m_font;
    bool m_hasInitials = false;
};

}  // namespace

QString labelOf(const GraphNode& node, const model::Snapshot& snapshot) {
    switch (node.kind) {
        case GraphNode::Kind::Group:
            return GraphWords::tr("%1 tasks").arg(countText(node.members.size()));
        case GraphNode::Kind::Object:
            return nameText(snapshot, node.object);
        case GraphNode::Kind::Task:
            break;
    }
    return nameText(snapshot, node.task);
}

std::vector<double> labelWidthsOf(const WaitGraph& graph, const model::Snapshot& snapshot) {
    // Measured large: hinting makes small fonts a little wider or narrower.
    constexpr int kPixels = 100;
    QFont font = bold(Theme::font());
    font.setPixelSize(kPixels);
    const QFontMetricsF metrics(font);
    std::vector<double> widths;
    for (const GraphNode& node : graph.nodes)
        widths.push_back(metrics.horizontalAdvance(labelOf(node, snapshot)) / kPixels +
                         (node.units.empty() ? 0.0 : 1.2));
    return widths;
}

void paintGraph(QPainter& painter, const GraphPicture& picture) {
    painter.setRenderHint(QPainter::Antialiasing);
    Drawing(painter, picture).draw();
}

}  // namespace heddle::ui

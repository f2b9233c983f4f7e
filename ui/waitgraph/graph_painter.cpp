#include "ui/waitgraph/graph_painter.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/models/words.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

struct GraphWords {
    Q_DECLARE_TR_FUNCTIONS(Graph)
};

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
          m_scale(m_layout.textSize / 13) {
        m_font = Theme::font();
        m_font.setPixelSize(static_cast<int>(std::lround(m_layout.textSize)));
    }

    void draw() {
        for (const GraphEdge& edge : m_graph.edges) drawEdge(edge);
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) drawNode(i);
        for (const GraphEdge& edge : m_graph.edges) drawEdgeLabel(edge);
    }

private:
    void drawEdge(const GraphEdge& edge) {
        const EdgeShape shape = shapeOf(edge, m_graph, m_layout);
        const QColor colour = edge.isInCycle ? m_theme.alarm : m_theme.quietText;
        QPen pen(colour, (edge.isInCycle ? 1.9 : 1.4) * m_scale, Qt::SolidLine, Qt::FlatCap);
        if (edge.isWait)
            pen.setDashPattern({4.2, 2.8});
        const double head = 5.0 * m_scale;
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

    // Beside the middle of the edge: above a flat one, on the outer side of a steep one.
    void drawEdgeLabel(const GraphEdge& edge) {
        const EdgeShape shape = shapeOf(edge, m_graph, m_layout);
        const QString line = lineText(m_snapshot, edge.site);
        const QString verb = edge.isWait ? GraphWords::tr("waits") : GraphWords::tr("held by");
        m_painter.setFont(m_font);
        const QFontMetricsF metrics(m_font);
        const QPointF way = shape.end - shape.begin;
        const bool isFlat = std::abs(way.x()) > std::abs(way.y());
        const QString all =
            line.isEmpty() ? verb : GraphWords::tr("%1, %2", "waits, line 30").arg(verb, line);
        const double room = isFlat ? std::abs(way.x()) - 6 : 1e9;
        const QStringList lines = metrics.horizontalAdvance(all) <= room && isFlat ? QStringList{all}
                                  : line.isEmpty()                                 ? QStringList{verb}
                                                                                   : QStringList{verb, line};
        double width = 0;
        for (const QString& text : lines) width = std::max(width, metrics.horizontalAdvance(text));
        const double height = metrics.height() * static_cast<double>(lines.size());
        QRectF box(0, 0, width + 2, height);
        const QPointF middle = shape.at(0.5);
        const bool isLeft = middle.x() < centre().x() - 1;
        const bool isBelow = hasReturn(edge) && shape.control.y() > (shape.begin.y() + shape.end.y()) / 2;
        if (isFlat)
            box.moveCenter(middle + QPointF(0, (isBelow ? 1 : -1) * (height / 2 + 4 * m_scale)));
        else
            box.moveCenter(middle + QPointF((isLeft ? -1 : 1) * (width / 2 + 8 * m_scale), 0));
        const int align = isFlat ? Qt::AlignHCenter : isLeft ? Qt::AlignRight : Qt::AlignLeft;
        if (!isFlat || std::abs(way.y()) > 12)
            m_painter.fillRect(box, m_theme.background);
        m_painter.setPen(m_theme.quietText);
        for (qsizetype i = 0; i < lines.size(); ++i)
            m_painter.drawText(QRectF(box.left(), box.top() + static_cast<double>(i) * metrics.height(),
                                      box.width(), metrics.height()),
                               align | Qt::AlignVCenter, lines.at(i));
    }

    [[nodiscard]] bool hasReturn(const GraphEdge& edge) const {
        return std::any_of(m_graph.edges.begin(), m_graph.edges.end(), [&edge](const GraphEdge& other) {
            return other.from == edge.to && other.to == edge.from;
        });
    }

    [[nodiscard]] QPointF centre() const {
        QRectF all;
        for (const QRectF& box : m_layout.nodes) all |= box;
        return all.center();
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
        drawOutline(node, box);
        drawNames(index);
    }

    void drawOutline(const GraphNode& node, const QRectF& box) {
        if (node.kind == GraphNode::Kind::Task)
            m_painter.drawEllipse(box);
        else
            m_painter.drawRoundedRect(box,
                                      node.kind == GraphNode::Kind::Group ? box.height() / 2 : 4 * m_scale,
                                      node.kind == GraphNode::Kind::Group ? box.height() / 2 : 4 * m_scale);
    }

    // The name inside where it fits, else its short form inside and the whole beside.
    void drawNames(std::size_t index) {
        const GraphNode& node = m_graph.nodes[index];
        const QRectF& box = m_layout.nodes[index];
        QFont bold = m_font;
        bold.setWeight(QFont::DemiBold);
        const QFontMetricsF metrics(bold);
        QString name;
        if (node.kind == GraphNode::Kind::Group)
            name = GraphWords::tr("%n tasks", nullptr, static_cast<int>(node.members.size()));
        else
            name = node.object ? nameText(m_snapshot, node.object) : nameText(m_snapshot, node.task);
        const bool fits = metrics.horizontalAdvance(name) <= box.width() - 8;
        m_painter.setFont(bold);
        m_painter.setPen(m_theme.text);
        m_painter.drawText(box, Qt::AlignCenter,
                           node.kind == GraphNode::Kind::Group
                               ? metrics.elidedText(name, Qt::ElideRight, box.width() - 6)
                               : (fits ? name : shortName(name)));
        if (fits || node.kind == GraphNode::Kind::Group)
            return;
        const QFontMetricsF plain(m_font);
        const double room = m_layout.nodeSize * 2.4;
        const QString caption = plain.elidedText(name, Qt::ElideMiddle, room);
        QRectF place(0, 0, room, plain.height());
        place.moveCenter({box.center().x(), m_layout.captionsAbove[index]
                                                ? box.top() - plain.height() / 2 - 3 * m_scale
                                                : box.bottom() + plain.height() / 2 + 3 * m_scale});
        m_painter.setFont(m_font);
        m_painter.setPen(m_theme.text);
        m_painter.drawText(place, Qt::AlignCenter, caption);
    }

    QPainter& m_painter;
    const WaitGraph& m_graph;
    const GraphLayout& m_layout;
    const model::Snapshot& m_snapshot;
    const Moment& m_moment;
    const Selection& m_selection;
    const Theme& m_theme;
    double m_scale;
    QFont m_font;
};

}  // namespace

void paintGraph(QPainter& painter, const GraphPicture& picture) {
    painter.setRenderHint(QPainter::Antialiasing);
    Drawing(painter, picture).draw();
}

}  // namespace heddle::ui

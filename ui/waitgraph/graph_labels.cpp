#include "ui/waitgraph/graph_labels.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/model/step_time.h"
#include "ui/models/time_text.h"
#include "ui/models/words.h"

namespace heddle::ui {
namespace {

struct GraphWords {
    Q_DECLARE_TR_FUNCTIONS(Graph)
};

bool isFlat(QPointF way) {
    return std::abs(way.y()) < std::abs(way.x()) * 0.12;
}
bool isSteep(QPointF way) {
    return std::abs(way.x()) < std::abs(way.y()) * 0.12;
}

QString verbOf(const GraphEdge& edge) {
    switch (edge.kind) {
        case GraphEdge::Kind::Waits:
            return GraphWords::tr("waits");
        case GraphEdge::Kind::HeldBy:
            return edge.held > 1 && edge.held < wire::kAllUnits
                       ? GraphWords::tr("%1 units held by").arg(edge.held)
                       : GraphWords::tr("held by");
        case GraphEdge::Kind::CouldEnd:
            return GraphWords::tr("could be ended by");
        case GraphEdge::Kind::CarriedBy:
            break;
    }
    return GraphWords::tr("has no carrier for");
}

QString joined(const QString& one, const QString& other) {
    return GraphWords::tr("%1, %2", "waits, line 30").arg(one, other);
}

class Placing {
public:
    Placing(const WaitGraph& graph, const GraphLayout& layout, const model::Snapshot& snapshot,
            const QFont& font, const QRectF& taken)
        : m_graph(graph), m_layout(layout), m_snapshot(snapshot), m_metrics(font), m_taken(taken) {
        QRectF all;
        for (const QRectF& box : layout.nodes) all |= box;
        m_centre = all.center();
    }

    std::vector<EdgeLabel> place() {
        std::vector<EdgeLabel> labels;
        for (std::size_t i = 0; i < m_graph.edges.size(); ++i) {
            const GraphEdge& edge = m_graph.edges[i];
            const EdgeShape shape = shapeOf(edge, m_graph, m_layout);
            for (const QStringList& lines : wordings(edge, shape)) {
                EdgeLabel label = boxed(edge, shape, lines);
                if (!isFree(label.box, labels))
                    continue;
                label.edge = i;
                labels.push_back(std::move(label));
                break;
            }
        }
        return labels;
    }

private:
    // The step in which the edge arose, where time is counted in steps.
    [[nodiscard]] QString stepOf(const GraphEdge& edge) const {
        const bool hasTime = edge.kind == GraphEdge::Kind::Waits || edge.kind == GraphEdge::Kind::HeldBy;
        return hasTime && model::isInSteps(m_snapshot) ? sinceStartText(m_snapshot, edge.since) : QString();
    }

    // From the fullest to the shortest.
    [[nodiscard]] QList<QStringList> wordings(const GraphEdge& edge, const EdgeShape& shape) const {
        constexpr std::size_t kManyEdges = 5;
        const QString verb = verbOf(edge), line = lineText(m_snapshot, edge.site), step = stepOf(edge);
        const QPointF way = shape.end - shape.begin;
        if (line.isEmpty())
            return step.isEmpty() ? QList<QStringList>{{verb}} : QList<QStringList>{{verb, step}, {verb}};
        QList<QStringList> all;
        const bool isCrowded = !edge.isInCycle && m_graph.edges.size() > kManyEdges;
        const auto fits = [&](const QString& text) {
            return !isFlat(way) || m_metrics.horizontalAdvance(text) <= std::abs(way.x()) - 6;
        };
        const auto add = [&](const QStringList& lines) {
            if (std::all_of(lines.begin(), lines.end(), fits))
                all.append(lines);
        };
        if (!step.isEmpty()) {
            const QString where = joined(line, step);
            if (!isCrowded && isFlat(way)) {
                add({joined(verb, where)});
                add({joined(verb, line), step});
            }
            if (!isCrowded)
                add({verb, where});
            if (!isCrowded && !isFlat(way))
                add({verb, line, step});
            add({where});
            all.append({line, step});
        }
        if (!isCrowded && isFlat(way))
            add({joined(verb, line)});
        // Where nodes stand close above each other, two lines would run into them.
        if (!isCrowded && !(isSteep(way) && std::abs(way.y()) < 2.4 * m_metrics.height()))
            all.append({verb, line});
        all.append(QStringList{line});
        return all;
    }

    // Above a flat edge, beside a steep one, on a slanting one.
    [[nodiscard]] EdgeLabel boxed(const GraphEdge& edge, const EdgeShape& shape,
                                  const QStringList& lines) const {
        double width = 0;
        for (const QString& text : lines) width = std::max(width, m_metrics.horizontalAdvance(text));
        const double height = m_metrics.height() * static_cast<double>(lines.size());
        const double scale = m_layout.scale();
        const QPointF way = shape.end - shape.begin, middle = shape.at(0.5);
        const bool isLeft = middle.x() < m_centre.x() - 1;
        EdgeLabel label{.lines = lines, .box = QRectF(0, 0, width + 4, height)};
        QRectF& box = label.box;
        if (isFlat(way)) {
            const bool isBelow = hasReturn(edge) && shape.control.y() > middle.y();
            box.moveCenter(middle + QPointF(0, (isBelow ? 1 : -1) * (height / 2 + 4 * scale)));
        } else if (isSteep(way)) {
            const QPointF aside(width / 2 + 8 * scale, 0);
            box.moveCenter(isLeft ? middle - aside : middle + aside);
            const bool isInside = box.left() < 0 || box.right() > m_layout.size.width();
            if (isInside)
                box.moveCenter(isLeft ? middle + aside : middle - aside);
            label.align = isLeft != isInside ? Qt::AlignRight : Qt::AlignLeft;
        } else {
            box.moveCenter(middle);
            label.isOnLine = true;
        }
        return label;
    }

    [[nodiscard]] bool hasReturn(const GraphEdge& edge) const {
        return std::any_of(m_graph.edges.begin(), m_graph.edges.end(), [&edge](const GraphEdge& other) {
            return other.from == edge.to && other.to == edge.from;
        });
    }

    [[nodiscard]] bool isFree(const QRectF& box, const std::vector<EdgeLabel>& labels) const {
        const QRectF room = box.adjusted(-2, 3, 2, -3);
        const auto meets = [&room](const QRectF& other) { return other.intersects(room); };
        return std::none_of(m_layout.nodes.begin(), m_layout.nodes.end(), meets) && !meets(m_taken) &&
               std::none_of(labels.begin(), labels.end(),
                            [&meets](const EdgeLabel& label) { return meets(label.box); }) &&
               box.top() > -3 && box.bottom() < m_layout.size.height() + 3;
    }

    const WaitGraph& m_graph;
    const GraphLayout& m_layout;
    const model::Snapshot& m_snapshot;
    const QFontMetricsF m_metrics;
    const QRectF m_taken;
    QPointF m_centre;  // of the whole picture
};

}  // namespace

std::vector<EdgeLabel> placeEdgeLabels(const WaitGraph& graph, const GraphLayout& layout,
                                       const model::Snapshot& snapshot, const QFont& font,
                                       const QRectF& taken) {
    return Placing(graph, layout, snapshot, font, taken).place();
}

}  // namespace heddle::ui

// Where the nodes of a wait-for graph stand. Pure: the same graph and size give the same places; nodes never
// overlap.
//
// A cycle stands as a ring of two rows in the middle, what hangs on it above and below. Without a cycle,
// those who wait stand left, those who hold right (in a tall space: above and below).
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <vector>

#include "ui/waitgraph/wait_graph.h"

namespace heddle::ui {

struct GraphLayout {
    std::vector<QRectF> nodes;                // by node
    std::vector<std::vector<QPointF>> units;  // by node: where its units stand, on the side of who has them
    double textSize = 13;
    QSizeF size;  // that all of it stands in

    [[nodiscard]] double scale() const { return textSize / 13; }
    // Of a node, what its units leave for its name.
    [[nodiscard]] QRectF nameBox(std::size_t node) const;
};

// `labelWidths`: of each node's label, in a font of one pixel. Nodes grow with their labels as far as there
// is room.
[[nodiscard]] GraphLayout layOutGraph(const WaitGraph& graph, QSizeF size,
                                      const std::vector<double>& labelWidths);

// An edge from border to border; bent where another one runs the other way.
struct EdgeShape {
    QPointF begin, control, end;
    [[nodiscard]] QPointF at(double t) const;
    [[nodiscard]] double endAngle() const;  // degrees
    [[nodiscard]] double distanceTo(QPointF point) const;
};
[[nodiscard]] EdgeShape shapeOf(const GraphEdge& edge, const WaitGraph& graph, const GraphLayout& layout);

}  // namespace heddle::ui

// Draws a resource-allocation graph: tasks round, objects square, owning solid, waiting dashed, the units of
// a semaphore as dots from which the lines of their holders leave. A deadlock has thick lines, nodes with a
// double border, its name in its middle, and the colour of alarm.
#pragma once

#include <QString>

#include "ui/waitgraph/graph_layout.h"

class QPainter;

namespace heddle::ui {

struct GraphPicture {
    const WaitGraph* graph = nullptr;
    const GraphLayout* layout = nullptr;
    const Moment* moment = nullptr;  // for names and lines
    Selection selection;
    const GraphEdge* hovered = nullptr;
};

// What stands in a node: a name, or how many tasks it stands for.
[[nodiscard]] QString labelOf(const GraphNode& node, const model::Snapshot& snapshot);
// By node, in a font of one pixel, with room for its units: as layOutGraph() wants it.
[[nodiscard]] std::vector<double> labelWidthsOf(const WaitGraph& graph, const model::Snapshot& snapshot);

void paintGraph(QPainter& painter, const GraphPicture& picture);

}  // namespace heddle::ui

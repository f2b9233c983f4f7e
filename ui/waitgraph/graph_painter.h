// Draws a wait-for graph: tasks round, objects square, owning solid, waiting dashed, a cycle in the colour of
// alarm.
#pragma once

#include "ui/waitgraph/graph_layout.h"

class QPainter;

namespace heddle::ui {

struct GraphPicture {
    const WaitGraph* graph = nullptr;
    const GraphLayout* layout = nullptr;
    const Moment* moment = nullptr;  // for names and lines
    Selection selection;
};

void paintGraph(QPainter& painter, const GraphPicture& picture);

}  // namespace heddle::ui

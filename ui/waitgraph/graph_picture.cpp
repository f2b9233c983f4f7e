#include "ui/waitgraph/graph_picture.h"

#include <QPainter>

#include "ui/waitgraph/graph_painter.h"

namespace heddle::ui {

bool paintGraphPicture(QPainter& painter, const QRectF& room, const Moment& moment,
                       const Selection& selection) {
    const WaitGraph graph = buildWaitGraph(moment, selection);
    if (graph.nodes.empty())
        return false;
    const GraphLayout layout = layOutGraph(graph, room.size(), labelWidthsOf(graph, moment.snapshot()));
    painter.save();
    painter.translate(room.topLeft());
    paintGraph(painter, {&graph, &layout, &moment, selection});
    painter.restore();
    return true;
}

}  // namespace heddle::ui

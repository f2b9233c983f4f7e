// What stands beside the edges of a wait-for graph, and where. Pure.
//
// A label lies on no node and on no other label: where there is no room for all of it, it says less, and at
// last nothing; the line is dashed or not, and tells more under the pointer.
#pragma once

#include <QFont>
#include <QRectF>
#include <QStringList>
#include <vector>

#include "ui/waitgraph/graph_layout.h"

namespace heddle::ui {

struct EdgeLabel {
    std::size_t edge = 0;  // index
    QStringList lines;     // "waits, line 30"; in a controlled run with the step: "step 7"
    QRectF box;
    int align = Qt::AlignHCenter;  // a Qt::AlignmentFlag
    bool isOnLine = false;         // it stands on its edge, and hides a part of it
};

// `taken`: where something else is written; may be empty.
[[nodiscard]] std::vector<EdgeLabel> placeEdgeLabels(const WaitGraph& graph, const GraphLayout& layout,
                                                     const model::Snapshot& snapshot, const QFont& font,
                                                     const QRectF& taken);

}  // namespace heddle::ui

// Who waits for whom at a moment, for a sheet that is not a view: an exported picture, a frame of an
// animation.
//
// Thread rule: the gui thread; painted in the current theme.
#pragma once

#include <QRectF>

#include "ui/waitgraph/wait_graph.h"

class QPainter;

namespace heddle::ui {

// False if nobody waits for anybody: then nothing is painted.
bool paintGraphPicture(QPainter& painter, const QRectF& room, const Moment& moment,
                       const Selection& selection);

}  // namespace heddle::ui

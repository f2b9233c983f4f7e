// The state diagram at a moment, for a sheet that is not a view: an exported picture, a frame of an
// animation.
//
// Thread rule: the gui thread; painted in the current theme.
#pragma once

#include <QRectF>

#include "ui/models/moment.h"

class QPainter;

namespace heddle::ui {

struct DiagramOptions {
    bool sevenStates = false;
    TaskId selected;  // none: nobody stands out
};

void paintDiagramPicture(QPainter& painter, const QRectF& room, const Moment& moment,
                         const DiagramOptions& options);

}  // namespace heddle::ui

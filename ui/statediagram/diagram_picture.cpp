#include "ui/statediagram/diagram_picture.h"

#include <QPainter>

#include "ui/statediagram/diagram_painter.h"

namespace heddle::ui {

void paintDiagramPicture(QPainter& painter, const QRectF& room, const Moment& moment,
                         const DiagramOptions& options) {
    const DiagramGeometry geometry = layOutDiagram(room.size(), options.sevenStates);
    DiagramContent content;
    content.update(moment, options.sevenStates);
    DiagramPicture picture;
    picture.geometry = &geometry;
    picture.content = &content;
    picture.selected = options.selected;
    picture.tokens = tokensOf(geometry, content, options.selected);
    painter.save();
    painter.translate(room.topLeft());
    paintDiagram(painter, picture);
    painter.restore();
}

}  // namespace heddle::ui

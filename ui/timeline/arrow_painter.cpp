#include "ui/timeline/arrow_painter.h"

#include <QLineF>
#include <QPen>

namespace heddle::ui {

void paintWakeArrow(QPainter& painter, const QPointF& tail, const QPointF& tip, const QColor& colour) {
    QLineF back(tip, tail);
    back.setLength(6);
    const QPointF along = back.p2() - tip;
    const QPointF aside = QPointF{-along.y(), along.x()} * (3.5 / 6);
    painter.setPen(QPen(colour, 1.2));
    painter.drawLine(tail, tip + along * 0.8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF{{tip, tip + along + aside, tip + along - aside}});
    painter.drawEllipse(tail, 2.2, 2.2);
}

void paintTransferArrow(QPainter& painter, const QPointF& tail, const QPointF& tip, const QColor& colour) {
    painter.setPen(QPen(colour, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawLine(tail, tip);
    const QLineF back(tip, tail);
    for (const double turn : {-28.0, 28.0}) {
        QLineF barb = back;
        barb.setLength(7);
        barb.setAngle(back.angle() + turn);
        painter.drawLine(barb);
    }
    painter.setBrush(colour);
    painter.drawRect(QRectF(tail.x() - 2, tail.y() - 2, 4, 4));
}

}  // namespace heddle::ui

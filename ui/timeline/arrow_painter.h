// How arrows between lanes look, on the lanes and in a legend: a wake-up is a thin line from a dot to a
// filled head, a message a heavier one from a square to an open head.
#pragma once

#include <QColor>
#include <QPainter>
#include <QPointF>

namespace heddle::ui {

void paintWakeArrow(QPainter& painter, const QPointF& tail, const QPointF& tip, const QColor& colour);
void paintTransferArrow(QPainter& painter, const QPointF& tail, const QPointF& tip, const QColor& colour);

}  // namespace heddle::ui

// Hatching as lines: the same on the screen and in vector files, whose formats know no Qt patterns.
#pragma once

#include <QLineF>
#include <QRectF>
#include <QVector>

namespace heddle::ui {

// Lines of 45 degrees, rising to the right, `spacing` apart horizontally, clipped to `area`. They keep their
// place when the area grows: hatches of neighbours meet.
[[nodiscard]] QVector<QLineF> risingLines(const QRectF& area, double spacing);
// The same and their mirror images.
[[nodiscard]] QVector<QLineF> crossLines(const QRectF& area, double spacing);

}  // namespace heddle::ui

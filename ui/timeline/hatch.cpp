#include "ui/timeline/hatch.h"

#include <algorithm>
#include <cmath>

namespace heddle::ui {

QVector<QLineF> risingLines(const QRectF& area, double spacing) {
    QVector<QLineF> lines;
    if (area.isEmpty() || spacing <= 0)
        return lines;
    // On each line x + y is constant.
    const double least = area.left() + area.top(), most = area.right() + area.bottom();
    for (double sum = std::ceil(least / spacing) * spacing; sum < most; sum += spacing) {
        const double fromX = std::max(area.left(), sum - area.bottom());
        const double toX = std::min(area.right(), sum - area.top());
        lines.append(QLineF{fromX, sum - fromX, toX, sum - toX});
    }
    return lines;
}

QVector<QLineF> crossLines(const QRectF& area, double spacing) {
    QVector<QLineF> lines = risingLines(area, spacing);
    for (const QLineF& line : risingLines(area, spacing)) {
        const double mirrored = area.top() + area.bottom();
        lines.append(QLineF{line.x1(), mirrored - line.y1(), line.x2(), mirrored - line.y2()});
    }
    return lines;
}

}  // namespace heddle::ui

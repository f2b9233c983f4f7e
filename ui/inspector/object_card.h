// One object as the data structure that it is: its name and kind, its value with a cell for each unit or
// place, and below who has it, then its line of waiters. Where that stands in a row: a pure function.
#pragma once

#include <QFontMetricsF>

#include "ui/inspector/line_strip.h"
#include "ui/models/level_cells.h"

namespace heddle::ui {

struct ObjectCard {
    QString name, kind, value;
    QRectF nameBox, kindBox, valueBox;  // kindBox is empty where there is no room
    LevelCells cells;
    std::vector<QRectF> cellBoxes;
    Strip strip;  // holders and waiters
};

// Nobody can hold a variable or wait for it: it has one line.
[[nodiscard]] double objectCardHeight(wire::ObjectKind kind);
[[nodiscard]] ObjectCard layOutObjectCard(const Moment& moment, ObjectId object, const QString& value,
                                          const QRectF& room, const QFontMetricsF& bold,
                                          const QFontMetricsF& plain);

}  // namespace heddle::ui

// Where the words of the state diagram stand: beside their arc, clear of the circles, the other arcs and each
// other. A word whose planned place is taken moves along its arc, to its other side or away from it; where
// there is no room for how often an arc was taken, that is left out (it is on hover as well).
//
// A pure function. Invariants: the same texts in the same geometry have the same places, and a number that
// grows moves nothing as long as it is no wider than the word.
#pragma once

#include <QFontMetricsF>
#include <QString>
#include <vector>

#include "ui/statediagram/diagram_geometry.h"

namespace heddle::ui {

struct ArcText {
    QString word;
    QString number;  // empty: nobody has taken it yet
};

struct ArcLabel {
    QRectF box;  // of the word, and of the number below it
    Qt::Alignment align;
    bool hasNumber = false;
};

// `texts` by arc; one without a word has no label. `reserved` is kept free, and so is what lies outside of
// `sheet`.
[[nodiscard]] std::vector<ArcLabel> placeArcLabels(const DiagramGeometry& geometry,
                                                   const std::vector<ArcText>& texts,
                                                   const QFontMetricsF& metrics,
                                                   const std::vector<QRectF>& reserved, const QRectF& sheet);

// Whether a text there would touch a circle.
[[nodiscard]] bool touchesCircle(const DiagramGeometry& geometry, const QRectF& box);

}  // namespace heddle::ui

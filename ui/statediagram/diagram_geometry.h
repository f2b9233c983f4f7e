// Where everything stands in the state diagram: circles, arcs, tokens. Pure functions of size and counts.
#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <optional>
#include <vector>

#include "engine/model/state.h"

namespace heddle::ui {

struct StateCircle {
    model::State state = model::State::Unknown;
    QPointF centre;
    double radius = 0;
    bool captionAbove = false;  // count and mean stay stand above the circle, else below
};

// A quadratic curve between the borders of two circles.
struct TransitionArc {
    model::State from = model::State::Unknown;
    model::State to = model::State::Unknown;
    QPointF begin, control, end;
    double labelAt = 0.5;     // where on it its words are best, as at() counts
    Qt::Alignment labelSide;  // and on which side
    bool isRare = false;      // not in the textbook's picture: shown only when it was taken

    [[nodiscard]] QPointF at(double t) const;  // 0: begin, 1: end
    [[nodiscard]] QPainterPath path() const;
    // Towards the end, in degrees as QTransform::rotate takes it: for the arrow head.
    [[nodiscard]] double endAngle() const;
};

struct DiagramGeometry {
    QSizeF size;
    std::vector<StateCircle> circles;
    std::vector<TransitionArc> arcs;
    double nameSize = 13;  // pixel sizes of the texts
    double labelSize = 13;

    [[nodiscard]] const StateCircle* circle(model::State state) const;  // nullptr: not in this diagram
    [[nodiscard]] const TransitionArc* arc(model::State from, model::State to) const;
    [[nodiscard]] const StateCircle* circleAt(QPointF position) const;
    [[nodiscard]] const TransitionArc* arcAt(QPointF position, double tolerance = 6) const;
};

[[nodiscard]] DiagramGeometry layOutDiagram(QSizeF size, bool sevenStates);

// Places for `count` tokens inside a circle, below its name.
struct TokenGrid {
    double tokenRadius = 0;  // 0: too many to tell apart, show their number
    std::vector<QPointF> places;
};
[[nodiscard]] TokenGrid layOutTokens(const StateCircle& circle, std::size_t count, double nameSize);

}  // namespace heddle::ui

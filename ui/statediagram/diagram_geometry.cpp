#include "ui/statediagram/diagram_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace heddle::ui {
namespace {

using model::State;

struct CirclePlan {
    State state;
    double x, y;  // shares of the drawing's width and height; of the narrow one: of the way from row to row
    bool captionAbove;
};
struct ArcPlan {
    State from, to;
    double bend;  // to the left of the direction, as a share of the distance
    Qt::Alignment side;
    bool isRare = false;
    double labelAt = 0.5;
};

constexpr std::array kFive{
    CirclePlan{State::New, 0.120, 0.285, true},         CirclePlan{State::Ready, 0.440, 0.285, true},
    CirclePlan{State::Running, 0.872, 0.285, true},     CirclePlan{State::Blocked, 0.560, 0.745, false},
    CirclePlan{State::Terminated, 0.872, 0.745, false},
};
constexpr std::array kSeven{
    CirclePlan{State::New, 0.107, 0.295, true},
    CirclePlan{State::Ready, 0.378, 0.295, true},
    CirclePlan{State::Running, 0.655, 0.295, true},
    CirclePlan{State::Terminated, 0.893, 0.295, true},
    CirclePlan{State::SuspendedReady, 0.135, 0.765, false},
    CirclePlan{State::SuspendedBlocked, 0.445, 0.765, false},
    CirclePlan{State::Blocked, 0.755, 0.765, false},
};

// For panels that are not much wider than high: three rows of larger circles.
constexpr std::array kNarrow{
    CirclePlan{State::New, 0.135, 0, true},
    CirclePlan{State::Ready, 0.500, 0, true},
    CirclePlan{State::Running, 0.865, 0, true},
    CirclePlan{State::SuspendedReady, 0.135, 0.5, true},
    CirclePlan{State::Blocked, 0.500, 0.5, false},
    CirclePlan{State::Terminated, 0.865, 0.5, false},
    CirclePlan{State::SuspendedBlocked, 0.135, 1, false},
};

const ArcPlan kFiveArcs[]{
    {State::New, State::Ready, 0, Qt::AlignTop},
    {State::Ready, State::Running, 0.13, Qt::AlignTop},
    {State::Running, State::Ready, 0.15, Qt::AlignTop},
    {State::Running, State::Blocked, 0.04, Qt::AlignLeft, false, 0.55},
    {State::Blocked, State::Ready, 0.10, Qt::AlignLeft},
    {State::Running, State::Terminated, 0, Qt::AlignRight},
    {State::Blocked, State::Running, -0.16, Qt::AlignRight, true},
    {State::Blocked, State::Terminated, 0, Qt::AlignTop, true},
    {State::New, State::Running, -0.25, Qt::AlignBottom, true},
};
const ArcPlan kSevenArcs[]{
    {State::New, State::Ready, 0, Qt::AlignTop},
    {State::Ready, State::Running, 0.19, Qt::AlignTop},
    {State::Running, State::Ready, 0.19, Qt::AlignBottom},
    {State::Running, State::Terminated, 0, Qt::AlignTop},
    {State::Running, State::Blocked, 0.04, Qt::AlignRight},
    {State::Blocked, State::Ready, 0, Qt::AlignRight},
    {State::Ready, State::SuspendedReady, 0.10, Qt::AlignRight},
    {State::SuspendedReady, State::Ready, 0.10, Qt::AlignLeft},
    {State::Blocked, State::SuspendedBlocked, 0.17, Qt::AlignBottom, false, 0.72},
    {State::SuspendedBlocked, State::Blocked, 0.17, Qt::AlignTop},
    {State::SuspendedBlocked, State::SuspendedReady, 0, Qt::AlignTop},
    {State::Blocked, State::Running, 0.10, Qt::AlignLeft, true},
    {State::Blocked, State::Terminated, 0, Qt::AlignTop, true},
    {State::New, State::Running, -0.25, Qt::AlignBottom, true},
    {State::Running, State::SuspendedReady, 0.06, Qt::AlignTop, true},
};

const ArcPlan kNarrowArcs[]{
    {State::New, State::Ready, 0, Qt::AlignTop},
    {State::Ready, State::Running, 0.19, Qt::AlignTop},
    {State::Running, State::Ready, 0.19, Qt::AlignBottom},
    {State::Running, State::Terminated, 0, Qt::AlignRight},
    {State::Running, State::Blocked, 0.04, Qt::AlignRight, false, 0.45},
    {State::Blocked, State::Ready, 0, Qt::AlignRight},
    {State::Ready, State::SuspendedReady, -0.10, Qt::AlignLeft, false, 0.30},
    {State::SuspendedReady, State::Ready, -0.10, Qt::AlignRight, false, 0.42},
    {State::Blocked, State::SuspendedBlocked, 0.10, Qt::AlignRight, false, 0.70},
    {State::SuspendedBlocked, State::Blocked, 0.10, Qt::AlignLeft, false, 0.60},
    {State::SuspendedBlocked, State::SuspendedReady, 0, Qt::AlignLeft},
    {State::Blocked, State::Running, 0.10, Qt::AlignLeft, true},
    {State::Blocked, State::Terminated, 0, Qt::AlignTop, true},
    {State::New, State::Running, -0.25, Qt::AlignBottom, true},
    {State::Running, State::SuspendedReady, 0.06, Qt::AlignTop, true},
};

double lengthOf(QPointF v) {
    return std::hypot(v.x(), v.y());
}
QPointF towards(QPointF from, QPointF to, double distance) {
    const QPointF way = to - from;
    const double length = std::max(lengthOf(way), 1e-9);
    return from + way * (distance / length);
}

TransitionArc connect(const ArcPlan& plan, const StateCircle& from, const StateCircle& to) {
    TransitionArc arc;
    arc.from = plan.from;
    arc.to = plan.to;
    arc.isRare = plan.isRare;
    const QPointF way = to.centre - from.centre;
    const QPointF left{way.y(), -way.x()};  // y grows downwards
    arc.control = (from.centre + to.centre) / 2 + left * plan.bend * 2;
    const double gap = std::max(2.0, from.radius * 0.06);
    arc.begin = towards(from.centre, arc.control, from.radius + gap);
    arc.end = towards(to.centre, arc.control, to.radius + gap);
    arc.labelSide = plan.side;
    arc.labelAt = plan.labelAt;
    return arc;
}

// How many tokens of that radius go into each row of the circle's lower part.
std::vector<int> rowsFor(const StateCircle& circle, double top, double tokenRadius) {
    std::vector<int> rows;
    const double pitch = tokenRadius * 2.5;
    const double inner = circle.radius * 0.90;
    for (double y = top + tokenRadius; y + tokenRadius <= inner; y += pitch) {
        const double reach = std::max(std::abs(y - tokenRadius), std::abs(y + tokenRadius));
        const double chord = reach < inner ? 2 * std::sqrt(inner * inner - reach * reach) : 0;
        const int fit = static_cast<int>((chord + tokenRadius * 0.5) / pitch);
        if (fit < 1)
            break;
        rows.push_back(fit);
    }
    return rows;
}

// Above the upper circles and below the lower ones stands a line of text.
constexpr double kCaption = 20;

// Three rows, with room for two lines of text between them.
DiagramGeometry layOutNarrow(QSizeF size) {
    constexpr double kBetween = 38;
    const double height = std::min(size.height(), size.width() * 1.1);
    const double top = (size.height() - height) / 2;
    const double radius =
        std::max(0.0, std::min(size.width() * 0.112, (height - 2 * kCaption - 2 * kBetween) / 6));
    const double first = top + kCaption + 4 + radius, last = top + height - kCaption - 4 - radius;
    DiagramGeometry geometry;
    geometry.size = size;
    for (const CirclePlan& plan : kNarrow)
        geometry.circles.push_back({plan.state,
                                    {plan.x * size.width(), first + plan.y * (last - first)},
                                    radius,
                                    plan.captionAbove});
    return geometry;
}

void connectAll(DiagramGeometry& geometry, std::span<const ArcPlan> arcs) {
    const double radius = geometry.circles.front().radius;
    geometry.nameSize = std::clamp(radius * 0.29, 13.0, 30.0);
    geometry.labelSize = std::clamp(radius * 0.27, 13.0, 24.0);
    for (const ArcPlan& plan : arcs)
        geometry.arcs.push_back(connect(plan, *geometry.circle(plan.from), *geometry.circle(plan.to)));
}

}  // namespace

QPointF TransitionArc::at(double t) const {
    const double u = 1 - t;
    return begin * (u * u) + control * (2 * u * t) + end * (t * t);
}

QPainterPath TransitionArc::path() const {
    QPainterPath path(begin);
    path.quadTo(control, end);
    return path;
}

double TransitionArc::endAngle() const {
    const QPointF way = end - control;
    return std::atan2(way.y(), way.x()) * 180 / std::numbers::pi;
}

const StateCircle* DiagramGeometry::circle(State state) const {
    const auto found = std::find_if(circles.begin(), circles.end(),
                                    [state](const StateCircle& c) { return c.state == state; });
    return found == circles.end() ? nullptr : &*found;
}

const TransitionArc* DiagramGeometry::arc(State from, State to) const {
    const auto found = std::find_if(arcs.begin(), arcs.end(), [from, to](const TransitionArc& a) {
        return a.from == from && a.to == to;
    });
    return found == arcs.end() ? nullptr : &*found;
}

const StateCircle* DiagramGeometry::circleAt(QPointF position) const {
    const auto found = std::find_if(circles.begin(), circles.end(), [position](const StateCircle& c) {
        return lengthOf(position - c.centre) <= c.radius;
    });
    return found == circles.end() ? nullptr : &*found;
}

const TransitionArc* DiagramGeometry::arcAt(QPointF position, double tolerance) const {
    const TransitionArc* nearest = nullptr;
    for (const TransitionArc& arc : arcs) {
        for (int i = 0; i <= 24; ++i) {
            const double distance = lengthOf(arc.at(i / 24.0) - position);
            if (distance <= tolerance) {
                tolerance = distance;
                nearest = &arc;
            }
        }
    }
    return nearest;
}

DiagramGeometry layOutDiagram(QSizeF size, bool sevenStates) {
    // Neither flatter nor taller than the picture bears; what is left over stays empty on both sides.
    const double width = std::min(size.width(), size.height() * (sevenStates ? 1.9 : 2.1));
    const double height = std::min(size.height(), width * (sevenStates ? 1.15 : 0.85));
    const QPointF corner{(size.width() - width) / 2, (size.height() - height) / 2};
    const double radius =
        sevenStates
            ? std::min(width * 0.100, height * 0.125)
            : std::min({width * 0.112, height * 0.182, std::max(height * 0.255 - kCaption, height * 0.13)});

    DiagramGeometry geometry;
    geometry.size = size;
    const auto add = [&](const CirclePlan& plan) {
        geometry.circles.push_back(
            {plan.state, corner + QPointF(plan.x * width, plan.y * height), radius, plan.captionAbove});
    };
    if (!sevenStates) {
        std::for_each(kFive.begin(), kFive.end(), add);
        connectAll(geometry, kFiveArcs);
        return geometry;
    }
    // The arrangement with the larger circles.
    if (DiagramGeometry narrow = layOutNarrow(size); narrow.circles.front().radius > radius) {
        connectAll(narrow, kNarrowArcs);
        return narrow;
    }
    std::for_each(kSeven.begin(), kSeven.end(), add);
    connectAll(geometry, kSevenArcs);
    return geometry;
}

TokenGrid layOutTokens(const StateCircle& circle, std::size_t count, double nameSize) {
    TokenGrid grid;
    if (count == 0)
        return grid;
    // Suspended states have names of two lines.
    const double top = model::isSuspended(circle.state) ? nameSize * 0.75 : nameSize * 0.15;
    constexpr double kSmallest = 2.0;
    for (double radius = circle.radius * 0.16; radius >= kSmallest; radius *= 0.93) {
        const std::vector<int> rows = rowsFor(circle, top, radius);
        std::size_t room = 0;
        for (const int row : rows) room += static_cast<std::size_t>(row);
        if (room < count)
            continue;
        grid.tokenRadius = radius;
        const double pitch = radius * 2.5;
        // Few tokens stand in the middle of their space; rows are about equally long.
        std::size_t rowsNeeded = 0;
        for (std::size_t held = 0; held < count; ++rowsNeeded)
            held += static_cast<std::size_t>(rows[rowsNeeded]);
        const double spare = circle.radius * 0.90 - top - static_cast<double>(rowsNeeded) * pitch;
        double y = circle.centre.y() + top + radius + std::max(0.0, spare) * 0.35;
        std::size_t left = count;
        for (std::size_t r = 0; r < rowsNeeded; ++r, y += pitch) {
            std::size_t below = 0;  // what the rows further down can hold
            for (std::size_t k = r + 1; k < rowsNeeded; ++k) below += static_cast<std::size_t>(rows[k]);
            const std::size_t even = (left + (rowsNeeded - r) - 1) / (rowsNeeded - r);
            const std::size_t most = std::min(left, static_cast<std::size_t>(rows[r]));
            const std::size_t inRow = std::clamp(even, left > below ? std::min(left - below, most) : 0, most);
            const double x = circle.centre.x() - static_cast<double>(inRow - 1) * pitch / 2;
            for (std::size_t i = 0; i < inRow; ++i)
                grid.places.emplace_back(x + static_cast<double>(i) * pitch, y);
            left -= inRow;
        }
        return grid;
    }
    return grid;
}

}  // namespace heddle::ui

#include "ui/statediagram/diagram_labels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace heddle::ui {
namespace {

constexpr double kClear = 2;  // pixels between a text and what stands beside it
constexpr double kOnArc = 0.5, kOnText = 1, kOnCircle = 1, kOutside = 4;  // how bad a pixel there is
constexpr double kTolerable = 4;
constexpr double kBetweenWords = 7;  // less, and two words read as one

double areaOf(const QRectF& box) {
    return box.isEmpty() ? 0 : box.width() * box.height();
}

// About how much of the box lies in the circle: by a grid of samples.
double inCircle(const StateCircle& circle, const QRectF& box) {
    const double reach = circle.radius + kClear;
    const QPointF centre = circle.centre;
    if (!box.adjusted(-reach, -reach, reach, reach).contains(centre))
        return 0;
    constexpr int kColumns = 9, kRows = 5;
    int inside = 0;
    for (int column = 0; column < kColumns; ++column)
        for (int row = 0; row < kRows; ++row) {
            const QPointF sample(box.left() + box.width() * column / (kColumns - 1),
                                 box.top() + box.height() * row / (kRows - 1));
            inside += std::hypot(sample.x() - centre.x(), sample.y() - centre.y()) < reach;
        }
    return areaOf(box) * inside / (kColumns * kRows);
}

// An arc in points that are looked at again and again.
struct SampledArc {
    static constexpr int kSamples = 24;
    explicit SampledArc(const TransitionArc& arc)
        : length(std::hypot(arc.end.x() - arc.begin.x(), arc.end.y() - arc.begin.y())) {
        for (int i = 0; i <= kSamples; ++i)
            points[static_cast<std::size_t>(i)] = arc.at(i / double{kSamples});
    }
    std::array<QPointF, kSamples + 1> points;
    double length;
};

double alongArc(const SampledArc& arc, const QRectF& box) {
    const QRectF clear = box.adjusted(-1, -1, 1, 1);
    const auto inside = std::count_if(arc.points.begin(), arc.points.end(),
                                      [&clear](QPointF point) { return clear.contains(point); });
    return arc.length * static_cast<double>(inside) / SampledArc::kSamples * box.height() / 2;
}

QPointF unit(QPointF way) {
    const double length = std::max(1e-9, std::hypot(way.x(), way.y()));
    return way / length;
}

QPointF directionOf(Qt::Alignment side) {
    return side & Qt::AlignTop      ? QPointF(0, -1)
           : side & Qt::AlignBottom ? QPointF(0, 1)
           : side & Qt::AlignLeft   ? QPointF(-1, 0)
                                    : QPointF(1, 0);
}

class Placing {
public:
    Placing(const DiagramGeometry& geometry, const QFontMetricsF& metrics, std::vector<QRectF> reserved,
            const QRectF& sheet)
        : m_geometry(geometry), m_metrics(metrics), m_taken(std::move(reserved)), m_sheet(sheet) {
        for (const TransitionArc& arc : geometry.arcs)
            if (!arc.isRare)
                m_arcs.emplace_back(arc);
    }

    ArcLabel place(const TransitionArc& arc, const ArcText& text) {
        const double line = m_metrics.height() * 0.98;
        const double width = m_metrics.horizontalAdvance(text.word) + 2;
        const double both = std::max(width, m_metrics.horizontalAdvance(text.number) + 2);
        // Room for the number is kept from the start, so that it moves nothing when it comes.
        Candidate best = bestOf(arc, {both, 2 * line});
        best.hasNumber = true;
        if (best.badness >= kTolerable)
            if (const Candidate alone = bestOf(arc, {width, line}); alone.badness < best.badness)
                best = alone;
        m_taken.push_back(best.box.adjusted(-kBetweenWords, 0, kBetweenWords, 0));
        return {best.box, alignmentOf(best.away), best.hasNumber && !text.number.isEmpty()};
    }

private:
    struct Candidate {
        QRectF box;
        QPointF away;  // from the arc, unit
        double badness = std::numeric_limits<double>::max();
        bool hasNumber = false;
    };

    static Qt::Alignment alignmentOf(QPointF away) {
        return away.x() > 0.4 ? Qt::AlignLeft : away.x() < -0.4 ? Qt::AlignRight : Qt::AlignHCenter;
    }

    // Not looked into any further once it is `enough`.
    [[nodiscard]] double badnessOf(const QRectF& box, double badness, double enough) const {
        badness += kOutside * (areaOf(box) - areaOf(box & m_sheet));
        for (const QRectF& taken : m_taken) badness += kOnText * areaOf(box & taken);
        for (const StateCircle& circle : m_geometry.circles)
            if (badness < enough)
                badness += kOnCircle * inCircle(circle, box);
        for (const SampledArc& arc : m_arcs)
            if (badness < enough)
                badness += kOnArc * alongArc(arc, box);
        return badness;
    }

    [[nodiscard]] Candidate bestOf(const TransitionArc& arc, QSizeF size) const {
        Candidate best;
        const QPointF planned = directionOf(arc.labelSide);
        const double gap = m_geometry.labelSize * 0.25;
        for (const double along : {0.0, 0.08, -0.08, 0.16, -0.16, 0.24, -0.24, 0.32, -0.32, 0.4, -0.4}) {
            const double t = std::clamp(arc.labelAt + along, 0.05, 0.95);
            const QPointF way = unit(arc.at(t + 0.02) - arc.at(t - 0.02));
            QPointF normal{way.y(), -way.x()};
            if (QPointF::dotProduct(normal, planned) < 0)
                normal = -normal;
            for (const QPointF away : {normal, planned, -normal, -planned})
                for (const double farther : {0.0, 4.0, 8.0, 14.0, 20.0, 28.0}) {
                    Candidate candidate;
                    candidate.away = away;
                    const double reach = std::abs(away.x()) * size.width() / 2 +
                                         std::abs(away.y()) * size.height() / 2 + gap + farther;
                    candidate.box = QRectF(QPointF(), size);
                    candidate.box.moveCenter(arc.at(t) + candidate.away * reach);
                    // Of two that are free, the one nearer to its plan.
                    const double offPlan = std::abs(along) * 0.2 + farther * 0.02 +
                                           (QPointF::dotProduct(away, planned) < 0 ? 0.15 : 0);
                    candidate.badness = badnessOf(candidate.box, offPlan, best.badness);
                    if (candidate.badness < best.badness)
                        best = candidate;
                    if (best.badness <= 0)
                        return best;  // as planned, and free
                }
        }
        return best;
    }

    const DiagramGeometry& m_geometry;
    const QFontMetricsF& m_metrics;
    std::vector<SampledArc> m_arcs;
    std::vector<QRectF> m_taken;
    const QRectF m_sheet;
};

}  // namespace

std::vector<ArcLabel> placeArcLabels(const DiagramGeometry& geometry, const std::vector<ArcText>& texts,
                                     const QFontMetricsF& metrics, const std::vector<QRectF>& reserved,
                                     const QRectF& sheet) {
    Placing placing{geometry, metrics, reserved, sheet};
    std::vector<ArcLabel> labels(geometry.arcs.size());
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (!texts[i].word.isEmpty())
            labels[i] = placing.place(geometry.arcs[i], texts[i]);
    return labels;
}

bool touchesCircle(const DiagramGeometry& geometry, const QRectF& box) {
    return std::any_of(geometry.circles.begin(), geometry.circles.end(),
                       [&box](const StateCircle& circle) { return inCircle(circle, box) > 0; });
}

}  // namespace heddle::ui

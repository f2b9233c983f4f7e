#include "ui/timeline/object_lanes.h"

#include <QFontMetrics>

#include "ui/theme/contrast.h"

namespace heddle::ui {

using model::LevelStep;
using model::ObjectInfo;
using model::Series;
using model::Snapshot;

namespace {

struct LevelSteps {
    const Series<LevelStep>& steps;
    [[nodiscard]] std::size_t size() const { return steps.size(); }
    [[nodiscard]] Instant timeAt(std::size_t i) const { return steps[i].time; }
    [[nodiscard]] std::int64_t valueAt(std::size_t i) const { return steps[i].level; }
};

struct CpuSpans {
    const Series<model::CpuStep>& steps;
    Instant now;
    [[nodiscard]] std::size_t size() const { return steps.size(); }
    [[nodiscard]] Instant beginAt(std::size_t i) const { return steps[i].time; }
    [[nodiscard]] Instant endAt(std::size_t i) const {
        return i + 1 < steps.size() ? steps[i + 1].time : now;
    }
    [[nodiscard]] TaskId taskAt(std::size_t i) const { return steps[i].task; }
};

QFont smallFont(double ratio) {
    QFont font = Theme::font();
    font.setPixelSize(static_cast<int>(12 * ratio));
    return font;
}

// The name inside a bar, where the whole of it fits or at least a good part.
class BarNames {
public:
    BarNames(const ObjectLanes::Canvas& canvas, const Snapshot& snapshot)
        : m_canvas(canvas), m_snapshot(snapshot), m_font(smallFont(canvas.ratio)), m_metrics(m_font) {
        m_canvas.painter.setFont(m_font);
    }
    void paint(const QRect& bar, TaskId task, const QColor& colour) {
        const int margin = static_cast<int>(6 * m_canvas.ratio);
        const int room = bar.width() - 2 * margin;
        if (room < 14 * m_canvas.ratio || bar.height() < 11 * m_canvas.ratio)
            return;
        const QString name = QString::fromStdString(m_snapshot.nameOf(task));
        const QString shown = m_metrics.elidedText(name, Qt::ElideRight, room);
        if (shown != name && shown.size() < 4)
            return;
        m_canvas.painter.setPen(colour);
        m_canvas.painter.drawText(bar.adjusted(margin, 0, -margin, 0),
                                  Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
    }

private:
    const ObjectLanes::Canvas& m_canvas;
    const Snapshot& m_snapshot;
    const QFont m_font;
    const QFontMetrics m_metrics;
};

// Spans as bars: each with a seam at its right end, so that neighbours are told apart.
template <class Colour>
void paintSpans(const ObjectLanes::Canvas& canvas, const Snapshot& snapshot, const SpanGeometry& geometry,
                int top, int height, Colour colourOf) {
    BarNames names{canvas, snapshot};
    const int seam = std::max(1, static_cast<int>(canvas.ratio + 0.5));
    for (const SpanBlock& block : geometry.blocks) {
        QRect bar{canvas.left + block.begin, top, block.end - block.begin, height};
        if (bar.width() > 3 * seam)
            bar.setWidth(bar.width() - seam);
        const QColor colour = colourOf(block.task);
        canvas.painter.fillRect(bar, colour);
        names.paint(bar, block.task, canvas.theme.text);
    }
    const QColor mixedColour = mixed(canvas.theme.hold, canvas.theme.quietText, 0.25);
    for (const SpanColumn& column : geometry.columns) {
        const double part = std::min(1.0, column.share) * height;
        const int whole = static_cast<int>(part);
        const int x = canvas.left + column.x;
        canvas.painter.fillRect(QRect{x, top + height - whole, 1, whole}, mixedColour);
        if (part > whole)
            canvas.painter.fillRect(QRect{x, top + height - whole - 1, 1, 1},
                                    mixed(canvas.theme.background, mixedColour, part - whole));
    }
}

}  // namespace

QColor taskColour(const Theme& theme, TaskId task) {
    // Steps of the golden angle: neighbours in number are far apart in hue.
    const double hue = std::fmod(0.55 + 0.618033988749895 * task.value(), 1.0);
    return theme.mode() == Theme::Mode::Light ? QColor::fromHslF(float(hue), 0.30F, 0.78F)
                                              : QColor::fromHslF(float(hue), 0.24F, 0.34F);
}

void ObjectLanes::paint(const Canvas& canvas, const Snapshot& snapshot, const Lane& lane,
                        const LaneBand& band) {
    const ObjectInfo* object = snapshot.object(lane.object);
    const QColor line = mixed(canvas.theme.hold, canvas.theme.quietText, 0.6);
    switch (lane.kind) {
        case LaneKind::Holders:
            if (object)
                paintHolders(canvas, snapshot, *object, lane, band);
            return;
        case LaneKind::Level: {
            if (!object)
                return;
            const auto most = std::max({object->capacity, object->maxDepth, object->level, std::int64_t{1}});
            paintSteps(canvas, object->levels, m_levels[object->id], snapshot.now(), most, line, band);
            return;
        }
        case LaneKind::Waiters:
            if (object)
                paintSteps(canvas, object->waiterCounts, m_waiters[object->id], snapshot.now(),
                           static_cast<std::int64_t>(std::max<std::uint64_t>(1, object->maxWaiters)),
                           canvas.theme.look(model::State::Blocked).colour, band);
            return;
        case LaneKind::Cpu:
            for (const model::CpuInfo& cpu : snapshot.cpus())
                if (cpu.id == lane.cpu)
                    paintCpu(canvas, snapshot, cpu, band);
            return;
        case LaneKind::Task:
        case LaneKind::Objects:
        case LaneKind::Cpus:
            return;
    }
}

void ObjectLanes::paintHolders(const Canvas& canvas, const Snapshot& snapshot, const ObjectInfo& object,
                               const Lane& lane, const LaneBand& band) {
    HoldRows& rows = m_holds[object.id];
    rows.update(object, lane.rows);
    const int count = static_cast<int>(rows.size());
    const int gap = count > 1 ? std::max(1, static_cast<int>(canvas.ratio + 0.5)) : 0;
    for (int row = 0; row < count; ++row) {
        const auto r = static_cast<std::size_t>(row);
        const int top = band.blockTop + band.blocks * row / count;
        const int height = band.blockTop + band.blocks * (row + 1) / count - top - gap;
        const HoldRows::Spans spans{rows, r, object, snapshot.now()};
        paintSpans(canvas, snapshot, spanGeometry(spans, canvas.scale, rows.index(r)), top, height,
                   [&canvas](TaskId) { return canvas.theme.hold; });
    }
}

void ObjectLanes::paintCpu(const Canvas& canvas, const Snapshot& snapshot, const model::CpuInfo& cpu,
                           const LaneBand& band) {
    const CpuSpans spans{cpu.steps, snapshot.now()};
    paintSpans(canvas, snapshot, spanGeometry(spans, canvas.scale, m_cpus[cpu.id]), band.blockTop,
               band.blocks, [&canvas](TaskId task) { return taskColour(canvas.theme, task); });
}

void ObjectLanes::paintSteps(const Canvas& canvas, const Series<LevelStep>& series, StepIndex& index,
                             Instant end, std::int64_t most, const QColor& colour,
                             const LaneBand& band) const {
    const LevelSteps steps{series};
    const TimeScale& scale = canvas.scale;
    const Instant until = std::min(end, scale.range.to);
    if (series.isEmpty() || until <= scale.range.from || series[0].time >= until)
        return;
    const double unit = band.blocks / static_cast<double>(most);
    const auto yOf = [&](double level) {
        return band.baseline() - std::clamp(level, 0.0, double(most)) * unit;
    };
    const auto xOf = [&](Instant t) { return canvas.left + std::round(scale.xOf(t)); };

    QPolygonF line;
    std::size_t i = firstStepAfter(steps, scale.range.from);
    const std::size_t last = firstStepAfter(steps, until, i);
    if (last - i <= 2 * static_cast<std::size_t>(scale.width) || scale.range.length().count() < scale.width) {
        double level = i == 0 ? 0 : static_cast<double>(series[i - 1].level);
        line << QPointF(i == 0 ? xOf(series[0].time) : canvas.left, yOf(level));
        for (; i < last; ++i) {
            line << QPointF(xOf(series[i].time), line.back().y());
            level = static_cast<double>(series[i].level);
            line << QPointF(line.back().x(), yOf(level));
        }
        line << QPointF(xOf(until), line.back().y());
    } else {
        // Several steps per pixel: their mean as a line, their extremes as a veil around it.
        index.extend(steps);
        QColor veil = colour;
        veil.setAlphaF(0.3F);
        std::size_t hint = 0;
        for (int x = 0; x < scale.width && scale.border(x) < until; ++x) {
            if (scale.border(x + 1) <= series[0].time)
                continue;
            const StepStretch s =
                index.over(steps, scale.border(x), std::min(scale.border(x + 1), until), hint);
            const double high = yOf(double(s.greatest)), low = yOf(double(s.least)), mean = yOf(s.mean);
            canvas.painter.fillRect(QRectF(canvas.left + x, high, 1, low - high), veil);
            line << QPointF(canvas.left + x, mean) << QPointF(canvas.left + x + 1, mean);
        }
    }
    QPolygonF area = line;
    area << QPointF(line.back().x(), band.baseline()) << QPointF(line.front().x(), band.baseline());
    QColor fill = colour;
    fill.setAlphaF(0.13F);
    canvas.painter.setPen(Qt::NoPen);
    canvas.painter.setBrush(fill);
    canvas.painter.drawPolygon(area);
    canvas.painter.setBrush(Qt::NoBrush);
    canvas.painter.setPen(QPen(colour, std::max(1.0, std::floor(1.4 * canvas.ratio)), Qt::SolidLine,
                               Qt::FlatCap, Qt::MiterJoin));
    canvas.painter.drawPolyline(line);
}

}  // namespace heddle::ui

#include "ui/timeline/object_lanes.h"

#include <QFontMetrics>

#include "ui/models/words.h"
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

QFont barFont(double ratio) {
    QFont font = Theme::font();
    font.setPixelSize(static_cast<int>(13 * ratio));
    return font;
}

// The names inside bars, where the whole of them fits or at least a good part.
class BarNames {
public:
    BarNames(LaneCanvas& canvas, const ObjectLanes::Source& source)
        : m_canvas(canvas), m_source(source), m_font(barFont(canvas.ratio())), m_metrics(m_font) {}

    void add(const QRect& bar, TaskId task) {
        const int margin = static_cast<int>(6 * m_canvas.ratio());
        const int room = bar.width() - 2 * margin;
        if (room < 14 * m_canvas.ratio() || bar.height() < 13 * m_canvas.ratio())
            return;
        const QString name = nameText(m_source.snapshot, task);
        const QString shown = m_metrics.horizontalAdvance(name) <= room ? name : shortName(name);
        if (m_metrics.horizontalAdvance(shown) > room)
            return;
        m_canvas.withPainter(
            [bar, margin, shown, font = m_font, colour = m_source.theme.text](QPainter& painter) {
                painter.setFont(font);
                painter.setPen(colour);
                painter.drawText(bar.adjusted(margin, 0, -margin, 0),
                                 Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
            });
    }

private:
    LaneCanvas& m_canvas;
    const ObjectLanes::Source& m_source;
    const QFont m_font;
    const QFontMetrics m_metrics;
};

// Spans as bars: each with a seam at its right end, so that neighbours are told apart.
template <class Colour>
void paintSpans(LaneCanvas& canvas, const ObjectLanes::Source& source, const SpanGeometry& geometry, int top,
                int height, Colour colourOf) {
    BarNames names{canvas, source};
    const int seam = std::max(1, static_cast<int>(canvas.ratio() + 0.5));
    for (const SpanBlock& block : geometry.blocks) {
        QRect bar{source.left + block.begin, top, block.end - block.begin, height};
        if (bar.width() > 3 * seam)
            bar.setWidth(bar.width() - seam);
        canvas.fill(bar, colourOf(block.task));
        names.add(bar, block.task);
    }
    const QColor several = mixed(source.theme.hold, source.theme.quietText, 0.25);
    for (const SpanColumn& column : geometry.columns) {
        const double part = std::min(1.0, column.share) * height;
        const int whole = static_cast<int>(part);
        const int x = source.left + column.x;
        canvas.fill(QRect{x, top + height - whole, 1, whole}, several);
        if (part > whole)
            canvas.fill(QRect{x, top + height - whole - 1, 1, 1},
                        mixed(source.theme.background, several, part - whole));
    }
}

}  // namespace

QColor taskColour(const Theme& theme, TaskId task) {
    // Steps of the golden angle: neighbours in number are far apart in hue.
    const double hue = std::fmod(0.55 + 0.618033988749895 * task.value(), 1.0);
    return theme.mode() == Theme::Mode::Light ? QColor::fromHslF(float(hue), 0.30F, 0.78F)
                                              : QColor::fromHslF(float(hue), 0.24F, 0.34F);
}

void ObjectLanes::paint(LaneCanvas& canvas, const Source& source, const Lane& lane, const LaneBand& band) {
    const ObjectInfo* object = source.snapshot.object(lane.object);
    switch (lane.kind) {
        case LaneKind::Holders:
            if (object)
                paintHolders(canvas, source, *object, lane, band);
            return;
        case LaneKind::Level:
            if (object)
                paintSteps(canvas, source, object->levels, m_levels[object->id],
                           std::max({object->capacity, object->maxDepth, object->level, std::int64_t{1}}),
                           mixed(source.theme.hold, source.theme.quietText, 0.6), band);
            return;
        case LaneKind::Waiters:
            if (object)
                paintSteps(canvas, source, object->waiterCounts, m_waiters[object->id],
                           static_cast<std::int64_t>(std::max<std::uint64_t>(1, object->maxWaiters)),
                           source.theme.look(model::State::Blocked).colour, band);
            return;
        case LaneKind::Cpu:
            for (const model::CpuInfo& cpu : source.snapshot.cpus())
                if (cpu.id == lane.cpu)
                    paintCpu(canvas, source, cpu, band);
            return;
        case LaneKind::Task:
        case LaneKind::Objects:
        case LaneKind::Cpus:
            return;
    }
}

void ObjectLanes::paintHolders(LaneCanvas& canvas, const Source& source, const ObjectInfo& object,
                               const Lane& lane, const LaneBand& band) {
    HoldRows& rows = m_holds[object.id];
    rows.update(object, lane.rows);
    const int count = static_cast<int>(rows.size());
    const int gap = count > 1 ? std::max(1, static_cast<int>(canvas.ratio() + 0.5)) : 0;
    for (int row = 0; row < count; ++row) {
        const auto r = static_cast<std::size_t>(row);
        const int top = band.blockTop + band.blocks * row / count;
        const int height = band.blockTop + band.blocks * (row + 1) / count - top - gap;
        const HoldRows::Spans spans{rows, r, object, source.snapshot.now()};
        paintSpans(canvas, source, spanGeometry(spans, source.scale, rows.index(r)), top, height,
                   [&source](TaskId) { return source.theme.hold; });
    }
}

void ObjectLanes::paintCpu(LaneCanvas& canvas, const Source& source, const model::CpuInfo& cpu,
                           const LaneBand& band) {
    const CpuSpans spans{cpu.steps, source.snapshot.now()};
    paintSpans(canvas, source, spanGeometry(spans, source.scale, m_cpus[cpu.id]), band.blockTop, band.blocks,
               [&source](TaskId task) { return taskColour(source.theme, task); });
}

void ObjectLanes::paintSteps(LaneCanvas& canvas, const Source& source, const Series<LevelStep>& series,
                             StepIndex& index, std::int64_t most, const QColor& colour,
                             const LaneBand& band) const {
    const LevelSteps steps{series};
    const TimeScale& scale = source.scale;
    const Instant until = std::min(source.snapshot.now(), scale.range.to);
    if (series.isEmpty() || until <= scale.range.from || series[0].time >= until)
        return;
    const double unit = band.blocks / static_cast<double>(most);
    const auto yOf = [&](double level) {
        return band.baseline() - std::clamp(level, 0.0, double(most)) * unit;
    };
    const auto xOf = [&](Instant t) { return source.left + std::round(scale.xOf(t)); };

    QPolygonF line;
    std::size_t i = firstStepAfter(steps, scale.range.from);
    const std::size_t last = firstStepAfter(steps, until, i);
    if (last - i <= 2 * static_cast<std::size_t>(scale.width) || scale.range.length().count() < scale.width) {
        const double level = i == 0 ? 0 : static_cast<double>(series[i - 1].level);
        line << QPointF(i == 0 ? xOf(series[0].time) : source.left, yOf(level));
        for (; i < last; ++i) {
            line << QPointF(xOf(series[i].time), line.back().y());
            line << QPointF(line.back().x(), yOf(static_cast<double>(series[i].level)));
        }
        line << QPointF(xOf(until), line.back().y());
    } else {
        // Several steps per pixel: their mean as a line, their extremes as a veil around it.
        index.extend(steps);
        const QColor veil = mixed(source.theme.background, colour, 0.3);
        std::size_t hint = 0, areaHint = 0;
        for (int x = 0; x < scale.width && scale.border(x) < until; ++x) {
            const Instant from = std::max(scale.border(x), series[0].time),
                          to = std::min(scale.border(x + 1), until);
            if (to <= from)
                continue;
            const StepExtremes e = index.extremes(steps, from, to, hint);
            const double before = index.areaUntil(steps, from, areaHint);
            const double mean =
                (index.areaUntil(steps, to, areaHint) - before) / static_cast<double>((to - from).count());
            const int high = static_cast<int>(yOf(double(e.greatest))),
                      low = static_cast<int>(yOf(double(e.least)));
            canvas.fill(QRect(source.left + x, high, 1, low - high), veil);
            line << QPointF(source.left + x, yOf(mean)) << QPointF(source.left + x + 1, yOf(mean));
        }
    }
    // Opaque, as some readers of vector files know no other.
    const QColor fill = mixed(source.theme.background, colour, 0.13);
    canvas.withPainter(
        [line, colour, fill, baseline = band.baseline(), ratio = canvas.ratio()](QPainter& painter) {
            QPolygonF area = line;
            area << QPointF(line.back().x(), baseline) << QPointF(line.front().x(), baseline);
            painter.setPen(Qt::NoPen);
            painter.setBrush(fill);
            painter.drawPolygon(area);
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(colour, std::max(1.0, std::floor(1.4 * ratio)), Qt::SolidLine, Qt::FlatCap,
                                Qt::MiterJoin));
            painter.drawPolyline(line);
        });
}

}  // namespace heddle::ui

#include "ui/timeline/task_lane_painter.h"

#include <QPainter>
#include <QPainterPath>
#include <cmath>
#include <span>

#include "ui/theme/contrast.h"
#include "ui/timeline/hatch.h"

namespace heddle::ui {

using model::kStateCount;
using model::State;

namespace {

// From the bottom up: the nearer to the CPU, the lower.
constexpr std::array kStackOrder{State::Running,    State::Ready,   State::SuspendedReady,
                                 State::New,        State::Blocked, State::SuspendedBlocked,
                                 State::Terminated, State::Unknown};

// Runs of columns that stand side by side.
template <class Use>
void forEachRun(const std::vector<LaneColumn>& columns, Use use) {
    for (std::size_t begin = 0; begin < columns.size();) {
        std::size_t end = begin + 1;
        while (end < columns.size() && columns[end].x == columns[end - 1].x + 1) ++end;
        use(std::span{columns}.subspan(begin, end - begin));
        begin = end;
    }
}

}  // namespace

TaskLanePainter::TaskLanePainter(const Theme& theme) : m_theme(theme) {
    for (std::size_t s = 0; s < kStateCount; ++s) {
        m_looks[s] = theme.look(static_cast<State>(s));
        const double ink = m_looks[s].hatch == Hatch::Cross  ? 0.25
                           : m_looks[s].hatch == Hatch::None ? 1.0
                                                             : 0.6;
        m_solid[s] = mixed(theme.background, m_looks[s].colour, ink);
        m_solidRgb[s] = m_solid[s].rgb();
    }
}

float TaskLanePainter::heightOf(std::size_t state, int blocks) const {
    return std::max(1.0F, std::round(static_cast<float>(m_looks[state].height * blocks)));
}

void TaskLanePainter::paint(LaneCanvas& canvas, const LaneGeometry& geometry, const LaneBand& band,
                            int left) {
    for (std::size_t s = 0; s < kStateCount; ++s) m_heights[s] = heightOf(s, band.blocks);
    for (const LaneBlock& block : geometry.blocks) paintBlock(canvas, block, band, left);
    if (canvas.isVector())
        canvas.withPainter([&](QPainter& painter) { paintColumnShapes(painter, geometry, band, left); });
    else
        for (const LaneColumn& column : geometry.columns) writeColumn(canvas, column, band, left);
}

void TaskLanePainter::paintBlock(LaneCanvas& canvas, const LaneBlock& block, const LaneBand& band,
                                 int left) const {
    const std::size_t s = model::indexOf(block.state);
    const StateLook& look = m_looks[s];
    const int height = static_cast<int>(m_heights[s]);
    const QRect area{left + block.begin, band.baseline() - height, block.end - block.begin, height};
    const double ratio = canvas.ratio();
    const int pixel = std::max(1, static_cast<int>(ratio + 0.5));
    switch (look.hatch) {
        case Hatch::None:
            canvas.fill(area, look.colour);
            return;
        case Hatch::Hollow:
            if (area.width() <= 3 * pixel) {
                canvas.fill(area, m_solid[s]);
                return;
            }
            canvas.fill(area, look.colour);
            canvas.fill(area.adjusted(pixel, pixel, -pixel, -pixel), m_theme.background);
            return;
        case Hatch::Diagonal:
            canvas.fill(area, mixed(m_theme.background, look.colour, 0.3));
            canvas.withPainter([area, ratio, colour = look.colour](QPainter& painter) {
                painter.setPen(QPen(colour, 1.5 * ratio, Qt::SolidLine, Qt::FlatCap));
                painter.drawLines(risingLines(area, 5 * ratio));
            });
            return;
        case Hatch::Cross: {
            const QRectF whole(area.left(), band.top + pixel, area.width(), band.height - 2 * pixel);
            canvas.withPainter(
                [whole, ratio, colour = mixed(m_theme.background, look.colour, 0.5)](QPainter& painter) {
                    painter.setPen(QPen(colour, 0));
                    painter.drawLines(crossLines(whole, 7 * ratio));
                });
            return;
        }
    }
}

void TaskLanePainter::writeColumn(LaneCanvas& canvas, const LaneColumn& column, const LaneBand& band,
                                  int left) const {
    const int bottom = std::min(band.baseline() - 1, canvas.area().bottom());
    QRgb* pixel = canvas.pixel(left + column.x, bottom);
    int rowsLeft = bottom - std::max(band.blockTop, canvas.area().top()) + 1;
    if (!pixel || rowsLeft <= 0)
        return;
    const std::ptrdiff_t stride = canvas.rowStep();
    // In 256ths of a pixel; a row in work sums its colours, weighted by the part of it that is filled.
    int filled = 0;
    unsigned red = 0, green = 0, blue = 0;
    const auto finishRow = [&] {
        *pixel = qRgba(static_cast<int>(red >> 8), static_cast<int>(green >> 8), static_cast<int>(blue >> 8),
                       filled * 255 >> 8);
        pixel -= stride;
        --rowsLeft;
        filled = 0;
        red = green = blue = 0;
    };
    for (const State state : kStackOrder) {
        const std::size_t s = model::indexOf(state);
        if (column.share[s] <= 0)
            continue;
        int height = static_cast<int>(column.share[s] * m_heights[s] * 256 + 0.5F);
        const QRgb colour = m_solidRgb[s];
        while (height > 0 && rowsLeft > 0) {
            if (filled == 0 && height >= 256) {
                *pixel = colour;
                pixel -= stride;
                --rowsLeft;
                height -= 256;
                continue;
            }
            const int part = std::min(height, 256 - filled);
            const auto weight = static_cast<unsigned>(part);
            filled += part;
            red += weight * (colour >> 16 & 0xff);
            green += weight * (colour >> 8 & 0xff);
            blue += weight * (colour & 0xff);
            height -= part;
            if (filled == 256)
                finishRow();
        }
    }
    if (filled > 0 && rowsLeft > 0)
        finishRow();
}

void TaskLanePainter::paintColumnShapes(QPainter& painter, const LaneGeometry& geometry, const LaneBand& band,
                                        int left) const {
    painter.save();
    painter.setPen(Qt::NoPen);
    forEachRun(geometry.columns, [&](std::span<const LaneColumn> run) {
        std::vector<double> below(run.size(), 0.0);
        for (const State state : kStackOrder) {
            const std::size_t s = model::indexOf(state);
            QPainterPath shape;
            for (std::size_t begin = 0; begin < run.size();) {
                // Neighbours whose band looks the same (to a quarter of a pixel) become one rectangle.
                const auto bandAt = [&](std::size_t i) {
                    const double height = run[i].share[s] * m_heights[s];
                    return std::pair{std::round(below[i] * 4) / 4, std::round((below[i] + height) * 4) / 4};
                };
                const auto [low, high] = bandAt(begin);
                std::size_t end = begin + 1;
                while (end < run.size() && bandAt(end) == std::pair{low, high}) ++end;
                if (high > low)
                    shape.addRect(QRectF(left + run[begin].x, band.baseline() - high,
                                         static_cast<double>(end - begin), high - low));
                begin = end;
            }
            for (std::size_t i = 0; i < run.size(); ++i) below[i] += run[i].share[s] * m_heights[s];
            if (!shape.isEmpty())
                painter.fillPath(shape, m_solid[s]);
        }
    });
    painter.restore();
}

}  // namespace heddle::ui

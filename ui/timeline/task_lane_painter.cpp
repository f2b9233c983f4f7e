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

TaskLanePainter::TaskLanePainter(const Theme& theme, double ratio) : m_theme(theme), m_ratio(ratio) {
    for (std::size_t s = 0; s < kStateCount; ++s) {
        m_looks[s] = theme.look(static_cast<State>(s));
        const double ink = m_looks[s].hatch == Hatch::Cross  ? 0.25
                           : m_looks[s].hatch == Hatch::None ? 1.0
                                                             : 0.6;
        m_solid[s] = mixed(theme.background, m_looks[s].colour, ink);
    }
}

float TaskLanePainter::heightOf(std::size_t state, int blocks) const {
    return std::max(1.0F, std::round(static_cast<float>(m_looks[state].height * blocks)));
}

void TaskLanePainter::paint(QPainter& painter, const LaneGeometry& geometry, const LaneBand& band, int left) {
    for (std::size_t s = 0; s < kStateCount; ++s) m_heights[s] = heightOf(s, band.blocks);
    for (const LaneBlock& block : geometry.blocks) paintBlock(painter, block, band, left);
    forEachRun(geometry.columns, [&](std::span<const LaneColumn> run) {
        const int width = static_cast<int>(run.size());
        if (m_columns.width() < width || m_columns.height() != band.blocks)
            m_columns =
                QImage(std::max(width, m_columns.width()), band.blocks, QImage::Format_ARGB32_Premultiplied);
        for (int y = 0; y < band.blocks; ++y)
            std::fill_n(reinterpret_cast<QRgb*>(m_columns.scanLine(y)), width, 0u);
        for (int x = 0; x < width; ++x) writeColumn(run[static_cast<std::size_t>(x)], x);
        painter.drawImage(QPoint{left + run.front().x, band.blockTop}, m_columns,
                          QRect{0, 0, width, band.blocks});
    });
}

void TaskLanePainter::paintBlock(QPainter& painter, const LaneBlock& block, const LaneBand& band,
                                 int left) const {
    const std::size_t s = model::indexOf(block.state);
    const StateLook& look = m_looks[s];
    const int height = static_cast<int>(heightOf(s, band.blocks));
    const QRect area{left + block.begin, band.baseline() - height, block.end - block.begin, height};
    const int pixel = std::max(1, static_cast<int>(m_ratio + 0.5));
    switch (look.hatch) {
        case Hatch::None:
            painter.fillRect(area, look.colour);
            return;
        case Hatch::Hollow:
            if (area.width() <= 3 * pixel) {
                painter.fillRect(area, m_solid[s]);
                return;
            }
            painter.fillRect(area, look.colour);
            painter.fillRect(area.adjusted(pixel, pixel, -pixel, -pixel), m_theme.background);
            return;
        case Hatch::Diagonal:
            painter.fillRect(area, mixed(m_theme.background, look.colour, 0.3));
            painter.setPen(QPen(look.colour, 1.5 * m_ratio, Qt::SolidLine, Qt::FlatCap));
            painter.drawLines(risingLines(area, 5 * m_ratio));
            return;
        case Hatch::Cross: {
            const QRectF whole(area.left(), band.top + pixel, area.width(), band.height - 2 * pixel);
            painter.setPen(QPen(mixed(m_theme.background, look.colour, 0.5), 0));
            painter.drawLines(crossLines(whole, 7 * m_ratio));
            return;
        }
    }
}

void TaskLanePainter::writeColumn(const LaneColumn& column, int imageX) {
    const auto stride = m_columns.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    QRgb* pixel = reinterpret_cast<QRgb*>(m_columns.scanLine(m_columns.height() - 1)) + imageX;
    int rowsLeft = m_columns.height();
    float filled = 0, red = 0, green = 0, blue = 0;  // of the row in work; premultiplied by what is filled
    const auto finishRow = [&] {
        *pixel = qRgba(static_cast<int>(red + 0.5F), static_cast<int>(green + 0.5F),
                       static_cast<int>(blue + 0.5F), static_cast<int>(filled * 255 + 0.5F));
        pixel -= stride;
        --rowsLeft;
        filled = red = green = blue = 0;
    };
    for (const State state : kStackOrder) {
        const std::size_t s = model::indexOf(state);
        float height = column.share[s] * m_heights[s];
        if (height <= 0)
            continue;
        const QRgb colour = m_solid[s].rgb();
        while (height > 0 && rowsLeft > 0) {
            if (filled == 0 && height >= 1) {
                *pixel = colour;
                pixel -= stride;
                --rowsLeft;
                height -= 1;
                continue;
            }
            const float part = std::min(height, 1 - filled);
            filled += part;
            red += part * static_cast<float>(qRed(colour));
            green += part * static_cast<float>(qGreen(colour));
            blue += part * static_cast<float>(qBlue(colour));
            height -= part;
            if (filled > 0.999F)
                finishRow();
        }
    }
    if (filled > 0 && rowsLeft > 0)
        finishRow();
}

void TaskLanePainter::paintVector(QPainter& painter, const LaneGeometry& geometry, const LaneBand& band,
                                  int left) const {
    for (const LaneBlock& block : geometry.blocks) paintBlock(painter, block, band, left);
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
                    const double height = run[i].share[s] * heightOf(s, band.blocks);
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
            for (std::size_t i = 0; i < run.size(); ++i)
                below[i] += run[i].share[s] * heightOf(s, band.blocks);
            if (!shape.isEmpty())
                painter.fillPath(shape, m_solid[s]);
        }
    });
    painter.restore();
}

}  // namespace heddle::ui

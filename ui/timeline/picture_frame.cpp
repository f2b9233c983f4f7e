#include "ui/timeline/picture_frame.h"

#include "ui/models/words.h"
#include "ui/timeline/arrow_painter.h"
#include "ui/timeline/task_lane_painter.h"
#include "ui/timeline/transfer_arrows.h"

namespace heddle::ui {

using model::State;

namespace {

constexpr int kMargin = 18;
constexpr int kSwatchWidth = 26, kSwatchHeight = 16;

}  // namespace

PictureFrame::PictureFrame(QCustomPlot* plot, const LaneScene& scene, const QString& title,
                           std::size_t hiddenLanes)
    : QCPLayerable(plot), m_scene(scene), m_title(title), m_hiddenLanes(hiddenLanes) {}

void PictureFrame::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(true);
}

QRect PictureFrame::clipRect() const {
    return mParentPlot->viewport().translated(0, 1);
}

void PictureFrame::draw(QCPPainter* painter) {
    const QRect page = mParentPlot->viewport();
    if (!m_title.isEmpty()) {
        painter->setFont(Theme::headingFont());
        painter->setPen(m_scene.theme->text);
        painter->drawText(QRect(kMargin, 10, page.width() - 2 * kMargin, kTitleHeight - 10),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, m_title);
    }
    drawLegend(*painter);
}

std::vector<State> PictureFrame::statesShown() const {
    model::StateTotals totals{};
    for (const model::TaskInfo& task : m_scene.snapshot->tasks()) {
        const model::HistoryView history = m_scene.snapshot->history(task.id);
        if (history.isEmpty())
            continue;
        const model::StateTotals own = history.totals(m_scene.range.from, m_scene.range.to);
        for (std::size_t s = 0; s < totals.size(); ++s) totals[s] += own[s];
    }
    std::vector<State> shown{State::Running, State::Ready, State::Blocked};
    for (const State state :
         {State::SuspendedReady, State::SuspendedBlocked, State::New, State::Terminated, State::Unknown})
        if (totals[model::indexOf(state)] > Duration{})
            shown.push_back(state);
    return shown;
}

bool PictureFrame::hasTransfers() const {
    const QCPAxisRect* lanes = mParentPlot->axisRect();
    return !transferArrows(*m_scene.snapshot, m_scene.layout, {m_scene.range, std::max(1, lanes->width())})
                .empty();
}

int PictureFrame::drawWord(QCPPainter& painter, int x, int middle, const QString& word) const {
    const int width = QFontMetrics(Theme::font()).horizontalAdvance(word);
    painter.setPen(m_scene.theme->text);
    painter.drawText(QRect(x, middle - 12, width + 4, 24),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, word);
    return x + width + 26;
}

void PictureFrame::drawLegend(QCPPainter& painter) const {
    const QRect page = mParentPlot->viewport();
    const int middle = page.bottom() - kLegendHeight / 2 + 4;
    painter.setFont(Theme::font());
    TaskLanePainter blocks{*m_scene.theme};
    QImage unused;
    LaneCanvas canvas{painter, unused, page, 1, true};
    int x = kMargin;
    for (const State state : statesShown()) {
        const LaneBand band{middle - kSwatchHeight / 2, kSwatchHeight, middle - kSwatchHeight / 2,
                            kSwatchHeight};
        painter.save();
        painter.setAntialiasing(false);
        LaneGeometry swatch;
        swatch.blocks.push_back({0, kSwatchWidth, state, LaneBlock::kSeveral});
        blocks.paint(canvas, swatch, band, x);
        painter.restore();
        x += kSwatchWidth + 8;
        x = drawWord(painter, x, middle, termOf(state).word);
    }
    if (hasTransfers()) {
        const double row = middle + 0.5;
        paintTransferArrow(painter, {x + 2.0, row}, {x + kSwatchWidth - 1.0, row}, m_scene.theme->message);
        x = drawWord(painter, x + kSwatchWidth + 8, middle, transferWord());
    }
    if (m_hiddenLanes > 0) {
        painter.setPen(m_scene.theme->quietText);
        painter.drawText(QRect(x, middle - 12, page.width() - kMargin - x, 24),
                         Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                         tr("%n more lanes below", nullptr, static_cast<int>(m_hiddenLanes)));
    }
}

}  // namespace heddle::ui

#include "ui/timeline/timeline_marks.h"

#include "ui/models/time_text.h"
#include "ui/theme/contrast.h"
#include "ui/timeline/arrow_painter.h"

namespace heddle::ui {

TimelineMarks::TimelineMarks(QCustomPlot* plot, const LaneScene& scene, const QCPAxisRect& lanes)
    : QCPLayerable(plot), m_scene(scene), m_lanes(lanes) {}

void TimelineMarks::applyDefaultAntialiasingHint(QCPPainter* painter) const {
    painter->setAntialiasing(true);
}

QRect TimelineMarks::clipRect() const {
    return mParentPlot->viewport().translated(0, 1);
}

double TimelineMarks::xOf(Instant time) const {
    return m_lanes.left() + TimeScale{m_scene.range, std::max(1, m_lanes.width())}.xOf(time);
}

QRectF TimelineMarks::rectOf(const Lane& lane) const {
    const QRectF rect(0, m_lanes.top() + lane.top - m_scene.scroll, m_lanes.left() + m_lanes.width(),
                      lane.height);
    return rect.intersects(QRectF(m_lanes.rect())) ? rect : QRectF();
}

void TimelineMarks::draw(QCPPainter* painter) {
    if (!m_scene.snapshot)
        return;
    painter->save();
    painter->setClipRect(QRect(0, m_lanes.top(), m_lanes.left() + m_lanes.width(), m_lanes.height()));
    drawSelection(*painter);
    painter->setClipRect(m_lanes.rect());
    const TimeScale scale{m_scene.range, std::max(1, m_lanes.width())};
    const auto [first, last] = m_scene.layout.visible(m_scene.scroll, m_scene.scroll + m_lanes.height());
    drawArrows(*painter, allWakeArrows(*m_scene.snapshot, m_scene.layout, first, last, scale),
               mixed(m_scene.theme->background, m_scene.theme->text, 0.55));
    for (const TaskId task : {marks.selection.task, marks.hoveredTask})
        if (task)
            drawArrows(*painter, wakeArrows(*m_scene.snapshot, m_scene.layout, task, scale),
                       m_scene.theme->text);
    const auto transfers = transferArrows(*m_scene.snapshot, m_scene.layout, scale);
    drawTransfers(*painter, transfers);
    painter->restore();
    if (marks.hasLegend && !transfers.empty())
        drawLegend(*painter);
    drawHover(*painter);
    drawMeasure(*painter);
    drawCursor(*painter);
}

void TimelineMarks::drawSelection(QCPPainter& painter) const {
    const auto& lanes = m_scene.layout.lanes();
    QColor veil = m_scene.theme->accent;
    veil.setAlphaF(marks.isFocused ? 0.11F : 0.08F);
    for (const Lane& lane : lanes) {
        const bool isSelected = (lane.task && lane.task == marks.selection.task) ||
                                (lane.object && lane.object == marks.selection.object);
        if (isSelected)
            painter.fillRect(rectOf(lane), veil);
    }
    const std::size_t at = marks.selection.task ? m_scene.layout.indexOf(marks.selection.task) : lanes.size();
    if (at == lanes.size() || !marks.selection.intervalAt)
        return;
    const model::HistoryView history = m_scene.snapshot->history(marks.selection.task);
    const std::size_t index = history.isEmpty() ? 0 : history.indexAt(*marks.selection.intervalAt);
    const QRectF lane = rectOf(lanes[at]);
    if (index >= history.size() || lane.isEmpty())
        return;
    const model::Interval interval = history.at(index);
    const double left = std::max(xOf(interval.begin), m_lanes.left() - 4.0);
    const double right = std::min(xOf(interval.end), m_lanes.left() + m_lanes.width() + 4.0);
    if (right < m_lanes.left() || left > m_lanes.left() + m_lanes.width())
        return;
    const double margin = std::max(1.5, lane.height() * 0.1);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_scene.theme->accent, 1.6));
    painter.drawRoundedRect(
        QRectF(left - 1, lane.top() + margin, std::max(3.0, right - left + 2), lane.height() - 2 * margin),
        2.5, 2.5);
}

void TimelineMarks::drawArrows(QCPPainter& painter, const std::vector<WakeArrow>& arrows,
                               const QColor& colour) const {
    for (const WakeArrow& arrow : arrows) {
        const Lane& from = m_scene.layout.lanes()[arrow.fromLane];
        const Lane& to = m_scene.layout.lanes()[arrow.toLane];
        const double x = m_lanes.left() + arrow.x;
        const double offset = m_lanes.top() - m_scene.scroll;
        const bool isDown = to.top > from.top;
        const double tail = offset + from.top + from.height * 0.5;
        const double tip = offset + (isDown ? to.top + to.height * 0.2 : to.bottom() - to.height * 0.14);
        paintWakeArrow(painter, {x, tail}, {x, tip}, colour);
    }
}

void TimelineMarks::drawTransfers(QCPPainter& painter, const std::vector<TransferArrow>& arrows) const {
    const QPointF origin(m_lanes.left(), m_lanes.top() - m_scene.scroll);
    for (const TransferArrow& arrow : arrows)
        paintTransferArrow(painter, origin + arrow.tail, origin + arrow.tip, m_scene.theme->message);
}

// Over the names, where there is room beside their title.
void TimelineMarks::drawLegend(QCPPainter& painter) const {
    constexpr int kArrow = 22, kGap = 5, kRight = 26, kTitle = 62;
    painter.setFont(Theme::font());
    const QString word = transferWord();
    const int width = kArrow + kGap + painter.fontMetrics().horizontalAdvance(word);
    const int left = m_lanes.left() - kRight - width;
    if (left < kTitle)
        return;
    const QRect row{left, 0, width, m_lanes.top()};
    const double middle = row.center().y() + 0.5;
    paintTransferArrow(painter, {left + 2.0, middle}, {left + kArrow - 1.0, middle}, m_scene.theme->message);
    painter.setPen(m_scene.theme->quietText);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, word);
}

void TimelineMarks::drawHover(QCPPainter& painter) const {
    if (!marks.hover)
        return;
    const double x = std::round(xOf(*marks.hover)) + 0.5;
    if (x < m_lanes.left() || x > m_lanes.left() + m_lanes.width())
        return;
    QColor colour = m_scene.theme->quietText;
    colour.setAlphaF(0.45F);
    painter.setPen(QPen(colour, 1));
    painter.drawLine(QPointF(x, m_lanes.top() - 4), QPointF(x, m_lanes.top() + m_lanes.height()));
}

void TimelineMarks::drawMeasure(QCPPainter& painter) const {
    if (!marks.anchor)
        return;
    const Theme& theme = *m_scene.theme;
    const double right = m_lanes.left() + m_lanes.width(), bottom = m_lanes.top() + m_lanes.height();
    const double a = xOf(*marks.anchor);
    if (marks.cursor && *marks.cursor != *marks.anchor) {
        const double c = xOf(*marks.cursor);
        const double from = std::clamp(std::min(a, c), double(m_lanes.left()), right);
        const double to = std::clamp(std::max(a, c), double(m_lanes.left()), right);
        QColor veil = theme.accent;
        veil.setAlphaF(0.07F);
        painter.fillRect(QRectF(from, m_lanes.top(), to - from, m_lanes.height()), veil);
        const Duration length{std::abs((*marks.cursor - *marks.anchor).count())};
        painter.setFont(Theme::font());
        const QString text = durationText(*m_scene.snapshot, length);
        const double width = painter.fontMetrics().horizontalAdvance(text) + 16;
        const double middle = std::clamp((from + to) / 2, m_lanes.left() + width / 2, right - width / 2);
        const double y = bottom - 20;
        painter.setPen(QPen(theme.accent, 1.2));
        painter.drawLine(QPointF(from, y), QPointF(to, y));
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accent);
        const QRectF label(middle - width / 2, y - 10, width, 20);
        painter.drawRoundedRect(label, 3, 3);
        painter.setPen(theme.accentText);
        painter.drawText(label, Qt::AlignCenter, text);
    }
    if (a >= m_lanes.left() && a <= right) {
        painter.setPen(QPen(theme.accent, 1.2, Qt::DashLine));
        painter.drawLine(QPointF(a, m_lanes.top()), QPointF(a, bottom));
    }
}

void TimelineMarks::drawCursor(QCPPainter& painter) const {
    if (!marks.cursor)
        return;
    const double x = xOf(*marks.cursor);
    if (x < m_lanes.left() || x > m_lanes.left() + m_lanes.width())
        return;
    const Theme& theme = *m_scene.theme;
    painter.setPen(QPen(theme.accent, 1.4));
    painter.drawLine(QPointF(x, m_lanes.top() - 4), QPointF(x, m_lanes.top() + m_lanes.height()));
    drawFlag(painter, x, instantText(*m_scene.snapshot, *marks.cursor, m_scene.range.length()), theme.accent,
             theme.accentText);
}

void TimelineMarks::hideLabelsUnder(QPainter& painter, const QRectF& flag) const {
    const QCPAxis* ruler = mParentPlot->xAxis2;
    const QVector<double> ticks = ruler->tickVector();
    const QVector<QString> labels = ruler->tickVectorLabels();
    painter.setFont(Theme::font());
    for (qsizetype i = 0; i < std::min(ticks.size(), labels.size()); ++i) {
        const double width = painter.fontMetrics().horizontalAdvance(labels[i]) + 6;
        const QRectF label(ruler->coordToPixel(ticks[i]) - width / 2, 2, width, m_lanes.top() - 4.0);
        if (label.intersects(flag.adjusted(-4, 0, 4, 0)))
            painter.fillRect(label, m_scene.theme->background);
    }
}

void TimelineMarks::drawFlag(QCPPainter& painter, double x, const QString& text, const QColor& fill,
                             const QColor& ink) const {
    QFont font = Theme::font();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const double width = painter.fontMetrics().horizontalAdvance(text) + 14;
    const double right = m_lanes.left() + m_lanes.width();
    const double left =
        std::clamp(x - width / 2, double(m_lanes.left()), std::max(double(m_lanes.left()), right - width));
    const QRectF flag(left, m_lanes.top() - 24, width, 20);
    hideLabelsUnder(painter, flag);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(flag, 3, 3);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(flag, Qt::AlignCenter, text);
}

}  // namespace heddle::ui

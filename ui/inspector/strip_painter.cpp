#include "ui/inspector/strip_painter.h"

#include <QPainter>

#include "ui/theme/theme.h"

namespace heddle::ui {

void paintStrip(QPainter& painter, const Strip& strip, TaskId chosen, const QColor& moreInk) {
    const Theme& theme = Theme::current();
    if (strip.divider >= 0 && !strip.chips.empty()) {
        const QRectF box = strip.chips.front().box.adjusted(0, -1, 0, 1);
        painter.setPen(QPen(theme.quietText, 1));
        painter.drawLine(QPointF(strip.divider, box.top()), QPointF(strip.divider, box.bottom()));
    }
    for (const StripChip& chip : strip.chips) {
        const bool isHolder = chip.role == StripChip::Role::Holder;
        const bool isMore = chip.role == StripChip::Role::More;
        const bool isChosen = chip.task && chip.task == chosen;
        const QColor border = isChosen   ? theme.accent
                              : isHolder ? theme.hold
                                         : theme.look(model::State::Blocked).colour;
        painter.setPen(QPen(border, isChosen ? 2.0 : 1.2));
        painter.setBrush(isHolder ? theme.hold : theme.background);
        if (!isMore)
            painter.drawRoundedRect(chip.box.adjusted(0.6, 0.6, -0.6, -0.6), 4, 4);
        painter.setPen(isMore ? moreInk : theme.text);
        painter.drawText(chip.box, Qt::AlignCenter, chip.text);
    }
}

}  // namespace heddle::ui

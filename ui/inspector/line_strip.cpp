#include "ui/inspector/line_strip.h"

#include "ui/models/words.h"

namespace heddle::ui {
namespace {

constexpr double kGap = 4;
constexpr double kPadding = 7;
constexpr double kDivider = 17;
constexpr double kHeight = 20;
constexpr double kWidest = 110;

}  // namespace

Strip layOutStrip(const Moment& moment, ObjectId object, const QRectF& room, const QFontMetricsF& metrics) {
    Strip strip;
    std::vector<StripChip> wanted;
    for (const model::Holder& holder : moment.holdersOf(object)) {
        QString text = nameText(moment.snapshot(), holder.task);
        if (holder.units > 1)
            text += QStringLiteral(" \u00d7%1").arg(holder.units);
        wanted.push_back({StripChip::Role::Holder, holder.task, text, {}});
    }
    for (const model::Waiter& waiter : moment.waitersOf(object))
        wanted.push_back(
            {StripChip::Role::Waiter, waiter.task, nameText(moment.snapshot(), waiter.task), {}});

    const double moreWidth = metrics.horizontalAdvance(QStringLiteral("+9999")) + 2 * kPadding;
    double x = room.left();
    StripChip::Role last = StripChip::Role::Holder;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        StripChip chip = wanted[i];
        if (chip.role == StripChip::Role::Waiter && last == StripChip::Role::Holder) {
            strip.divider = x + (strip.chips.empty() ? 1 : kDivider / 2 - kGap / 2);
            x += strip.chips.empty() ? kDivider / 2 : kDivider - kGap;
        }
        last = chip.role;
        chip.text = metrics.elidedText(chip.text, Qt::ElideMiddle, kWidest);
        const double width = metrics.horizontalAdvance(chip.text) + 2 * kPadding;
        const bool isLast = i + 1 == wanted.size();
        if (x + width + (isLast ? 0 : kGap + moreWidth) > room.right()) {
            chip = {StripChip::Role::More, {}, QStringLiteral("+%1").arg(wanted.size() - i), {}};
            chip.box = QRectF(x, room.center().y() - kHeight / 2,
                              std::min(moreWidth, std::max(0.0, room.right() - x)), kHeight);
            strip.chips.push_back(chip);
            break;
        }
        chip.box = QRectF(x, room.center().y() - kHeight / 2, width, kHeight);
        x += width + kGap;
        strip.chips.push_back(chip);
    }
    return strip;
}

TaskId Strip::taskAt(QPointF position) const {
    for (const StripChip& chip : chips) {
        if (chip.box.contains(position))
            return chip.task;
    }
    return {};
}

}  // namespace heddle::ui

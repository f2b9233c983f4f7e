#include "ui/shell/scenario_item_delegate.h"

#include <QPainter>

#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

constexpr int kMargin = 12, kRow = 28, kHeading = 38;

}  // namespace

QSize ScenarioItemDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const bool isFirst = index.row() == 0;
    const bool isHeading = index.data(IsHeadingRole).toBool();
    return {option.fontMetrics.horizontalAdvance(index.data().toString()) + 2 * kMargin,
            isHeading && !isFirst ? kHeading : kRow};
}

void ScenarioItemDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    const Theme& theme = Theme::current();
    const QRect row = option.rect.adjusted(kMargin, 0, -kMargin, 0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QFont font = Theme::font();
    if (index.data(IsHeadingRole).toBool()) {
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(theme.quietText);
        painter->drawText(row.adjusted(0, 0, 0, -5), Qt::AlignLeft | Qt::AlignBottom,
                          index.data().toString());
    } else {
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.selection);
            painter->drawRoundedRect(option.rect, 5, 5);
            font.setWeight(QFont::DemiBold);
        }
        painter->setFont(Theme::font());
        painter->setPen(theme.quietText);
        const QString mark = index.data(MarkRole).toString();
        painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, mark);
        const int taken = mark.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(mark) + 12;
        painter->setFont(font);
        painter->setPen(theme.text);
        const QString title =
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, row.width() - taken);
        painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, title);
    }
    painter->restore();
}

}  // namespace heddle::ui

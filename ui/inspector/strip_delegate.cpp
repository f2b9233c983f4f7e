#include "ui/inspector/strip_delegate.h"

#include <QApplication>
#include <QPainter>

#include "ui/models/object_table_model.h"
#include "ui/models/view_state.h"
#include "ui/theme/theme.h"

namespace heddle::ui {

void StripDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const MomentPtr& moment = m_model->moment();
    if (!moment)
        return;
    const Theme& theme = Theme::current();
    const ObjectId object{index.data(ObjectTableModel::ObjectRole).toUInt()};
    const Strip strip = layOutStrip(*moment, object, roomIn(item.rect), QFontMetricsF(item.font));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(item.font);
    if (strip.divider >= 0) {
        painter->setPen(QPen(theme.quietText, 1));
        painter->drawLine(QPointF(strip.divider, item.rect.top() + 4),
                          QPointF(strip.divider, item.rect.bottom() - 4));
    }
    for (const StripChip& chip : strip.chips) {
        const bool isHolder = chip.role == StripChip::Role::Holder;
        const bool isChosen = chip.task && chip.task == m_view->selection().task;
        const QColor border = isChosen   ? theme.accent
                              : isHolder ? theme.hold
                                         : theme.look(model::State::Blocked).colour;
        painter->setPen(QPen(border, isChosen ? 2.0 : 1.2));
        painter->setBrush(isHolder ? theme.hold : theme.background);
        if (chip.role != StripChip::Role::More)
            painter->drawRoundedRect(chip.box.adjusted(0.6, 0.6, -0.6, -0.6), 4, 4);
        const bool isOnSelection =
            chip.role == StripChip::Role::More && (item.state & QStyle::State_Selected);
        painter->setPen(isOnSelection ? item.palette.color(QPalette::HighlightedText) : theme.text);
        painter->drawText(chip.box, Qt::AlignCenter, chip.text);
    }
    painter->restore();
}

QSize StripDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return {360, std::max(28, QStyledItemDelegate::sizeHint(option, index).height())};
}

}  // namespace heddle::ui

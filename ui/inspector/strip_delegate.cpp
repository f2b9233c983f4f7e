#include "ui/inspector/strip_delegate.h"

#include <QApplication>
#include <QPainter>

#include "ui/inspector/strip_painter.h"
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
    const ObjectId object{index.data(ObjectTableModel::ObjectRole).toUInt()};
    const Strip strip = layOutStrip(*moment, object, roomIn(item.rect), QFontMetricsF(item.font));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(item.font);
    const bool isSelected = item.state & QStyle::State_Selected;
    paintStrip(*painter, strip, m_view->selection().task,
               isSelected ? item.palette.color(QPalette::HighlightedText) : Theme::current().text);
    painter->restore();
}

QSize StripDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return {360, std::max(28, QStyledItemDelegate::sizeHint(option, index).height())};
}

}  // namespace heddle::ui

#include "ui/inspector/object_delegate.h"

#include <QPainter>

#include "ui/inspector/object_painter.h"
#include "ui/models/object_table_model.h"
#include "ui/models/view_state.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

QFont boldFont() {
    QFont font = Theme::font();
    font.setWeight(QFont::DemiBold);
    return font;
}

}  // namespace

ObjectCard ObjectDelegate::cardIn(const QRect& row, const QModelIndex& index, const ObjectTableModel& model) {
    constexpr int kMargin = 20;  // as the titles of panels have it
    const QString value = index.siblingAtColumn(ObjectTableModel::Value).data().toString();
    return layOutObjectCard(*model.moment(), model.objectAt(index), value,
                            QRectF(row).adjusted(kMargin, 0, -16, 0), QFontMetricsF(boldFont()),
                            QFontMetricsF(Theme::font()));
}

void ObjectDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    if (!m_model->moment())
        return;
    const Theme& theme = Theme::current();
    const ObjectCard card = cardIn(option.rect, index, *m_model);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.selection);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(12, 0, -8, -2), 5, 5);
    }
    paintObjectCard(*painter, card, m_view->selection().task);
    painter->restore();
}

QSize ObjectDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const model::ObjectInfo* info =
        m_model->moment() ? m_model->moment()->snapshot().object(m_model->objectAt(index)) : nullptr;
    return {200, static_cast<int>(objectCardHeight(info ? info->kind : wire::ObjectKind::Mutex))};
}

}  // namespace heddle::ui

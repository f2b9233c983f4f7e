#include "ui/inspector/object_delegate.h"

#include <QPainter>

#include "ui/inspector/strip_painter.h"
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

void paintCells(QPainter& painter, const ObjectCard& card) {
    const Theme& theme = Theme::current();
    painter.setPen(QPen(theme.quietText, 1.2));
    for (std::size_t i = 0; i < card.cellBoxes.size(); ++i) {
        const bool isFilled = static_cast<int>(i) < card.cells.filled;
        painter.setBrush(isFilled ? theme.hold : QColor(Qt::transparent));
        const QRectF box = card.cellBoxes[i].adjusted(0.5, 0.5, -0.5, -0.5);
        if (card.cells.isInLine)
            painter.drawRect(box);
        else
            painter.drawEllipse(box);
    }
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
    painter->setFont(boldFont());
    painter->setPen(theme.text);
    painter->drawText(card.nameBox, Qt::AlignVCenter | Qt::AlignLeft, card.name);
    painter->setFont(Theme::font());
    painter->setPen(theme.quietText);
    painter->drawText(card.kindBox, Qt::AlignVCenter | Qt::AlignLeft,
                      card.kindBox.isEmpty() ? QString() : card.kind);
    painter->drawText(card.valueBox, Qt::AlignVCenter | Qt::AlignRight, card.value);
    paintCells(*painter, card);
    paintStrip(*painter, card.strip, m_view->selection().task, theme.text);
    painter->restore();
}

QSize ObjectDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const model::ObjectInfo* info =
        m_model->moment() ? m_model->moment()->snapshot().object(m_model->objectAt(index)) : nullptr;
    return {200, static_cast<int>(objectCardHeight(info ? info->kind : wire::ObjectKind::Mutex))};
}

}  // namespace heddle::ui

// Paints the card of an object in a row.
#pragma once

#include <QStyledItemDelegate>

#include "ui/inspector/object_card.h"

namespace heddle::ui {

class ObjectTableModel;
class ViewState;

class ObjectDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    ObjectDelegate(const ViewState* view, const ObjectTableModel* model, QObject* parent)
        : QStyledItemDelegate(parent), m_view(view), m_model(model) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    // The card of a row that stands there.
    static ObjectCard cardIn(const QRect& row, const QModelIndex& index, const ObjectTableModel& model);

private:
    const ViewState* m_view;
    const ObjectTableModel* m_model;
};

}  // namespace heddle::ui

// Paints the strip of an object's holders and waiters.
#pragma once

#include <QStyledItemDelegate>

#include "ui/inspector/line_strip.h"

namespace heddle::ui {

class ObjectTableModel;
class ViewState;

class StripDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    StripDelegate(const ViewState* view, const ObjectTableModel* model, QObject* parent)
        : QStyledItemDelegate(parent), m_view(view), m_model(model) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    // Where the chips stand in a cell.
    static QRectF roomIn(const QRect& cell) { return QRectF(cell).adjusted(6, 0, -6, 0); }

private:
    const ViewState* m_view;
    const ObjectTableModel* m_model;
};

}  // namespace heddle::ui

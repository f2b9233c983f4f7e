// Paints a row of the library: a heading, or a title with a quiet mark at its right end.
#pragma once

#include <QStyledItemDelegate>

namespace heddle::ui {

class ScenarioItemDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role {
        IsHeadingRole = Qt::UserRole + 100,
        MarkRole,  // a word; none where there is none
    };

    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

}  // namespace heddle::ui

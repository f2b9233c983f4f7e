// A cell with a state: a block in the state's colour and height, and the word.
#pragma once

#include <QStyledItemDelegate>

namespace heddle::ui {

class StateDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    // `stateRole` gives the state as an int.
    StateDelegate(int stateRole, QObject* parent) : QStyledItemDelegate(parent), m_stateRole(stateRole) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_stateRole;
};

}  // namespace heddle::ui

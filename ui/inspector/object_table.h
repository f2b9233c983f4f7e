// Each lock, semaphore and queue: its value, who holds it, and its line of waiters in order. Names in the
// strip select their task.
//
// Thread rule: the gui thread. Renewed several times a second while it is visible, not with every snapshot.
#pragma once

#include <QTimer>
#include <QTreeView>

#include "ui/inspector/line_strip.h"

class QSortFilterProxyModel;

namespace heddle::ui {

class ObjectTableModel;
class ViewState;

class ObjectTable : public QTreeView {
    Q_OBJECT
public:
    explicit ObjectTable(ViewState* view, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {640, 240}; }
    // The row of an object as the table shows it; an invalid one if there is none.
    [[nodiscard]] QModelIndex rowOf(ObjectId object) const;
    // The chips as drawn in the table's row of that object, in coordinates of the viewport.
    [[nodiscard]] Strip stripOf(ObjectId object) const;

protected:
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void refreshSoon();
    void refresh();
    void followSelection();
    [[nodiscard]] ObjectId objectAt(const QModelIndex& row) const;

    ViewState* m_view;
    ObjectTableModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QTimer m_soon;
    bool m_isFollowing = false;  // the selection comes from elsewhere
};

}  // namespace heddle::ui

// All tasks at the chosen instant, a row each: their process control blocks, observed.
//
// Thread rule: the gui thread. Renewed several times a second while it is visible, not with every snapshot.
#pragma once

#include <QTimer>
#include <QTreeView>

#include "engine/base/strong_id.h"

class QSortFilterProxyModel;

namespace heddle::ui {

class TaskTableModel;
class ViewState;

class TaskTable : public QTreeView {
    Q_OBJECT
public:
    explicit TaskTable(ViewState* view, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {640, 240}; }
    // The row of a task as the table shows it; an invalid one if there is none.
    [[nodiscard]] QModelIndex rowOf(TaskId task) const;

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refreshSoon();
    void refresh();
    void followSelection();
    void openNewParents(const QModelIndex& parent, int first);
    void fitColumns();
    void setUpColumns();
    void chooseColumns(QPoint position);

    ViewState* m_view;
    TaskTableModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QTimer m_soon;
    bool m_isFollowing = false;  // the selection comes from elsewhere
    bool m_isFitting = false;    // widths are set by the table itself
    bool m_hasOwnWidths = false;
};

}  // namespace heddle::ui

// What each task has printed, with the time: a row for each line. In one selection with the other views: a
// row chosen here sets the cursor to its time, selects its task and tells its source line; the chosen task's
// lines stand out, and those later than the cursor are faint.
//
// Thread rule: the gui thread. Renewed several times a second while it is visible.
#pragma once

#include <QTimer>
#include <QTreeView>

#include "engine/base/strong_id.h"

namespace heddle::ui {

class OutputModel;
class ViewState;

class OutputTable : public QTreeView {
    Q_OBJECT
public:
    explicit OutputTable(ViewState* view, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {640, 240}; }

Q_SIGNALS:
    // The line of the program that printed the row that was chosen.
    void siteActivated(SiteId site);

protected:
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void refreshSoon();
    void refresh();
    void followCursor();

    ViewState* m_view;
    OutputModel* m_model;
    QTimer m_soon;
    bool m_isFollowing = false;  // the current row is moved by what happens elsewhere
};

}  // namespace heddle::ui

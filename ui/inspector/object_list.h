// "Objects now": every lock, semaphore, queue... as a data structure, at the chosen instant. A click on a
// name of a task in it selects that task, elsewhere the object.
//
// Thread rule: the gui thread. In a live run it is renewed twenty times a second, not with every snapshot.
#pragma once

#include <QListView>
#include <QTimer>

#include "ui/inspector/object_card.h"

namespace heddle::ui {

class ObjectTableModel;
class ViewState;

class ObjectList : public QListView {
    Q_OBJECT
public:
    explicit ObjectList(ViewState* view, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {330, 240}; }
    // As it is drawn, in coordinates of the viewport. The object is there.
    [[nodiscard]] ObjectCard cardOf(ObjectId object) const;

protected:
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void refreshSoon();
    void refresh();
    void followSelection();

    ViewState* m_view;
    ObjectTableModel* m_model;
    QTimer m_soon;
    bool m_isFollowing = false;  // the selection comes from elsewhere
};

}  // namespace heddle::ui

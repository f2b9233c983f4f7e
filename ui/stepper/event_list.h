// The steps so far as a table, in one selection with the other views: a row chosen here sets the cursor to
// its step and selects its task, a cursor set elsewhere chooses the row. Double click or Return goes to that
// step.
//
// Thread rule: the gui thread.
#pragma once

#include <QTreeView>

namespace heddle::ui {

class EventListModel;
class StepController;
class ViewState;

class EventList : public QTreeView {
    Q_OBJECT
public:
    EventList(ViewState* view, StepController* steps, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {520, 240}; }

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void refresh();
    void followCursor();

    ViewState* m_view;
    StepController* m_steps;
    EventListModel* m_model;
    bool m_isFollowing = false;  // the current row is moved by what happens elsewhere
};

}  // namespace heddle::ui

// The list of next steps: a click on a task that may go, or Return, makes its step; of one that may not it
// selects the task, so that the other views say why.
//
// Thread rule: the gui thread.
#pragma once

#include <QListView>

#include "engine/session/stepping/controlled_session.h"

namespace heddle::ui {

class NextStepDelegate;
class NextStepsModel;
class StepController;
class ViewState;

class NextStepsView : public QListView {
    Q_OBJECT
public:
    NextStepsView(ViewState* view, StepController* steps, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {520, 4 * 34}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {300, 2 * 34}; }
    [[nodiscard]] QRect rowOf(TaskId task) const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void refresh();
    void fitColumns();
    void choose(const QModelIndex& index, bool timesOut);
    void followSelection();

    ViewState* m_view;
    StepController* m_steps;
    NextStepsModel* m_model;
    NextStepDelegate* m_delegate;
    bool m_isFollowing = false;  // the current row is moved by what happens elsewhere
};

}  // namespace heddle::ui

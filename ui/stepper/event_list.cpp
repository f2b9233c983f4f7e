#include "ui/stepper/event_list.h"

#include <QHeaderView>

#include "engine/model/step_time.h"
#include "ui/models/view_state.h"
#include "ui/stepper/event_list_model.h"
#include "ui/stepper/step_controller.h"

namespace heddle::ui {

EventList::EventList(ViewState* view, StepController* steps, QWidget* parent)
    : QTreeView(parent), m_view(view), m_steps(steps), m_model(new EventListModel(this)) {
    setAccessibleName(tr("Events"));
    setModel(m_model);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    header()->setStretchLastSection(true);
    header()->setSectionResizeMode(QHeaderView::Interactive);
    const int widths[]{52, 100, 104, 120, 108};
    for (int column = 0; column < static_cast<int>(std::size(widths)); ++column)
        header()->resizeSection(column, widths[column]);
    header()->moveSection(EventListModel::Result, EventListModel::Object);  // what came of it, before on what
    connect(steps, &StepController::positionChanged, this, &EventList::refresh);
    connect(view, &ViewState::cursorChanged, this, &EventList::followCursor);
    connect(this, &QTreeView::activated, this,
            [this](const QModelIndex& index) { m_steps->goTo(m_model->nodeAt(index)); });
    refresh();
}

void EventList::refresh() {
    m_isFollowing = true;
    m_model->setPosition(m_steps->position());
    m_isFollowing = false;
    followCursor();
}

void EventList::followCursor() {
    const model::SnapshotPtr& snapshot = m_view->snapshot();
    if (!snapshot || m_model->rowCount() == 0)
        return;
    const int step = m_view->cursor() ? static_cast<int>(model::stepAt(*snapshot, m_view->instant()))
                                      : m_model->rowCount();
    m_isFollowing = true;
    setCurrentIndex(m_model->index(std::min(step, m_model->rowCount()) - 1, 0));
    m_isFollowing = false;
}

void EventList::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTreeView::currentChanged(current, previous);
    const session::HistoryNode* step = m_model->stepAt(current);
    if (!step || m_isFollowing || !m_view->snapshot())
        return;
    const TaskId task = step->task;
    m_view->setCursor(model::beginOfStep(*m_view->snapshot(), step->depth) + model::kStepLength / 2);
    m_view->selectTask(task);
}

}  // namespace heddle::ui

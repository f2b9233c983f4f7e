#include "ui/stepper/next_steps_view.h"

#include <QMouseEvent>

#include "ui/models/view_state.h"
#include "ui/stepper/next_step_delegate.h"
#include "ui/stepper/next_steps_model.h"
#include "ui/stepper/step_controller.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

constexpr int kWidestName = 170, kWidestOperation = 200;

}  // namespace

NextStepsView::NextStepsView(ViewState* view, StepController* steps, QWidget* parent)
    : QListView(parent),
      m_view(view),
      m_steps(steps),
      m_model(new NextStepsModel(this)),
      m_delegate(new NextStepDelegate(this)) {
    setAccessibleName(tr("Next steps"));
    setModel(m_model);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    connect(steps, &StepController::positionChanged, this, &NextStepsView::refresh);
    connect(view, &ViewState::selectionChanged, this, &NextStepsView::followSelection);
    refresh();
}

void NextStepsView::refresh() {
    m_isFollowing = true;
    m_model->setPosition(m_steps->position());
    m_isFollowing = false;
    // What it does not need is the history's.
    setMaximumHeight(std::max(2, m_model->rowCount()) * NextStepDelegate::kRowHeight + 2);
    fitColumns();
    followSelection();
    viewport()->update();
}

void NextStepsView::resizeEvent(QResizeEvent* event) {
    QListView::resizeEvent(event);
    fitColumns();
}

// Where not all fits, the line goes first: the source marks it, too.
void NextStepsView::fitColumns() {
    QFont bold = Theme::font();
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics names(bold), words(Theme::font());
    int name = 60, operation = 60, line = 0, standing = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row);
        const auto widthOf = [&index](int role, const QFontMetrics& metrics) {
            return metrics.horizontalAdvance(index.data(role).toString()) + 2;
        };
        name = std::max(name, widthOf(Qt::DisplayRole, names));
        operation = std::max(operation, widthOf(NextStepsModel::OperationRole, words));
        line = std::max(line, widthOf(NextStepsModel::LineRole, words));
        standing = std::max(standing, widthOf(NextStepsModel::StandingRole, words));
    }
    name = std::min(name, kWidestName);
    operation = std::min(operation, kWidestOperation);
    if (NextStepDelegate::widthFor(name, operation, line) + standing > viewport()->width())
        line = 0;
    m_delegate->setColumns(name, operation, line);
}

void NextStepsView::followSelection() {
    const QModelIndex index = m_model->indexOf(m_view->selection().task);
    if (!index.isValid()) {
        clearSelection();
        return;
    }
    m_isFollowing = true;
    setCurrentIndex(index);
    m_isFollowing = false;
    scrollTo(index);
}

void NextStepsView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    if (const session::NextStep* next = m_model->stepAt(current); next && !m_isFollowing)
        m_view->selectTask(TaskId{next->task});
}

QRect NextStepsView::rowOf(TaskId task) const {
    return visualRect(m_model->indexOf(task));
}

void NextStepsView::choose(const QModelIndex& index, bool timesOut) {
    const session::NextStep* next = m_model->stepAt(index);
    if (!next)
        return;
    const TaskId task = next->task;
    if (next->mayGo || timesOut)
        m_steps->step(task, timesOut);
    else
        m_view->selectTask(task);
}

void NextStepsView::mouseReleaseEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    const QModelIndex index = indexAt(at);
    if (event->button() == Qt::LeftButton && index.isValid())
        choose(index, m_delegate->timeLimitIn(visualRect(index), index).contains(at));
    QListView::mouseReleaseEvent(event);
}

void NextStepsView::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    const QModelIndex index = indexAt(at);
    const session::NextStep* next = m_model->stepAt(index);
    const bool acts = next && (next->mayGo || m_delegate->timeLimitIn(visualRect(index), index).contains(at));
    viewport()->setCursor(acts ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QListView::mouseMoveEvent(event);
}

void NextStepsView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        choose(currentIndex(), event->modifiers().testFlag(Qt::ShiftModifier));
    else
        QListView::keyPressEvent(event);
}

}  // namespace heddle::ui

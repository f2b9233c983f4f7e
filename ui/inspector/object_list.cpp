#include "ui/inspector/object_list.h"

#include <QMouseEvent>

#include "ui/inspector/object_delegate.h"
#include "ui/models/object_table_model.h"
#include "ui/models/view_state.h"

namespace heddle::ui {
namespace {

constexpr int kRenewMs = 50;

}  // namespace

ObjectList::ObjectList(ViewState* view, QWidget* parent)
    : QListView(parent), m_view(view), m_model(new ObjectTableModel(this)) {
    setAccessibleName(tr("Objects now"));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setModel(m_model);
    setModelColumn(ObjectTableModel::Name);
    setItemDelegate(new ObjectDelegate(view, m_model, this));
    m_soon.setSingleShot(true);
    m_soon.setInterval(kRenewMs);
    connect(&m_soon, &QTimer::timeout, this, &ObjectList::refresh);
    connect(view, &ViewState::snapshotChanged, this, &ObjectList::refreshSoon);
    connect(view, &ViewState::cursorChanged, this, &ObjectList::refreshSoon);
    connect(view, &ViewState::selectionChanged, this, [this] {
        followSelection();
        viewport()->update();  // the chips of the chosen task
    });
    refresh();
}

ObjectCard ObjectList::cardOf(ObjectId object) const {
    const QModelIndex index = m_model->indexOf(object);
    return ObjectDelegate::cardIn(visualRect(index), index, *m_model);
}

void ObjectList::showEvent(QShowEvent* event) {
    refresh();
    QListView::showEvent(event);
}

void ObjectList::refreshSoon() {
    if (!m_view->snapshot())
        refresh();
    else if (isVisible() && !m_soon.isActive())
        m_soon.start();
}

void ObjectList::refresh() {
    m_soon.stop();
    m_isFollowing = true;
    m_model->setMoment(m_view->moment());
    m_isFollowing = false;
    followSelection();
    viewport()->update();
}

void ObjectList::mousePressEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid())
        if (const TaskId task = cardOf(m_model->objectAt(index)).strip.taskAt(event->position())) {
            m_view->selectTask(task);
            return;
        }
    QListView::mousePressEvent(event);
}

void ObjectList::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    if (!m_isFollowing && current.isValid())
        m_view->selectObject(m_model->objectAt(current));
}

void ObjectList::followSelection() {
    m_isFollowing = true;
    const QModelIndex row = m_model->indexOf(m_view->selection().object);
    setCurrentIndex(row);
    if (row.isValid())
        scrollTo(row);
    else
        clearSelection();
    m_isFollowing = false;
}

}  // namespace heddle::ui

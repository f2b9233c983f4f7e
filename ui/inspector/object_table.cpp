#include "ui/inspector/object_table.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QSortFilterProxyModel>

#include "ui/inspector/strip_delegate.h"
#include "ui/models/object_table_model.h"
#include "ui/models/view_state.h"

namespace heddle::ui {
namespace {

constexpr int kRenewMs = 150;

}  // namespace

ObjectTable::ObjectTable(ViewState* view, QWidget* parent)
    : QTreeView(parent),
      m_view(view),
      m_model(new ObjectTableModel(this)),
      m_sorted(new QSortFilterProxyModel(this)) {
    setAccessibleName(tr("Locks, semaphores, queues"));
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setRootIsDecorated(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(ObjectTableModel::SortRole);
    setModel(m_sorted);
    setItemDelegateForColumn(ObjectTableModel::Who, new StripDelegate(view, m_model, this));
    header()->setSortIndicatorClearable(true);
    header()->setSortIndicator(-1, Qt::AscendingOrder);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(ObjectTableModel::Who, QHeaderView::Stretch);
    setSortingEnabled(true);
    const std::pair<int, int> widths[]{
        {ObjectTableModel::Name, 110},     {ObjectTableModel::Kind, 110},
        {ObjectTableModel::Value, 100},    {ObjectTableModel::Acquisitions, 72},
        {ObjectTableModel::Contended, 72}, {ObjectTableModel::MostWaiters, 104}};
    for (const auto& [column, width] : widths) setColumnWidth(column, width);

    m_soon.setSingleShot(true);
    m_soon.setInterval(kRenewMs);
    connect(&m_soon, &QTimer::timeout, this, &ObjectTable::refresh);
    connect(view, &ViewState::snapshotChanged, this, &ObjectTable::refreshSoon);
    connect(view, &ViewState::cursorChanged, this, &ObjectTable::refreshSoon);
    connect(view, &ViewState::selectionChanged, this, [this] {
        followSelection();
        viewport()->update();  // the chips of the chosen task
    });
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this](const QItemSelection& chosen) {
                if (!m_isFollowing && !chosen.isEmpty())
                    m_view->selectObject(objectAt(chosen.indexes().first()));
            });
    refresh();
}

ObjectId ObjectTable::objectAt(const QModelIndex& row) const {
    return m_model->objectAt(m_sorted->mapToSource(row));
}
QModelIndex ObjectTable::rowOf(ObjectId object) const {
    return m_sorted->mapFromSource(m_model->indexOf(object));
}

Strip ObjectTable::stripOf(ObjectId object) const {
    const QModelIndex row = rowOf(object);
    if (!row.isValid() || !m_model->moment())
        return {};
    const QRect cell = visualRect(row.siblingAtColumn(ObjectTableModel::Who));
    return layOutStrip(*m_model->moment(), object, StripDelegate::roomIn(cell), QFontMetricsF(font()));
}

void ObjectTable::showEvent(QShowEvent* event) {
    refresh();
    QTreeView::showEvent(event);
}

void ObjectTable::refreshSoon() {
    if (!m_view->snapshot())
        refresh();
    else if (isVisible() && !m_soon.isActive())
        m_soon.start();
}

void ObjectTable::refresh() {
    m_soon.stop();
    m_model->setMoment(m_view->moment());
    followSelection();
}

void ObjectTable::mousePressEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.column() == ObjectTableModel::Who) {
        if (const TaskId task = stripOf(objectAt(index)).taskAt(event->position())) {
            m_view->selectTask(task);
            return;
        }
    }
    QTreeView::mousePressEvent(event);
}

void ObjectTable::followSelection() {
    const QModelIndex row = rowOf(m_view->selection().object);
    const bool isThere =
        row.isValid() ? selectionModel()->isRowSelected(row.row(), {}) && currentIndex().row() == row.row()
                      : !selectionModel()->hasSelection();
    if (isThere)
        return;
    m_isFollowing = true;
    if (row.isValid()) {
        setCurrentIndex(row);
        scrollTo(row);
    } else {
        clearSelection();
        setCurrentIndex({});
    }
    m_isFollowing = false;
}

}  // namespace heddle::ui

#include "ui/inspector/task_table.h"

#include <QHeaderView>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <algorithm>

#include "ui/inspector/state_delegate.h"
#include "ui/models/task_table_model.h"
#include "ui/models/view_state.h"

namespace heddle::ui {
namespace {

constexpr int kRenewMs = 150;
constexpr int kNarrowWhy = 140, kLeastWhy = 300, kMostWhy = 460, kWidestName = 190,
              kWidestState = 170;  // pixels

}  // namespace

TaskTable::TaskTable(ViewState* view, QWidget* parent)
    : QTreeView(parent),
      m_view(view),
      m_model(new TaskTableModel(this)),
      m_sorted(new QSortFilterProxyModel(this)) {
    setAccessibleName(tr("Tasks"));
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setIndentation(16);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(TaskTableModel::SortRole);
    setModel(m_sorted);
    setUpColumns();

    m_soon.setSingleShot(true);
    m_soon.setInterval(kRenewMs);
    connect(&m_soon, &QTimer::timeout, this, &TaskTable::refresh);
    connect(view, &ViewState::snapshotChanged, this, &TaskTable::refreshSoon);
    connect(view, &ViewState::cursorChanged, this, &TaskTable::refreshSoon);
    connect(view, &ViewState::selectionChanged, this, &TaskTable::followSelection);
    connect(m_sorted, &QAbstractItemModel::rowsInserted, this, &TaskTable::openNewParents);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this](const QItemSelection& chosen) {
                if (!m_isFollowing && !chosen.isEmpty())
                    m_view->selectTask(m_model->taskAt(m_sorted->mapToSource(chosen.indexes().first())));
            });
    refresh();
}

void TaskTable::setUpColumns() {
    setItemDelegateForColumn(TaskTableModel::StateColumn, new StateDelegate(TaskTableModel::StateRole, this));
    QHeaderView* columns = header();
    columns->setSectionsMovable(true);
    columns->setSortIndicatorClearable(true);
    columns->setStretchLastSection(false);
    columns->setResizeContentsPrecision(0);  // of rows in sight
    columns->setContextMenuPolicy(Qt::CustomContextMenu);
    columns->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    connect(columns, &QHeaderView::customContextMenuRequested, this, &TaskTable::chooseColumns);
    const std::pair<int, int> widths[]{
        {TaskTableModel::Name, 122},
        {TaskTableModel::Kind, 76},
        {TaskTableModel::StateColumn, 106},
        {TaskTableModel::Why, kLeastWhy},
        {TaskTableModel::Cpu, 54},
        {TaskTableModel::Priority, 70},
        {TaskTableModel::Policy, 76},
        {TaskTableModel::VoluntarySwitches, 72},
        {TaskTableModel::InvoluntarySwitches, 90},
        {TaskTableModel::CpuTime, 90},
        {TaskTableModel::Memory, 84},
        {TaskTableModel::PidColumn, 72},
        {TaskTableModel::TidColumn, 72},
        {TaskTableModel::Place, 150},
    };
    for (const auto& [column, width] : widths) setColumnWidth(column, width);
    // What answers the question comes first; the long tail of figures after it.
    int place = 0;
    for (const int column : {TaskTableModel::Name, TaskTableModel::StateColumn, TaskTableModel::Why,
                             TaskTableModel::Cpu, TaskTableModel::CpuTime, TaskTableModel::Place})
        columns->moveSection(columns->visualIndex(column), place++);
    connect(columns, &QHeaderView::sectionResized, this, [this] { m_hasOwnWidths |= !m_isFitting; });
}

void TaskTable::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    fitColumns();
}

// Until somebody sets a width by hand, names (up to a length) and states that are in sight are read in full,
// "Why" takes the room that the other columns of the answer leave, and where they leave little it comes
// before the figures.
void TaskTable::fitColumns() {
    if (m_hasOwnWidths)
        return;
    m_isFitting = true;
    const auto widen = [this](int column, int most) {
        setColumnWidth(column, std::max(columnWidth(column), std::min(sizeHintForColumn(column), most)));
    };
    widen(TaskTableModel::Name, kWidestName);
    widen(TaskTableModel::StateColumn, kWidestState);
    const auto widthOf = [this](std::initializer_list<int> columns) {
        int width = 0;
        for (const int column : columns) width += columnWidth(column);
        return width;
    };
    const int room = viewport()->width() - widthOf({TaskTableModel::Name, TaskTableModel::StateColumn});
    const int besideFigures = room - widthOf({TaskTableModel::Cpu, TaskTableModel::CpuTime});
    const int wanted = besideFigures >= kLeastWhy ? std::min(besideFigures, kMostWhy) : room;
    setColumnWidth(TaskTableModel::Why, std::max(wanted, kNarrowWhy));
    m_isFitting = false;
}

void TaskTable::chooseColumns(QPoint position) {
    QMenu menu(this);
    for (int column = TaskTableModel::Kind; column < TaskTableModel::ColumnCount; ++column) {
        QAction* action =
            menu.addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { setColumnHidden(column, !shown); });
    }
    menu.exec(header()->mapToGlobal(position));
}

QModelIndex TaskTable::rowOf(TaskId task) const {
    return m_sorted->mapFromSource(m_model->indexOf(task));
}

void TaskTable::showEvent(QShowEvent* event) {
    refresh();
    QTreeView::showEvent(event);
}

void TaskTable::refreshSoon() {
    if (!m_view->snapshot())
        refresh();
    else if (isVisible() && !m_soon.isActive())
        m_soon.start();
}

void TaskTable::refresh() {
    m_soon.stop();
    m_model->setMoment(m_view->moment());
    fitColumns();
    followSelection();
}

void TaskTable::openNewParents(const QModelIndex& parent, int first) {
    // Open at first; who closes one later keeps it closed.
    if (parent.isValid() && first == 0)
        expand(parent);
}

void TaskTable::followSelection() {
    const QModelIndex row = rowOf(m_view->selection().task);
    const bool isThere = row.isValid()
                             ? currentIndex().row() == row.row() && currentIndex().parent() == row.parent() &&
                                   selectionModel()->isRowSelected(row.row(), row.parent())
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

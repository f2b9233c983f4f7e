#include "ui/inspector/output_table.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

#include "ui/models/output_model.h"
#include "ui/models/view_state.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

constexpr int kRenewMs = 150;

// Quiet where it is not the chosen task's line, or later than the cursor.
class LineDelegate : public QStyledItemDelegate {
public:
    LineDelegate(const ViewState& view, const OutputModel& model, QObject* parent)
        : QStyledItemDelegate(parent), m_view(view), m_model(model) {}

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        const model::PrintedLine line = m_model.at(index.row());
        const TaskId chosen = m_view.selection().task;
        const bool isLater = m_view.cursor() && line.time > m_view.instant();
        if ((chosen && line.task != chosen) || isLater)
            option->palette.setColor(QPalette::Text, Theme::current().quietText);
        else if (chosen)
            option->font.setWeight(QFont::DemiBold);
    }

private:
    const ViewState& m_view;
    const OutputModel& m_model;
};

}  // namespace

OutputTable::OutputTable(ViewState* view, QWidget* parent)
    : QTreeView(parent), m_view(view), m_model(new OutputModel(this)) {
    setAccessibleName(tr("Output of the tasks"));
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setRootIsDecorated(false);
    setSelectionMode(SingleSelection);
    setModel(m_model);
    setItemDelegate(new LineDelegate(*view, *m_model, this));
    header()->setStretchLastSection(true);
    setColumnWidth(OutputModel::Time, 96);
    setColumnWidth(OutputModel::Task, 140);

    m_soon.setSingleShot(true);
    m_soon.setInterval(kRenewMs);
    connect(&m_soon, &QTimer::timeout, this, &OutputTable::refresh);
    connect(view, &ViewState::snapshotChanged, this, &OutputTable::refreshSoon);
    connect(view, &ViewState::cursorChanged, this, &OutputTable::followCursor);
    connect(view, &ViewState::selectionChanged, this, [this] { viewport()->update(); });
    refresh();
}

void OutputTable::showEvent(QShowEvent* event) {
    refresh();
    QTreeView::showEvent(event);
}

void OutputTable::refreshSoon() {
    if (!m_view->snapshot())
        refresh();
    else if (isVisible() && !m_soon.isActive())
        m_soon.start();
}

void OutputTable::refresh() {
    m_soon.stop();
    m_isFollowing = true;
    m_model->setSnapshot(m_view->snapshot());
    m_isFollowing = false;
    followCursor();
}

void OutputTable::followCursor() {
    viewport()->update();
    if (m_isFollowing || !m_view->snapshot() || m_model->rowCount() == 0)
        return;
    const QModelIndex row = m_model->index(m_model->rowAt(m_view->instant()), 0);
    if (row.isValid())
        scrollTo(row);
    if (row.row() == currentIndex().row() || !m_view->cursor())
        return;
    m_isFollowing = true;
    setCurrentIndex(row);
    m_isFollowing = false;
}

void OutputTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTreeView::currentChanged(current, previous);
    if (!current.isValid() || m_isFollowing || !m_view->snapshot())
        return;
    const model::PrintedLine line = m_model->at(current.row());
    m_isFollowing = true;
    m_view->setCursor(line.time);
    m_view->selectTask(line.task);
    m_isFollowing = false;
    Q_EMIT siteActivated(line.site);
}

void OutputTable::paintEvent(QPaintEvent* event) {
    QTreeView::paintEvent(event);
    if (m_model->rowCount() > 0)
        return;
    QPainter painter{viewport()};
    painter.setPen(Theme::current().quietText);
    painter.drawText(viewport()->rect().adjusted(20, 12, -20, -12), Qt::TextWordWrap,
                     tr("What tasks print appears here, for programs that use print() of Heddle's runtime."));
}

}  // namespace heddle::ui

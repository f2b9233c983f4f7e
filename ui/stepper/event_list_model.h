// The steps from the start to the present, a row each: who did what, to what, and what came of it.
//
// Thread rule: the gui thread.
// Invariants: row k is step k + 1; a longer way along the same branch only adds rows.
#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "engine/session/stepping/controlled_session.h"

namespace heddle::ui {

class EventListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Step, Task, Operation, Object, Result, Line, ColumnCount };

    explicit EventListModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setPosition(session::PositionPtr position);  // null: nothing is stepped
    // The step in that row; nullptr if there is none.
    [[nodiscard]] const session::HistoryNode* stepAt(const QModelIndex& index) const;
    [[nodiscard]] session::NodeId nodeAt(const QModelIndex& index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const session::HistoryNode& step, int column) const;

    session::PositionPtr m_position;
    std::vector<session::NodeId> m_way;
};

// What came of a step, as the run shows it when the step is over: "value 3", "2 units free", "holds it".
[[nodiscard]] QString resultText(const model::Snapshot& snapshot, const session::HistoryNode& step);

}  // namespace heddle::ui

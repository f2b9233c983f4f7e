// What the tasks of a run have printed: a row for each line, in the order of time.
//
// Thread rule: the gui thread. Invariants: row k is the k-th line of the snapshot; a newer snapshot of the
// same run only adds rows.
#pragma once

#include <QAbstractTableModel>

#include "engine/model/snapshot.h"

namespace heddle::ui {

class OutputModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Task, Line, ColumnCount };

    explicit OutputModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setSnapshot(model::SnapshotPtr snapshot);       // null: nothing is open
    [[nodiscard]] model::PrintedLine at(int row) const;  // an empty one if there is none
    // The last line until then; -1 if there is none.
    [[nodiscard]] int rowAt(Instant time) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const model::PrintedLine& line, int column) const;

    model::SnapshotPtr m_snapshot;
    int m_rows = 0;
};

}  // namespace heddle::ui

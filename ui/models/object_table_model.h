// All synchronisation objects: each with its holders, its value and its queue of waiters in order.
//
// Thread rule: the gui thread.
// Invariants: rows stand in the order of the objects' creation and never move; a moment of the same run
// inserts and emits dataChanged for the rows that differ only. Only another run resets.
#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "ui/models/moment.h"

namespace heddle::ui {

class ObjectTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, Value, Who, Acquisitions, Contended, MostWaiters, ColumnCount };
    enum Role {
        ObjectRole = Qt::UserRole,  // uint: ObjectId
        SortRole,                   // a number where the column is one, else the text
    };

    explicit ObjectTableModel(QObject* parent = nullptr);

    void setMoment(MomentPtr moment);  // null: nothing is open
    [[nodiscard]] const MomentPtr& moment() const { return m_moment; }
    [[nodiscard]] ObjectId objectAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(ObjectId object, int column = Name) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void emitChanges(const Moment& before);
    [[nodiscard]] QString text(const model::ObjectInfo& object, int column) const;
    [[nodiscard]] QString value(const model::ObjectInfo& object) const;
    [[nodiscard]] QString who(const model::ObjectInfo& object) const;
    [[nodiscard]] QString description(const model::ObjectInfo& object) const;

    MomentPtr m_moment;
    int m_rows = 0;
};

}  // namespace heddle::ui

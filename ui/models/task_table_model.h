// All tasks as a tree: fibers under threads under processes, each a row of its process control block.
//
// Thread rule: the gui thread.
// Invariants: a row, once there, stays in its place until another run begins; indexes hold the TaskId. A
// moment of the same run inserts what is new and emits dataChanged for the rows that differ, in as few ranges
// as possible: selection and scroll position survive. Only another run resets.
#pragma once

#include <QAbstractItemModel>
#include <vector>

#include "ui/models/moment.h"

namespace heddle::ui {

class TaskTableModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column {
        Name,
        Kind,
        StateColumn,
        Why,  // what it waits for, or who does not let it
        Cpu,
        Priority,
        Policy,
        VoluntarySwitches,
        InvoluntarySwitches,
        CpuTime,
        Memory,
        PidColumn,
        TidColumn,
        Place,  // current source line, else the program counter
        ColumnCount
    };
    enum Role {
        StateRole = Qt::UserRole,  // int: model::State
        TaskRole,                  // uint: TaskId
        SortRole,                  // a number where the column is one, else the text
    };

    explicit TaskTableModel(QObject* parent = nullptr);

    void setMoment(MomentPtr moment);  // null: nothing is open
    [[nodiscard]] TaskId taskAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(TaskId task, int column = Name) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node {
        std::uint32_t parent = 0;  // TaskId, 0: top level
        int row = 0;
        std::vector<std::uint32_t> children;
    };

    [[nodiscard]] std::uint32_t parentOf(const model::TaskInfo& task) const;
    void append();
    void emitChanges(const Moment& before);
    [[nodiscard]] QString text(const model::TaskInfo& task, int column) const;
    [[nodiscard]] QString why(const model::TaskInfo& task) const;
    [[nodiscard]] QString whyEnded(const model::TaskInfo& task) const;
    [[nodiscard]] QVariant number(const model::TaskInfo& task, int column) const;

    MomentPtr m_moment;
    std::vector<Node> m_nodes{1};  // by TaskId; [0] is the invisible root
};

}  // namespace heddle::ui

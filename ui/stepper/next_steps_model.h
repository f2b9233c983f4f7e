// All tasks of a controlled run: what each would do next, and whether it may. First those that live, in the
// order of their creation, then those that have ended.
//
// Thread rule: the gui thread.
// Invariants: a task keeps its number, which is its key, as long as the run stays in its branch, wherever its
// row stands.
#pragma once

#include <QAbstractListModel>
#include <vector>

#include "engine/session/stepping/controlled_session.h"

namespace heddle::ui {

class NextStepsModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        TaskRole = Qt::UserRole,  // uint: TaskId
        KeyRole,                  // "1".."9", "0"; empty from the eleventh task on
        OperationRole,            // "lock(A)"
        LineRole,                 // "line 30"
        StandingRole,             // "may go", "blocked: ..., since step 4"
        BriefStandingRole,        // "held by Thread-2": where room is scarce
        StateRole,                // int: model::State
        MayGoRole,                //
        MayTimeOutRole,           //
        AliveRole,
    };

    explicit NextStepsModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    void setPosition(session::PositionPtr position);  // null: nothing is stepped
    [[nodiscard]] const session::PositionPtr& position() const { return m_position; }
    [[nodiscard]] const session::NextStep* stepAt(const QModelIndex& index) const;  // nullptr: none
    [[nodiscard]] QModelIndex indexOf(TaskId task) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    // Which task stands in which row, told to the views.
    void arrange(std::vector<std::size_t> order);
    [[nodiscard]] std::size_t numberAt(const QModelIndex& index) const {
        return m_order[static_cast<std::size_t>(index.row())];
    }
    [[nodiscard]] QString explanation(const session::NextStep& step) const;

    session::PositionPtr m_position;
    std::vector<std::size_t> m_order;  // by row: the place in m_position->tasks
};

}  // namespace heddle::ui

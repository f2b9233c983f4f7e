// All tasks of a controlled run, in the order of their creation: what each would do next, and whether it may.
//
// Thread rule: the gui thread.
// Invariants: a task keeps its row, and so its number, as long as the run stays in its branch.
#pragma once

#include <QAbstractListModel>

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
    [[nodiscard]] QString explanation(const session::NextStep& step) const;

    session::PositionPtr m_position;
};

}  // namespace heddle::ui

// The bridge between a controlled session and the window: takes what the user wants to the session, and
// brings each new Position to the views, its snapshot to the ViewState.
//
// Thread rule: the gui thread. The session posts its news here through the event loop; of many in one turn of
// the loop only the last is shown.
// Life: the session outlives its stay here; setSession(nullptr) before it goes.
#pragma once

#include <QObject>
#include <atomic>
#include <map>

#include "engine/session/stepping/controlled_session.h"

namespace heddle::ui {

class ViewState;

class StepController : public QObject {
    Q_OBJECT
public:
    explicit StepController(ViewState& view, QObject* parent = nullptr);
    ~StepController() override;

    void setSession(session::ControlledSession* session);  // null: nothing is stepped
    [[nodiscard]] bool isActive() const { return m_position != nullptr; }
    [[nodiscard]] const session::PositionPtr& position() const { return m_position; }
    // The task of that number, as the list of next steps counts them: 1, 2, 3...
    [[nodiscard]] TaskId taskOfNumber(int number) const;
    // The task that made the last step; none at the start.
    [[nodiscard]] TaskId lastMover() const;
    // How a branch ended, for those ends that were stood at: a Position, or null.
    [[nodiscard]] session::PositionPtr endOfBranch(session::NodeId leaf) const;

    void step(TaskId task, bool timesOut = false);
    // The same task again; at the start the first one that may go.
    void stepAgain();
    void back();
    void goTo(session::NodeId node);
    void drive(const session::DriveRequest& request);
    void cancel();
    void kill(TaskId task);
    void takeBack(ObjectId object, TaskId holder);
    void nameBranch(session::NodeId node, const QString& name);
    void saveSchedule(session::NodeId node, const QString& path);

Q_SIGNALS:
    // Another position, or none: isActive() tells.
    void positionChanged();
    // One whole sentence for the user. `serious`: something was refused or failed.
    void messageRaised(const QString& sentence, bool serious);

private:
    void takePosition();
    void rememberEnd();
    void refuse(TaskId task, const Error& error);
    void tell(const Error& error);

    ViewState& m_view;
    session::ControlledSession* m_session = nullptr;
    session::PositionPtr m_position;
    std::map<session::NodeId, session::PositionPtr> m_ends;
    std::atomic<bool> m_isNewsPosted = false;
};

}  // namespace heddle::ui

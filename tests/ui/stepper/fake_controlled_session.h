// A controlled session whose tasks are lists of operations on locks: for tests of the step mode without real
// tasks. It keeps the promises of controlled_session.h: the same choices give the same position, going back
// forgets nothing, a branch is another child. What is posted is done at once, and told.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/session/stepping/controlled_session.h"

namespace heddle::test {

// "lock A", "unlock A", "write x": what a task does, in turn. "start" and "end" are added.
struct FakeTask {
    std::string name;
    std::vector<std::string> operations;
    bool hasTimeLimit = false;  // its locks may be given up
};

class FakeControlledSession : public session::ControlledSession {
public:
    FakeControlledSession(std::vector<FakeTask> tasks, std::string file);
    // Two threads that take A and B in opposite order.
    static std::vector<FakeTask> deadlock();

    [[nodiscard]] const session::RunRequest& request() const override { return m_request; }
    [[nodiscard]] session::Phase phase() const override { return session::Phase::Running; }
    [[nodiscard]] model::SnapshotPtr snapshot() override { return m_position->snapshot; }
    void setPhaseListener(std::function<void(session::Phase)>) override {}
    void requestStop() override {}
    Result<void> suspend(TaskId) override { return {}; }
    Result<void> activate(TaskId) override { return {}; }
    bool waitForEnd(Duration) override { return false; }
    [[nodiscard]] const session::Outcome& outcome() const override { return m_outcome; }
    [[nodiscard]] std::optional<session::Verdict> verdict() const override { return std::nullopt; }
    [[nodiscard]] std::vector<std::string> remarks() const override { return {}; }
    Result<void> save(const std::string&) override { return {}; }

    [[nodiscard]] session::PositionPtr position() const override { return m_position; }
    void setPositionListener(std::function<void()> postChanged) override {
        m_listener = std::move(postChanged);
    }
    Result<void> postStep(TaskId task, bool timesOut = false) override;
    void postDrive(const session::DriveRequest& request) override;
    void postBack(std::uint32_t steps = 1) override;
    void postGoTo(session::NodeId node) override;
    void postCancel() override {}
    void postKill(TaskId task) override;
    void postTakeBack(ObjectId object, TaskId holder) override;
    Result<void> nameBranch(session::NodeId node, std::string name) override;
    [[nodiscard]] std::string scheduleTo(session::NodeId node) const override;

    // What was asked for last, beyond steps: "drive", "kill 2", "take back 1 from 2".
    std::string lastAsked;
    // Shown as busy with it, as while a long drive goes on.
    void showBusy(bool busy);

private:
    struct Operation {
        wire::OperationKind kind = wire::OperationKind::None;
        std::string subject;
        std::uint32_t line = 0;
    };
    struct Run;  // the program after some choices

    [[nodiscard]] Run runTo(session::NodeId node) const;
    void advance(std::uint32_t task, bool timesOut);
    void publish();

    std::vector<FakeTask> m_tasks;
    std::vector<std::vector<Operation>> m_program;
    std::string m_file;
    std::vector<session::HistoryNode> m_history{1};
    session::NodeId m_current = session::NodeId::Start;
    bool m_isBusy = false;
    session::PositionPtr m_position;
    std::function<void()> m_listener;
    session::RunRequest m_request;
    session::Outcome m_outcome;
};

}  // namespace heddle::test

// A controlled session at work: the owner's wishes wait in line, a thread of its own does them one by one and
// publishes where the run stands after each.
//
// Thread rule: as ControlledSession; the program is made, stepped and ended on the engine's thread alone.
// Invariants: a position says that it is not busy only when the line is empty; what is done between two steps
// of a drive (saving, giving up) does not wait for its end.
#pragma once

#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <thread>
#include <variant>

#include "engine/control/schedule.h"
#include "engine/session/session_base.h"
#include "engine/session/stepping/controlled_session.h"
#include "engine/session/stepping/step_director.h"

namespace heddle::session {

class ControlledRun final : public SessionBase<ControlledSession> {
public:
    using MakeProgram = std::function<Result<std::unique_ptr<StepProgram>>()>;

    // `schedule`: what to begin with; may be null. Errors: of `make`, and a schedule that does not fit.
    static Result<std::unique_ptr<ControlledSession>> begin(RunRequest request,
                                                            control::ScheduleSubject subject,
                                                            MakeProgram make,
                                                            const control::Schedule* schedule = nullptr);
    ~ControlledRun() override;

    void requestStop() override;
    Result<void> suspend(TaskId task) override;
    Result<void> activate(TaskId task) override;
    Result<void> save(const std::string& path) override;

    [[nodiscard]] PositionPtr position() const override;
    void setPositionListener(std::function<void()> postChanged) override;
    Result<void> postStep(TaskId task, bool timesOut) override;
    void postDrive(const DriveRequest& request) override { post(request); }
    void postBack(std::uint32_t steps) override { post(Back{steps}); }
    void postGoTo(NodeId node) override { post(node); }
    void postCancel() override;
    void postKill(TaskId task) override { post(Kill{task}); }
    void postTakeBack(ObjectId object, TaskId holder) override { post(TakeBack{object, holder}); }
    Result<void> nameBranch(NodeId node, std::string name) override;
    [[nodiscard]] std::string scheduleTo(NodeId node) const override;

private:
    struct Step {
        TaskId task;
        bool timesOut = false;
    };
    struct Back {
        std::uint32_t steps = 1;
    };
    struct Kill {
        TaskId task;
    };
    struct TakeBack {
        ObjectId object;
        TaskId holder;
    };
    struct Name {
        NodeId node = NodeId::Start;
        std::string name;
    };
    using Wish = std::variant<Step, DriveRequest, Back, NodeId, Kill, TakeBack, Name>;

    ControlledRun(RunRequest request, control::ScheduleSubject subject);
    void post(Wish wish);

    // the engine's thread
    void run(const MakeProgram& make, const control::Schedule* schedule, std::promise<Result<void>>& begun);
    Result<void> start(const MakeProgram& make, const control::Schedule* schedule);
    void serve();
    void grant(const Wish& wish);
    bool betweenSteps();
    void saveIfWanted();
    Result<void> write(const std::string& path);
    void publishPosition(bool isBusy);
    void finish();

    const control::ScheduleSubject m_subject;
    std::map<NodeId, std::string> m_names;  // of branches; the owner's

    // the engine's own
    std::unique_ptr<StepRunner> m_runner;
    std::unique_ptr<StepDirector> m_director;
    Instant m_lastPublished{};

    mutable std::mutex m_mutex;  // guards all below but the thread
    std::condition_variable m_changed;
    std::deque<Wish> m_wishes;
    bool m_isCancelled = false;  // what is being done is not wanted any more
    bool m_isStopWanted = false;
    struct Saving {
        std::string path;
        std::promise<Result<void>> done;
    };
    std::deque<Saving> m_savings;
    bool m_isOver = false;  // nothing is done any more
    PositionPtr m_position;
    std::function<void()> m_postChanged;
    std::thread m_thread;
};

}  // namespace heddle::session

// Does what the user of a controlled run asks for, and says where the run stands then.
//
// Thread rule: one thread, the engine's. What cannot be done changes nothing and is said in the position's
// message. Whatever takes more than one step looks around after each: see BetweenSteps.
#pragma once

#include <functional>

#include "engine/session/stepping/controlled_session.h"
#include "engine/session/stepping/step_runner.h"

namespace heddle::session {

class StepDirector {
public:
    // Called between two steps of a drive; false ends it.
    using BetweenSteps = std::function<bool()>;

    explicit StepDirector(StepRunner& runner) : m_runner(runner) {}

    void step(TaskId task, bool timesOut);
    void drive(const DriveRequest& request, const BetweenSteps& betweenSteps);
    void back(std::uint32_t steps);
    void goTo(NodeId node);
    void kill(TaskId task);
    // `holder`: whose; none: the first one's.
    void takeBack(ObjectId object, TaskId holder);

    // Where the run stands; `isBusy`: more is to be done.
    PositionPtr lookAround(bool isBusy);

private:
    void refuse(const Error& error) { m_message = error.sentence(); }
    void intervene(const control::Step& step);
    [[nodiscard]] control::TaskNumber lastTask() const;
    [[nodiscard]] std::string messageOf(Standing standing) const;

    StepRunner& m_runner;
    std::string m_message;  // of what was done last
    Duration m_lastStepTook{};
    PositionPtr m_position;  // where the run stands, as long as nothing was done since
};

}  // namespace heddle::session

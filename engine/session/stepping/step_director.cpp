#include "engine/session/stepping/step_director.h"

#include <algorithm>

#include "engine/base/phrase.h"
#include "engine/control/choosers.h"
#include "engine/session/stepping/next_steps.h"
#include "engine/session/stepping/step_choice.h"

namespace heddle::session {

using control::NodeNumber;
using control::TaskNumber;

namespace {

Standing standingOf(control::Outcome outcome) {
    switch (outcome) {
        case control::Outcome::AllEnded:
            return Standing::AllEnded;
        case control::Outcome::Deadlock:
            return Standing::Deadlock;
        case control::Outcome::AssertionFailed:
        case control::Outcome::Exception:
            return Standing::Failed;
        case control::Outcome::NoNextStep:
            return Standing::NoNextStep;
        case control::Outcome::GoesOn:
        case control::Outcome::Starved:
        case control::Outcome::StepLimit:
            break;
    }
    return Standing::GoesOn;
}

std::unique_ptr<control::Chooser> chooserFor(const DriveRequest& request, TaskNumber last) {
    switch (request.drive) {
        case Drive::OneTask:
            return std::make_unique<control::OneTask>(numberOf(request.task));
        case Drive::RoundRobin:
            return std::make_unique<control::RoundRobin>(1, last);
        case Drive::AtRandom:
            return std::make_unique<control::AtRandom>(request.seed);
        case Drive::Calm:
            break;
    }
    return std::make_unique<control::Calm>(last);
}

}  // namespace

void StepDirector::step(TaskId task, bool timesOut) {
    m_message.clear();
    if (auto possible = mayStep(*m_position, task, timesOut); !possible)
        return refuse(possible.error());
    const Instant begin = MonotonicClock::now();
    m_runner.step({numberOf(task), timesOut});
    m_lastStepTook = MonotonicClock::now() - begin;
}

void StepDirector::drive(const DriveRequest& request, const BetweenSteps& betweenSteps) {
    m_message.clear();
    const auto chooser = chooserFor(request, lastTask());
    control::StopWhen isReached;
    switch (request.stop) {
        case StopAt::Nothing:
            break;
        case StopAt::Taken:
            isReached = control::whenTaken(numberOf(request.object));
            break;
        case StopAt::Blocked:
            isReached = control::whenSomebodyBlocks();
            break;
        case StopAt::Deadlock: {
            const std::size_t before = m_runner.snapshot()->deadlocks().size();
            isReached = [this, before](const control::StepEvent&) {
                return m_runner.snapshot()->deadlocks().size() > before;
            };
            break;
        }
    }
    const control::Drive done = control::drive(
        m_runner, *chooser, request.mostSteps,
        [&](const control::StepEvent& event) { return (isReached && isReached(event)) || !betweenSteps(); });
    if (done.end == control::DriveEnd::StepLimit)
        m_message = Phrase{"It was stopped after %1 steps.", done.steps.size()};
}

void StepDirector::back(std::uint32_t steps) {
    NodeNumber node = m_runner.tree().current();
    for (; steps > 0 && node != NodeNumber::Root; --steps) node = m_runner.tree().node(node).parent;
    goTo(static_cast<NodeId>(node));
}

void StepDirector::goTo(NodeId node) {
    m_message.clear();
    if (static_cast<std::size_t>(node) >= m_runner.tree().size())
        return refuse({Fault::BadInput, Phrase{"go to step number %1", static_cast<std::uint32_t>(node)},
                       "the history has no such step", "choose one that it has"});
    if (auto done = m_runner.goTo(static_cast<NodeNumber>(node)); !done)
        return refuse(done.error());
    if (m_runner.strayedAt() != 0)
        m_message =
            Phrase{"The program did not repeat itself: step %1 did something else than the first time.",
                   m_runner.strayedAt()};
}

void StepDirector::kill(TaskId task) {
    const TaskNumber number = numberOf(task);
    const auto views = m_runner.tasks();
    if (task.isNone() || control::indexOf(number) >= views.size() ||
        !views[control::indexOf(number)].isAlive())
        return refuse({Fault::BadInput, Phrase{"end task number %1", task.value()},
                       "it has ended, or there is none of that number", "choose one that is alive"});
    intervene({{number, false}, views[control::indexOf(number)].next, control::Intervention::Kill});
}

void StepDirector::takeBack(ObjectId object, TaskId holder) {
    const model::SnapshotPtr snapshot = m_runner.snapshot();
    const model::ObjectInfo* info = snapshot->object(object);
    const auto refused = [&](std::string why, const char* wayOut) {
        refuse({Fault::BadInput,
                Phrase{"take back '%1'", info ? snapshot->nameOf(object) : std::to_string(object.value())},
                std::move(why), wayOut});
    };
    if (!info || info->holders.empty())
        return refused("nobody holds it", "choose one that is held");
    if (holder.isNone())
        holder = info->holders.front().task;
    if (std::none_of(info->holders.begin(), info->holders.end(),
                     [holder](const model::Holder& held) { return held.task == holder; }))
        return refused(Phrase{"'%1' does not hold it", snapshot->nameOf(holder)}, "choose one who does");
    intervene({{numberOf(holder), false}, {.object = numberOf(object)}, control::Intervention::TakeBack});
}

void StepDirector::intervene(const control::Step& step) {
    m_message.clear();
    if (auto done = m_runner.intervene(step); !done)
        refuse(done.error());
}

// Who made the step that leads here.
TaskNumber StepDirector::lastTask() const {
    const NodeNumber current = m_runner.tree().current();
    return current == NodeNumber::Root ? TaskNumber::None : m_runner.tree().node(current).step.choice.task;
}

std::string StepDirector::messageOf(Standing standing) const {
    if (!m_message.empty())
        return m_message;
    if (standing == Standing::Failed)
        return std::string(m_runner.message());
    if (standing == Standing::NoNextStep)
        return Phrase{"%1 does not come to its next step.", m_runner.nameOf(m_runner.stuck())};
    return {};
}

PositionPtr StepDirector::lookAround(bool isBusy) {
    auto position = std::make_shared<Position>();
    position->snapshot = m_runner.snapshot();
    position->tasks = nextSteps(m_runner, *position->snapshot);
    position->history = std::make_shared<StepHistory>(m_runner.history());
    position->current = static_cast<NodeId>(m_runner.tree().current());
    position->standing = standingOf(m_runner.outcome());
    position->message = messageOf(position->standing);
    position->stuck = taskIdOf(m_runner.stuck());
    position->isBusy = isBusy;
    position->lastStepTook = m_lastStepTook;
    return m_position = position;
}

}  // namespace heddle::session

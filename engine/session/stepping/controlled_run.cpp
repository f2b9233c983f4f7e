#include "engine/session/stepping/controlled_run.h"

#include <algorithm>
#include <utility>

#include "engine/base/phrase.h"
#include "engine/base/version.h"
#include "engine/control/replay.h"
#include "engine/recording/recording_writer.h"
#include "engine/session/judge.h"
#include "engine/session/stepping/step_choice.h"

namespace heddle::session {
namespace {

// While a drive goes on.
constexpr Duration kPublishEvery = std::chrono::milliseconds{50};

Error refusal(std::string what) {
    return {Fault::Usage, std::move(what), "in a controlled run every task stands still until it is stepped",
            "do not step it"};
}

Error ended(std::string what) {
    return {Fault::Usage, std::move(what), "the run was ended", "start it again"};
}

}  // namespace

Result<std::unique_ptr<ControlledSession>> ControlledRun::begin(RunRequest request,
                                                                control::ScheduleSubject subject,
                                                                MakeProgram make,
                                                                const control::Schedule* schedule) {
    std::unique_ptr<ControlledRun> run(new ControlledRun(std::move(request), std::move(subject)));
    std::promise<Result<void>> begun;
    auto hasBegun = begun.get_future();
    run->m_thread = std::thread(
        [&run = *run, make = std::move(make), schedule, &begun] { run.run(make, schedule, begun); });
    if (auto done = hasBegun.get(); !done)
        return done.error();
    return std::unique_ptr<ControlledSession>(std::move(run));
}

ControlledRun::ControlledRun(RunRequest request, control::ScheduleSubject subject)
    : SessionBase(std::move(request)), m_subject(std::move(subject)) {}

ControlledRun::~ControlledRun() {
    setPhaseListener(nullptr);
    setPositionListener(nullptr);
    requestStop();
    m_thread.join();
}

// ---- the owner's thread ----

void ControlledRun::post(Wish wish) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_isOver || m_isStopWanted)
            return;
        m_wishes.push_back(std::move(wish));
    }
    m_changed.notify_one();
}

Result<void> ControlledRun::postStep(TaskId task, bool timesOut) {
    PositionPtr seen;
    {
        const std::lock_guard lock(m_mutex);
        if (m_isOver || m_isStopWanted)
            return ended("step a task");
        // What waits in line may change what it may do; then it is looked at when its turn comes.
        if (m_wishes.empty() && !m_position->isBusy)
            seen = m_position;
    }
    if (seen) {
        if (auto possible = mayStep(*seen, task, timesOut); !possible)
            return possible;
    }
    post(Step{task, timesOut});
    return {};
}

void ControlledRun::postCancel() {
    const std::lock_guard lock(m_mutex);
    // Names are given for good.
    std::erase_if(m_wishes, [](const Wish& wish) { return !std::holds_alternative<Name>(wish); });
    m_isCancelled = true;
}

void ControlledRun::requestStop() {
    {
        const std::lock_guard lock(m_mutex);
        m_isStopWanted = true;
    }
    m_changed.notify_one();
}

Result<void> ControlledRun::suspend(TaskId) {
    return refusal("suspend a task");
}
Result<void> ControlledRun::activate(TaskId) {
    return refusal("activate a task");
}

Result<void> ControlledRun::save(const std::string& path) {
    std::future<Result<void>> done;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isOver) {
            m_savings.push_back({path, {}});
            done = m_savings.back().done.get_future();
        }
    }
    if (!done.valid())
        return write(path);
    m_changed.notify_one();
    return done.get();
}

PositionPtr ControlledRun::position() const {
    const std::lock_guard lock(m_mutex);
    return m_position;
}

void ControlledRun::setPositionListener(std::function<void()> postChanged) {
    const std::lock_guard lock(m_mutex);
    m_postChanged = std::move(postChanged);
}

Result<void> ControlledRun::nameBranch(NodeId node, std::string name) {
    const auto refused = [&name](const char* why) {
        return Error{Fault::Usage, Phrase{"name a branch '%1'", name}, why, "choose another name"};
    };
    if (static_cast<std::size_t>(node) >= position()->history->size())
        return refused("the history has no such step");
    if (name.empty())
        return refused("a name is needed");
    for (const auto& [other, taken] : m_names) {
        if (taken == name && other != node)
            return refused("another branch has that name");
    }
    m_names[node] = name;
    post(Name{node, std::move(name)});
    return {};
}

std::string ControlledRun::scheduleTo(NodeId node) const {
    const PositionPtr seen = position();
    control::Schedule schedule{m_subject, {}};
    for (; node != NodeId::Start; node = (*seen->history)[node].parent) {
        const HistoryNode& step = (*seen->history)[node];
        const bool isKill = step.intervention == Intervention::Kill;
        schedule.entries.push_back({.task = step.taskName,
                                    .operation = isKill ? wire::OperationKind::None : step.operation,
                                    .object = isKill ? std::string{} : step.subject,
                                    .timesOut = step.timedOut,
                                    .intervention = step.intervention});
    }
    std::reverse(schedule.entries.begin(), schedule.entries.end());
    return control::written(schedule);
}

// ---- the engine's thread ----

void ControlledRun::run(const MakeProgram& make, const control::Schedule* schedule,
                        std::promise<Result<void>>& begun) {
    auto started = start(make, schedule);
    const bool hasStarted = started.ok();
    if (hasStarted)
        enterPhase(Phase::Running);
    begun.set_value(std::move(started));
    if (hasStarted)
        serve();
    finish();
}

Result<void> ControlledRun::start(const MakeProgram& make, const control::Schedule* schedule) {
    auto program = make();
    if (!program)
        return program.error();
    m_runner = std::make_unique<StepRunner>(std::move(program).value());
    m_director = std::make_unique<StepDirector>(*m_runner);
    if (schedule) {
        if (auto replayed = control::replay(*m_runner, *schedule); !replayed)
            return replayed.error();
        if (schedule->subject.version != m_subject.version)
            remark(Phrase{"The scenario has changed since the schedule was made, but all its %1 steps fit.",
                          schedule->entries.size()});
    } else if (auto restarted = m_runner->restart(); !restarted) {
        return restarted;
    }
    publishPosition(false);
    return {};
}

void ControlledRun::serve() {
    for (;;) {
        Wish wish;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock,
                           [this] { return m_isStopWanted || !m_wishes.empty() || !m_savings.empty(); });
            if (m_isStopWanted)
                return;
            if (m_wishes.empty()) {
                lock.unlock();
                saveIfWanted();
                continue;
            }
            wish = std::move(m_wishes.front());
            m_wishes.pop_front();
            m_isCancelled = false;
        }
        grant(wish);
        saveIfWanted();
        const bool isBusy = [this] {
            const std::lock_guard lock(m_mutex);
            return !m_wishes.empty();
        }();
        publishPosition(isBusy);
    }
}

void ControlledRun::grant(const Wish& wish) {
    struct Visitor {
        ControlledRun& run;
        void operator()(const Step& step) const { run.m_director->step(step.task, step.timesOut); }
        void operator()(const DriveRequest& request) const {
            run.publishPosition(true);
            run.m_director->drive(request, [this] { return run.betweenSteps(); });
        }
        void operator()(const Back& back) const { run.m_director->back(back.steps); }
        void operator()(NodeId node) const { run.m_director->goTo(node); }
        void operator()(const Kill& kill) const { run.m_director->kill(kill.task); }
        void operator()(const TakeBack& wish) const { run.m_director->takeBack(wish.object, wish.holder); }
        void operator()(const Name& name) const {
            run.m_runner->setName(static_cast<control::NodeNumber>(name.node), name.name);
        }
    };
    std::visit(Visitor{*this}, wish);
}

bool ControlledRun::betweenSteps() {
    saveIfWanted();
    if (MonotonicClock::now() - m_lastPublished > kPublishEvery)
        publishPosition(true);
    const std::lock_guard lock(m_mutex);
    return !m_isCancelled && !m_isStopWanted;
}

void ControlledRun::saveIfWanted() {
    std::deque<Saving> savings;
    {
        const std::lock_guard lock(m_mutex);
        savings.swap(m_savings);
    }
    for (Saving& saving : savings) saving.done.set_value(write(saving.path));
}

Result<void> ControlledRun::write(const std::string& path) {
    auto writer = recording::RecordingWriter::create(path, {.heddle = version(),
                                                            .scenario = m_request.scenario,
                                                            .parameters = m_request.parameters,
                                                            .command = {}});
    if (!writer)
        return writer.error();
    if (auto appended = writer->append(m_runner->events()); !appended)
        return appended;
    return writer->close();
}

void ControlledRun::publishPosition(bool isBusy) {
    m_lastPublished = MonotonicClock::now();
    PositionPtr position = m_director->lookAround(isBusy);
    publish(position->snapshot);
    const std::lock_guard lock(m_mutex);
    m_position.swap(position);
    // Under the lock, so that a listener that was taken back is not called any more.
    if (m_postChanged)
        m_postChanged();
}

// Ends the program; what is known of it stays.
void ControlledRun::finish() {
    m_director.reset();
    if (m_position) {
        m_runner->end();
        const model::SnapshotPtr whole = m_runner->snapshot();
        publish(whole);
        const Standing standing = m_position->standing;
        m_outcome.stoppedByUser = standing == Standing::GoesOn || standing == Standing::NoNextStep;
        if (!m_outcome.stoppedByUser)
            m_verdict = verdictOn(m_request, *whole);
    } else {
        m_runner.reset();
    }
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    saveIfWanted();  // what was wanted meanwhile
    enterPhase(Phase::Ended);
}

}  // namespace heddle::session

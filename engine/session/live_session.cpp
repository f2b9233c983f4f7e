#include "engine/session/live_session.h"

#include "engine/base/phrase.h"
#include "engine/base/version.h"
#include "engine/scenarios/library.h"
#include "engine/session/judge.h"

namespace heddle::session {
namespace {

using namespace std::chrono_literals;

constexpr Duration kPollInterval = 4ms;
// The kernel's own limit stands a little above the observer's, so that the observer sees who runs into it.
constexpr std::uint32_t kTaskLimitMargin = 64;

Result<void> checkSense(const RunRequest& request) {
    if (request.scenario.empty() == request.command.empty())
        return Error{Fault::Usage, "run", "exactly one scenario or one program has to be named", "name one"};
    return {};
}

recording::RunDescription descriptionOf(const RunRequest& request) {
    return {.heddle = version(),
            .scenario = request.scenario,
            .parameters = request.parameters,
            .command = request.command};
}

}  // namespace

Result<std::unique_ptr<Session>> LiveSession::launch(const RunRequest& request) {
    if (auto sense = checkSense(request); !sense)
        return sense.error();
    Parts parts;
    bool wantsCreationSteps = false;
    if (!request.scenario.empty()) {
        const auto scenario = scenarios::findScenario(request.scenario);
        if (!scenario)
            return scenario.error();
        wantsCreationSteps = scenario.value()->wantsCreationSteps;
        // Of a scenario that promises a standstill, the user's limit only says when enough has been seen.
        const auto set = scenarios::Parameters::parse(scenario.value()->parameters, request.parameters);
        if (!set)
            return set.error();
        if (scenario.value()->promisesStandstill(set.value())) {
            const Duration own = scenario.value()->endsAfter(set.value());
            parts.endsAfter = std::min(own, request.timeLimit.value_or(own));
        }
    }
    auto segment = wire::Segment::create();
    if (!segment)
        return segment.error();
    parts.segment = std::move(segment).value();
    parts.segment->header().wantsCreationSteps.store(wantsCreationSteps, std::memory_order_release);
    auto host = host::HostClient::start();
    if (!host)
        return host.error();
    parts.host = std::move(host).value();
    const auto root = parts.host->prepare({.scenario = request.scenario,
                                           .parameters = request.parameters,
                                           .command = request.command,
                                           .workingDirectory = request.workingDirectory,
                                           .segmentFd = parts.segment->fd(),
                                           .outputFd = request.outputFd,
                                           .taskLimit = request.taskLimit + kTaskLimitMargin});
    if (!root)
        return root.error();
    parts.root = root.value();
    auto capture = capture::Capture::start({.root = parts.root,
                                            .segment = parts.segment.get(),
                                            .forcedSource = request.forcedSource,
                                            .tellsCreationSteps = wantsCreationSteps});
    if (!capture)
        return capture.error();
    parts.capture = std::move(capture).value();
    if (!request.recordTo.empty() || request.keepForSaving) {
        auto writer = request.recordTo.empty()
                          ? recording::RecordingWriter::createTemporary(descriptionOf(request))
                          : recording::RecordingWriter::create(request.recordTo, descriptionOf(request));
        if (!writer)
            return writer.error();
        parts.recorder = std::make_unique<Recorder>(std::move(writer).value());
    }
    return std::unique_ptr<Session>(new LiveSession(request, std::move(parts)));
}

LiveSession::LiveSession(RunRequest request, Parts parts)
    : SessionBase<Session>(std::move(request)), m_parts(std::move(parts)), m_thread([this] { run(); }) {}

LiveSession::~LiveSession() {
    setPhaseListener(nullptr);
    requestStop();
    m_thread.join();
}

Result<void> LiveSession::postSignal(TaskId id, bool suspend) {
    const std::string what = suspend ? "suspend a task" : "activate a task";
    const model::SnapshotPtr seen = snapshot();
    const model::TaskInfo* task = seen->task(id);
    const model::TaskInfo* process = task ? seen->task(task->process) : nullptr;
    if (!process || !process->isAlive())
        return Error{Fault::Usage, what, "its process has ended", "choose one that is alive"};
    const std::lock_guard lock(m_signalsMutex);
    m_signals.push_back({process->pid, suspend});
    return {};
}

Result<void> LiveSession::save(const std::string& path) {
    if (m_parts.recorder)
        return m_parts.recorder->save(path);
    return Error{Fault::Usage, Phrase{"save the run to '%1'", path},
                 "it was started without keeping its events", "run it again with a file to record to"};
}

void LiveSession::run() {
    if (const std::string why = m_parts.capture->whyNotBetter(); !why.empty())
        remark(why);
    enterPhase(Phase::Running);
    m_letGo = MonotonicClock::now();
    m_parts.host->go();
    std::vector<wire::Event> events;
    bool isAlive = true;
    while (isAlive) {
        m_parts.capture->wait(kPollInterval);
        forwardSignals();
        // Before the poll: what they did before they ended is in the rings by now.
        isAlive = hearHost();
        m_parts.capture->poll(events);
        take(events);
        endOnLimits();
        if (isSnapshotWanted())
            publish(m_model.snapshot(std::max(m_lastEvent, m_parts.capture->settledUntil())));
    }
    finish();
}

void LiveSession::forwardSignals() {
    std::vector<Signal> signals;
    {
        const std::lock_guard lock(m_signalsMutex);
        signals.swap(m_signals);
    }
    for (const Signal& signal : signals)
        signal.suspend ? m_parts.host->suspend(signal.pid) : m_parts.host->resume(signal.pid);
}

bool LiveSession::hearHost() {
    std::vector<host::Message> messages;
    bool isAlive = m_parts.host->receive(messages);
    if (!isAlive)
        remark("The host process was killed; what it had started may still run.");
    for (const host::Message& message : messages) {
        switch (message.kind) {
            case host::Message::Kind::Reaped:
                m_parts.capture->noteReaped(message.pid, message.status, message.time);
                if (message.pid == m_parts.root)
                    m_outcome.waitStatus = message.status;
                break;
            case host::Message::Kind::Stopped:
                m_parts.capture->noteStopped(message.pid, message.time);
                break;
            case host::Message::Kind::Continued:
                m_parts.capture->noteContinued(message.pid, message.time);
                break;
            case host::Message::Kind::ExecFailed:
                m_outcome.startError =
                    Error{Fault::BadInput, Phrase{"run '%1'", m_request.command.front()},
                          errnoText(message.status), "check that it is a program for this machine"};
                break;
            case host::Message::Kind::KeptInMemory:
                if (!std::exchange(m_isKeptTold, true))
                    remark("What is suspended stays in memory: to take another process's pages out of it takes "
                           "CAP_SYS_NICE.");
                break;
            case host::Message::Kind::AllEnded:
                isAlive = false;
                break;
        }
    }
    return isAlive;
}

void LiveSession::endOnLimits() {
    if (m_isEnding)
        return;
    const Duration elapsed = MonotonicClock::now() - m_letGo;
    m_outcome.stoppedByUser = m_isStopWanted.load(std::memory_order_relaxed);
    m_outcome.timedOut = !m_parts.endsAfter && m_request.timeLimit && elapsed >= *m_request.timeLimit;
    m_outcome.taskLimitReached = m_parts.capture->liveTasks() > m_request.taskLimit;
    const bool isScenarioOver = m_parts.endsAfter && elapsed >= *m_parts.endsAfter;
    m_isEnding =
        m_outcome.stoppedByUser || m_outcome.timedOut || m_outcome.taskLimitReached || isScenarioOver;
    if (m_isEnding)
        m_parts.host->stop();
}

void LiveSession::take(std::vector<wire::Event>& events) {
    if (events.empty())
        return;
    m_lastEvent = events.back().instant();
    m_model.apply(events);
    if (m_parts.recorder)
        m_parts.recorder->postEvents(events);
    events.clear();
}

void LiveSession::finish() {
    std::vector<wire::Event> events;
    m_parts.capture->finish(events);
    take(events);
    m_parts.capture.reset();
    m_parts.host.reset();
    if (m_parts.recorder) {
        m_parts.recorder->finish();
        m_outcome.recordingError = m_parts.recorder->failure();
        if (const std::uint64_t skipped = m_parts.recorder->skipped())
            remark(Phrase{"The disk was too slow: %1 events are missing in the recording.", skipped});
    }
    const model::SnapshotPtr last = m_model.snapshot(m_lastEvent);
    publish(last);
    m_verdict = verdictOn(m_request, *last);
    enterPhase(Phase::Ended);
}

}  // namespace heddle::session

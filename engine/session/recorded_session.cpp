#include "engine/session/recorded_session.h"

#include "engine/session/judge.h"

namespace heddle::session {
namespace {

RunRequest requestOf(const recording::RunDescription& description) {
    RunRequest request;
    request.scenario = description.scenario;
    request.parameters = description.parameters;
    request.command = description.command;
    return request;
}

Error refusal(const char* what) {
    return {Fault::Usage, what, "this is a recording, nothing runs", "run it again to do that"};
}

}  // namespace

Result<std::unique_ptr<Session>> RecordedSession::open(const std::string& path) {
    auto reader = recording::RecordingReader::open(path);
    if (!reader)
        return reader.error();
    return std::unique_ptr<Session>(std::make_unique<RecordedSession>(path, std::move(reader).value()));
}

RecordedSession::RecordedSession(std::string path, recording::RecordingReader reader)
    : SessionBase<Session>(requestOf(reader.description())),
      m_path(std::move(path)),
      m_reader(std::move(reader)) {
    enterPhase(Phase::Running);
    m_thread = std::jthread([this](const std::stop_token& stop) { read(stop); });
}

RecordedSession::~RecordedSession() {
    setPhaseListener(nullptr);
    m_thread.request_stop();
    m_thread.join();
}

void RecordedSession::requestStop() {
    m_thread.request_stop();
}

Result<void> RecordedSession::suspend(TaskId) {
    return refusal("suspend a task");
}
Result<void> RecordedSession::activate(TaskId) {
    return refusal("activate a task");
}

Result<void> RecordedSession::save(const std::string& path) {
    return m_reader.copyTo(path);
}

void RecordedSession::read(const std::stop_token& stop) {
    model::Model model;
    Instant last{};
    for (auto events = m_reader.next(); !events.empty() && !stop.stop_requested(); events = m_reader.next()) {
        model.apply(events);
        last = std::max(last, events.back().instant());
        if (isSnapshotWanted())
            publish(model.snapshot(last));
    }
    const model::SnapshotPtr whole = model.snapshot(last);
    publish(whole);
    if (stop.stop_requested())
        remark("Opening was stopped before the whole recording was read.");
    else
        for (const std::string& sentence : m_reader.damage()) remark(sentence);
    if (!whole->isEnded() && !stop.stop_requested())
        remark("The recording ends before its run did.");
    if (!whole->tasks().empty())
        m_outcome.waitStatus = whole->tasks().front().exitStatus.value_or(0);
    m_verdict = verdictOn(m_request, *whole);
    enterPhase(Phase::Ended);
}

}  // namespace heddle::session

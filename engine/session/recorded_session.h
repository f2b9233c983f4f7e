// A recording, read in the background: its snapshots grow until the whole file is there.
#pragma once

#include <stop_token>
#include <thread>

#include "engine/recording/recording_reader.h"
#include "engine/session/session_base.h"

namespace heddle::session {

class RecordedSession final : public SessionBase<Session> {
public:
    static Result<std::unique_ptr<Session>> open(const std::string& path);
    RecordedSession(std::string path, recording::RecordingReader reader);
    ~RecordedSession() override;

    void requestStop() override;  // what is read by then stays
    Result<void> suspend(TaskId task) override;
    Result<void> activate(TaskId task) override;
    Result<void> save(const std::string& path) override;

private:
    void read(const std::stop_token& stop);

    std::string m_path;
    recording::RecordingReader m_reader;
    std::jthread m_thread;
};

}  // namespace heddle::session

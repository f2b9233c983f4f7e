// Something real that runs: the host makes its first process, capture watches it, the engine's thread folds
// and records what comes, until all have ended.
//
// Order at the start: segment, host, the first process (held), capture on it, the file; only then it is let
// go, so nothing of it is missed, and nothing was started if any of these fails.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/capture/capture.h"
#include "engine/host/host_client.h"
#include "engine/session/recorder.h"
#include "engine/session/session_base.h"

namespace heddle::session {

class LiveSession final : public SessionBase<Session> {
public:
    static Result<std::unique_ptr<Session>> launch(const RunRequest& request);
    ~LiveSession() override;

    void requestStop() override { m_isStopWanted.store(true, std::memory_order_relaxed); }
    Result<void> suspend(TaskId task) override { return postSignal(task, true); }
    Result<void> activate(TaskId task) override { return postSignal(task, false); }
    Result<void> save(const std::string& path) override;

private:
    // Everything that launch() has made.
    struct Parts {
        std::unique_ptr<wire::Segment> segment;
        std::unique_ptr<host::HostClient> host;
        std::unique_ptr<capture::Capture> capture;
        std::unique_ptr<Recorder> recorder;  // may be null: nothing is kept
        Pid root;
        std::optional<Duration> endsAfter;  // the scenario's own limit
    };
    struct Signal {
        Pid pid;
        bool suspend = false;
    };

    LiveSession(RunRequest request, Parts parts);
    Result<void> postSignal(TaskId task, bool suspend);

    // the engine's thread
    void run();
    void forwardSignals();
    bool hearHost();  // false when nothing runs any more
    void endOnLimits();
    void take(std::vector<wire::Event>& events);
    void finish();

    Parts m_parts;
    model::Model m_model;
    Instant m_lastEvent{};
    Instant m_letGo{};
    bool m_isKeptTold = false;  // that what is suspended stays in memory
    bool m_isEnding = false;  // the host was told to end everything

    std::atomic<bool> m_isStopWanted{false};
    std::mutex m_signalsMutex;
    std::vector<Signal> m_signals;
    std::thread m_thread;
};

}  // namespace heddle::session

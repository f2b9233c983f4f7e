// The one facade that ui and app use: start something real, watch it, stop it; or open a recording.
//
// Thread rule: all members from one thread (the owner's). A thread of the session's own drains, merges, folds
// and records; it publishes snapshots and posts Notices, never waits for the owner, and never makes a traced
// task wait. Life: destroying a Session stops everything that it started; if the owner dies (even by SIGKILL)
// the host process does so.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/snapshot.h"
#include "engine/session/expectation.h"
#include "engine/session/request.h"

namespace heddle::session {

enum class Phase {
    Starting,  // the host is being made, sources opened
    Running,   // tasks are alive
    Ended,     // all have ended, the stream is complete
};

// How the program that was started ended.
struct Outcome {
    int waitStatus = 0;             // of the first process, as waitpid(2) gives it
    bool stoppedByUser = false;     // requestStop()
    bool timedOut = false;          // the time limit of the request ended it
    bool taskLimitReached = false;  // it made more tasks than the request allows and was ended
    std::optional<Error>
        startError;  // the program could not be started after all (no program for this machine)
    std::optional<Error>
        recordingError;  // the file could not be written to the end; what was written is whole
};

class Session {
public:
    // Errors: unknown scenario or parameter, program not found or not executable, source forced but not
    // permitted, output path not writable...; nothing is left running then.
    static Result<std::unique_ptr<Session>> launch(const RunRequest& request);
    // Errors: not a recording, other version, unreadable. One that is cut short opens up to its last whole
    // chunk.
    static Result<std::unique_ptr<Session>> open(const std::string& path);
    virtual ~Session() = default;

    [[nodiscard]] virtual const RunRequest& request() const = 0;
    [[nodiscard]] virtual Phase phase() const = 0;
    // The latest model. Never null, and never blocks; asks the engine for a newer one by the way.
    [[nodiscard]] virtual model::SnapshotPtr snapshot() = 0;
    // Called on the engine's thread when the phase changes (and only then). Must not block.
    virtual void setPhaseListener(std::function<void(Phase)> postPhase) = 0;

    virtual void requestStop() = 0;
    // Stops or continues a task's process (SIGSTOP, SIGCONT): suspend and activate.
    virtual Result<void> suspend(TaskId task) = 0;
    virtual Result<void> activate(TaskId task) = 0;
    // Waits until Phase::Ended. False if `limit` passed first.
    virtual bool waitForEnd(Duration limit) = 0;

    // Only after Ended:
    [[nodiscard]] virtual const Outcome& outcome() const = 0;
    // Only for scenarios: whether what was observed is what the scenario promises.
    [[nodiscard]] virtual std::optional<Verdict> verdict() const = 0;
    // What was remarkable on the way: a source that was not permitted, a recording cut short. Whole
    // sentences.
    [[nodiscard]] virtual std::vector<std::string> remarks() const = 0;
    // Writes the whole stream so far to a file. Errors: as for recording.
    virtual Result<void> save(const std::string& path) = 0;
};

}  // namespace heddle::session

// What all sessions share, whichever interface they have (Session, ControlledSession): the snapshot and phase
// that the engine's thread publishes and the owner reads.
//
// Thread rule: the members of Session on the owner's thread; the protected ones on the engine's thread.
// Invariant: the lock is held for a few instructions only, or while the phase listener posts.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "engine/model/model.h"
#include "engine/session/stepping/controlled_session.h"

namespace heddle::session {

template <class Interface>
class SessionBase : public Interface {
public:
    [[nodiscard]] const RunRequest& request() const override { return m_request; }
    [[nodiscard]] Phase phase() const override;
    [[nodiscard]] model::SnapshotPtr snapshot() override;
    void setPhaseListener(std::function<void(Phase)> postPhase) override;
    bool waitForEnd(Duration limit) override;
    [[nodiscard]] const Outcome& outcome() const override { return m_outcome; }
    [[nodiscard]] std::optional<Verdict> verdict() const override { return m_verdict; }
    [[nodiscard]] std::vector<std::string> remarks() const override;

protected:
    explicit SessionBase(RunRequest request);

    [[nodiscard]] bool isSnapshotWanted() const { return m_isSnapshotWanted.load(std::memory_order_relaxed); }
    void publish(model::SnapshotPtr snapshot);
    void enterPhase(Phase phase);  // after Ended nothing changes any more
    void remark(std::string sentence);

    RunRequest m_request;
    Outcome m_outcome;                 // written by the engine's thread before Ended
    std::optional<Verdict> m_verdict;  // likewise

private:
    mutable std::mutex m_mutex;  // guards all below but the atomic
    std::condition_variable m_phaseChanged;
    Phase m_phase = Phase::Starting;
    std::function<void(Phase)> m_postPhase;
    model::SnapshotPtr m_snapshot;
    std::vector<std::string> m_remarks;
    std::atomic<bool> m_isSnapshotWanted{false};
};

extern template class SessionBase<Session>;
extern template class SessionBase<ControlledSession>;

}  // namespace heddle::session

#include "engine/session/session_base.h"

namespace heddle::session {

SessionBase::SessionBase(RunRequest request)
    : m_request(std::move(request)), m_snapshot(model::Model{}.snapshot(MonotonicClock::now())) {}

Phase SessionBase::phase() const {
    const std::lock_guard lock(m_mutex);
    return m_phase;
}

model::SnapshotPtr SessionBase::snapshot() {
    m_isSnapshotWanted.store(true, std::memory_order_relaxed);
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

void SessionBase::setPhaseListener(std::function<void(Phase)> postPhase) {
    const std::lock_guard lock(m_mutex);
    m_postPhase = std::move(postPhase);
}

bool SessionBase::waitForEnd(Duration limit) {
    std::unique_lock lock(m_mutex);
    return m_phaseChanged.wait_for(lock, limit, [this] { return m_phase == Phase::Ended; });
}

std::vector<std::string> SessionBase::remarks() const {
    const std::lock_guard lock(m_mutex);
    return m_remarks;
}

void SessionBase::publish(model::SnapshotPtr snapshot) {
    m_isSnapshotWanted.store(false, std::memory_order_relaxed);
    const std::lock_guard lock(m_mutex);
    m_snapshot.swap(snapshot);  // the old one, which may be large, goes after the lock
}

void SessionBase::enterPhase(Phase phase) {
    const std::lock_guard lock(m_mutex);
    if (m_phase == phase)
        return;
    m_phase = phase;
    m_phaseChanged.notify_all();
    // Under the lock, so that a listener that was taken back is not called any more.
    if (m_postPhase)
        m_postPhase(phase);
}

void SessionBase::remark(std::string sentence) {
    const std::lock_guard lock(m_mutex);
    m_remarks.push_back(std::move(sentence));
}

}  // namespace heddle::session

#include "engine/session/session_base.h"

#include <algorithm>

namespace heddle::session {

template <class Interface>
SessionBase<Interface>::SessionBase(RunRequest request)
    : m_request(std::move(request)), m_snapshot(model::Model{}.snapshot(MonotonicClock::now())) {}

template <class Interface>
Phase SessionBase<Interface>::phase() const {
    const std::lock_guard lock(m_mutex);
    return m_phase;
}

template <class Interface>
model::SnapshotPtr SessionBase<Interface>::snapshot() {
    m_isSnapshotWanted.store(true, std::memory_order_relaxed);
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

template <class Interface>
void SessionBase<Interface>::setPhaseListener(std::function<void(Phase)> postPhase) {
    const std::lock_guard lock(m_mutex);
    m_postPhase = std::move(postPhase);
}

template <class Interface>
bool SessionBase<Interface>::waitForEnd(Duration limit) {
    constexpr Duration kLongest = std::chrono::hours{24 * 365};  // it is added to a clock
    std::unique_lock lock(m_mutex);
    return m_phaseChanged.wait_for(lock, std::min(limit, kLongest),
                                   [this] { return m_phase == Phase::Ended; });
}

template <class Interface>
std::vector<std::string> SessionBase<Interface>::remarks() const {
    const std::lock_guard lock(m_mutex);
    return m_remarks;
}

template <class Interface>
void SessionBase<Interface>::publish(model::SnapshotPtr snapshot) {
    m_isSnapshotWanted.store(false, std::memory_order_relaxed);
    const std::lock_guard lock(m_mutex);
    m_snapshot.swap(snapshot);  // the old one, which may be large, goes after the lock
}

template <class Interface>
void SessionBase<Interface>::enterPhase(Phase phase) {
    const std::lock_guard lock(m_mutex);
    if (m_phase == phase)
        return;
    m_phase = phase;
    m_phaseChanged.notify_all();
    // Under the lock, so that a listener that was taken back is not called any more.
    if (m_postPhase)
        m_postPhase(phase);
}

template <class Interface>
void SessionBase<Interface>::remark(std::string sentence) {
    const std::lock_guard lock(m_mutex);
    m_remarks.push_back(std::move(sentence));
}

template class SessionBase<Session>;
template class SessionBase<ControlledSession>;

}  // namespace heddle::session

#include "engine/runtime/relatives.h"

#include <sched.h>

#include "engine/base/futex.h"

namespace heddle::runtime {

Relatives::Sleeper::~Sleeper() {
    if (!m_knownTo)
        return;
    const std::lock_guard lock{m_knownTo->m_lock};
    m_knownTo->m_sleepers.erase(this);
}

void Relatives::Sleeper::sleep(Relatives& relatives, std::atomic<std::uint32_t>& word, Instant deadline) {
    if (!m_knownTo) {
        const std::lock_guard lock{relatives.m_lock};
        relatives.m_sleepers.insert(this);
        m_knownTo = &relatives;
    }
    // Before it asks for relatives: so who makes the first either sees it sleep, or is seen.
    m_word.store(&word, std::memory_order_seq_cst);
    while (word.load(std::memory_order_acquire) == 0 && !relatives.exist() &&
           (deadline == Instant::max() || MonotonicClock::now() < deadline))
        futexWait(word, 0, deadline);
    m_word.store(nullptr, std::memory_order_release);
}

void Relatives::lockForFork() {
    m_lock.lock();
    if (m_exist.exchange(true, std::memory_order_seq_cst))
        return;
    // One may have asked for relatives and not yet fallen asleep: it is woken until it knows.
    for (const Sleeper* sleeper : m_sleepers)
        while (std::atomic<std::uint32_t>* word = sleeper->m_word.load(std::memory_order_acquire)) {
            futexWake(*word);
            ::sched_yield();
        }
}

}  // namespace heddle::runtime

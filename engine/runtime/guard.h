// Keeps others out of a line of waiters for the few instructions that change it; also between processes.
//
// Thread rule: never held across a wait or a switch of fibers; at most one at a time by a thread, but that a
// Condition's is followed by its Mutex's, and by those of locks that lend priorities (priority.h).
// Loss: the word holds the tid of its holder. Who finds it held for long looks whether the holder is alive
// and inherits it if not. What the dead one had begun is then brought to its end (SyncObject::settle), by
// whoever can; who cannot passes the guard on, as if the dead one still had it.
#pragma once

#include <atomic>
#include <cstdint>

#include "engine/base/clock.h"
#include "engine/base/strong_id.h"

namespace heddle::runtime {

class Guard {
public:
    Guard(std::atomic<std::uint32_t>& word, Tid self) : Guard(word, self, Instant::max()) {}
    // For who does not wait for a holder that stands still: see isHeld().
    Guard(std::atomic<std::uint32_t>& word, Tid self, Instant deadline)
        : m_word(word), m_self(static_cast<std::uint32_t>(self.value())) {
        std::uint32_t nobody = 0;
        if (!word.compare_exchange_strong(nobody, m_self, std::memory_order_acquire))
            enterSlowly(deadline);
    }
    ~Guard() {
        if (m_isHeld && m_word.exchange(m_heir, std::memory_order_release) != m_self)
            wakeOthers();
    }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

    // False: it came not free before the deadline.
    [[nodiscard]] bool isHeld() const { return m_isHeld; }
    // Its last holder has died inside.
    [[nodiscard]] bool isInherited() const { return m_dead != 0; }
    // Whoever comes next inherits it anew.
    void passOn() { m_heir = m_dead == 0 ? 0 : m_dead | kContended; }

    // Whether somebody holds it who has died.
    [[nodiscard]] static bool isLeftByTheDead(const std::atomic<std::uint32_t>& word);

private:
    static constexpr std::uint32_t kContended = 1u << 31;  // somebody sleeps until the word is free
    void enterSlowly(Instant deadline);
    void wakeOthers();

    std::atomic<std::uint32_t>& m_word;
    std::uint32_t m_self;
    bool m_isHeld = true;
    std::uint32_t m_dead = 0;  // the tid of who died inside
    std::uint32_t m_heir = 0;  // what the word is afterwards
};

// Whether the thread still runs (a zombie does not). Where nobody can know, it does: nothing is taken from
// it.
[[nodiscard]] bool isAlive(Tid tid);

}  // namespace heddle::runtime

// Keeps others out of a line of waiters for the few instructions that change it; also between processes.
//
// Thread rule: never held across a wait or a switch of fibers; at most one at a time by a thread, but that a
// Condition's may be followed by its Mutex's.
// Loss: the word holds the tid of its holder. Who finds it held for long looks whether the holder is alive
// and takes it over if not: a process killed inside may lose its own place in the line, but does not stop the
// others.
#pragma once

#include <atomic>
#include <cstdint>

#include "engine/base/clock.h"
#include "engine/base/strong_id.h"

namespace heddle::runtime {

class Guard {
public:
    // What enter() took.
    struct Entered {};

    Guard(std::atomic<std::uint32_t>& word, Tid self)
        : m_word(word), m_self(static_cast<std::uint32_t>(self.value())) {
        static_cast<void>(enter(word, self, Instant::max()));
    }
    Guard(Entered, std::atomic<std::uint32_t>& word, Tid self)
        : m_word(word), m_self(static_cast<std::uint32_t>(self.value())) {}
    ~Guard() {
        if (m_word.exchange(0, std::memory_order_release) != m_self)
            wakeOthers();
    }
    // For who does not wait for a holder that stands still: false, it came not free before `deadline`.
    [[nodiscard]] static bool enter(std::atomic<std::uint32_t>& word, Tid self, Instant deadline) {
        std::uint32_t nobody = 0;
        const auto own = static_cast<std::uint32_t>(self.value());
        return word.compare_exchange_strong(nobody, own, std::memory_order_acquire) ||
               enterSlowly(word, own, deadline);
    }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

private:
    static constexpr std::uint32_t kContended = 1u << 31;  // somebody sleeps until the word is free
    [[nodiscard]] static bool enterSlowly(std::atomic<std::uint32_t>& word, std::uint32_t self,
                                          Instant deadline);
    void wakeOthers();

    std::atomic<std::uint32_t>& m_word;
    std::uint32_t m_self;
};

// Whether the thread still runs (a zombie does not). Where nobody can know, it does: nothing is taken from
// it.
[[nodiscard]] bool isAlive(Tid tid);

}  // namespace heddle::runtime

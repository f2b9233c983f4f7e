// The state of a synchronisation object in one 64-bit word, so that one compare-and-swap changes it and
// numbers the change:
//
//     63 ........ 33 | 32      | 31 ....... 0
//     state          | waiters | sequence number of the object's last event
//
// What the state means is the object's business: a Mutex's owner, a Semaphore's free units, a Queue's depth.
// While `waiters` is set nobody may take without standing in line, and whoever gives looks at the line.
#pragma once

#include <atomic>
#include <cstdint>

namespace heddle::wire {

struct StateWord {
    std::uint64_t bits = 0;

    [[nodiscard]] std::uint32_t state() const { return static_cast<std::uint32_t>(bits >> 33); }
    [[nodiscard]] bool hasWaiters() const { return (bits >> 32) & 1; }
    [[nodiscard]] std::uint32_t sequence() const { return static_cast<std::uint32_t>(bits); }
    // The word after one more event (or `events`), in another state.
    [[nodiscard]] StateWord next(std::uint32_t state, bool waiters, std::uint32_t events = 1) const {
        return {(std::uint64_t{state} << 33) | (std::uint64_t{waiters} << 32) | (sequence() + events)};
    }
};

inline constexpr std::uint32_t kLargestState = 0x7fffffff;

// Changes the word by `change`, a function of the old word, until no other change came between. Returns the
// new one.
template <class Change>
StateWord changeWord(std::atomic<std::uint64_t>& word, Change change) {
    StateWord seen{word.load(std::memory_order_relaxed)};
    for (;;) {
        const StateWord wanted = change(seen);
        if (word.compare_exchange_weak(seen.bits, wanted.bits, std::memory_order_acq_rel,
                                       std::memory_order_relaxed))
            return wanted;
    }
}

// The next sequence number of the object, for an event that leaves its state as it is.
inline std::uint32_t nextSequence(std::atomic<std::uint64_t>& word) {
    return changeWord(word, [](StateWord w) { return w.next(w.state(), w.hasWaiters()); }).sequence();
}

}  // namespace heddle::wire

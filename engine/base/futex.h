// The kernel's wait-on-a-word, between threads and between processes that share the word.
#pragma once

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <climits>
#include <cstdint>

#include "engine/base/clock.h"

namespace heddle {

// Sleeps while `word` is `seen`, until woken or until `deadline` at the latest; may also return for no
// reason.
inline void futexWait(std::atomic<std::uint32_t>& word, std::uint32_t seen,
                      Instant deadline = Instant::max()) {
    timespec until{};
    const bool limited = deadline != Instant::max();
    if (limited) {
        until.tv_sec = toNs(deadline) / 1'000'000'000;
        until.tv_nsec = toNs(deadline) % 1'000'000'000;
    }
    // The BITSET form takes an absolute CLOCK_MONOTONIC time.
    ::syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, seen, limited ? &until : nullptr, nullptr,
              FUTEX_BITSET_MATCH_ANY);
}

inline void futexWake(std::atomic<std::uint32_t>& word, int count = 1) {
    ::syscall(SYS_futex, &word, FUTEX_WAKE, count, nullptr, nullptr, 0);
}

}  // namespace heddle

#include "engine/runtime/guard.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <string_view>

#include "engine/base/futex.h"

namespace heddle::runtime {

// Without memory or a descriptor to spare, kill() still knows who is gone for good, but not who is a zombie.
bool isAlive(Tid tid) {
    const auto isGone = [tid] { return ::kill(tid.value(), 0) != 0 && errno == ESRCH; };
    std::array<char, 32> path{};
    std::snprintf(path.data(), path.size(), "/proc/%d/stat", tid.value());
    const int fd = ::open(path.data(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return !isGone();
    std::array<char, 128> text{};
    const ssize_t got = ::read(fd, text.data(), text.size());
    ::close(fd);
    const std::string_view line{text.data(), static_cast<std::size_t>(got < 0 ? 0 : got)};
    const std::size_t name = line.rfind(')');  // the name may hold anything
    if (name == line.npos || name + 2 >= line.size())
        return !isGone();
    return line[name + 2] != 'Z' && line[name + 2] != 'X';
}

bool Guard::isLeftByTheDead(const std::atomic<std::uint32_t>& word) {
    const std::uint32_t holder = word.load(std::memory_order_relaxed) & ~kContended;
    return holder != 0 && !isAlive(Tid{static_cast<std::int32_t>(holder)});
}

void Guard::enterSlowly(Instant deadline) {
    constexpr int kSpins = 64, kYields = 4;
    constexpr auto kPatience = std::chrono::milliseconds{20};
    for (int i = 0; i < kSpins + kYields; ++i) {
        std::uint32_t nobody = 0;
        if (m_word.compare_exchange_weak(nobody, m_self, std::memory_order_acquire))
            return;
        if (i >= kSpins)  // whoever holds it has woken somebody, who took its processor
            ::sched_yield();
    }
    // Who has slept takes the word as contended: others may sleep still.
    for (;;) {
        std::uint32_t seen = m_word.load(std::memory_order_relaxed);
        if (seen == 0) {
            if (m_word.compare_exchange_weak(seen, m_self | kContended, std::memory_order_acquire))
                return;
            continue;
        }
        if ((seen & kContended) == 0 && !m_word.compare_exchange_weak(seen, seen | kContended))
            continue;
        const std::uint32_t holder = seen & ~kContended;
        const Instant limit = std::min(MonotonicClock::now() + kPatience, deadline);
        futexWait(m_word, holder | kContended, limit);
        if (MonotonicClock::now() < limit)
            continue;
        if (isAlive(Tid{static_cast<std::int32_t>(holder)})) {
            if (MonotonicClock::now() < deadline)
                continue;
            m_isHeld = false;
            return;
        }
        std::uint32_t dead = holder | kContended;
        if (m_word.compare_exchange_strong(dead, m_self | kContended, std::memory_order_acquire)) {
            m_dead = holder;
            return;
        }
    }
}

void Guard::wakeOthers() {
    futexWake(m_word);
}

}  // namespace heddle::runtime

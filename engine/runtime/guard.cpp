#include "engine/runtime/guard.h"

#include <fstream>
#include <string>

#include "engine/base/futex.h"

namespace heddle::runtime {

bool isAlive(Tid tid) {
    std::ifstream file{"/proc/" + std::to_string(tid.value()) + "/stat"};
    std::string text;
    if (!std::getline(file, text))
        return false;
    const std::size_t state = text.rfind(')') + 2;  // the name before it may hold anything
    return state < text.size() && text[state] != 'Z' && text[state] != 'X';
}

void Guard::lockSlowly() {
    constexpr int kSpins = 64;
    constexpr auto kPatience = std::chrono::milliseconds{20};
    for (int i = 0; i < kSpins; ++i) {
        std::uint32_t nobody = 0;
        if (m_word.compare_exchange_weak(nobody, m_self, std::memory_order_acquire))
            return;
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
        const Instant limit = MonotonicClock::now() + kPatience;
        futexWait(m_word, holder | kContended, limit);
        if (MonotonicClock::now() < limit || isAlive(Tid{static_cast<std::int32_t>(holder)}))
            continue;
        std::uint32_t dead = holder | kContended;
        if (m_word.compare_exchange_strong(dead, m_self | kContended, std::memory_order_acquire))
            return;
    }
}

void Guard::wakeOthers() {
    futexWake(m_word);
}

}  // namespace heddle::runtime

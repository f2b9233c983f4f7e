// Some events concern many tasks (a process that is stopped stops all its threads). In any real run that is
// paid for by the events of those tasks; in a hostile file it would take time and memory without bound. So
// work of this kind is bounded by a multiple of the events that came: what goes beyond is not done.
#pragma once

#include <cstdint>

namespace heddle::model {

class Budget {
public:
    void noteEvents(std::uint64_t count) { m_allowed += count * kPerEvent; }
    // Whether more steps may be taken; they then count.
    [[nodiscard]] bool take(std::uint64_t steps = 1) {
        if (m_used >= m_allowed)
            return false;
        m_used += steps;
        return true;
    }
    // For work whose size shows only when it is done.
    void spend(std::uint64_t steps) { m_used += steps; }

private:
    static constexpr std::uint64_t kPerEvent = 16;
    std::uint64_t m_allowed = 4'000'000;
    std::uint64_t m_used = 0;
};

}  // namespace heddle::model

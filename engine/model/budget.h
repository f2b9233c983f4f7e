// Some events concern many tasks (a process that is stopped stops all its threads). In any real run that is
// paid for by the events of those tasks; in a hostile file it would take time and memory without bound. So
// work of this kind is bounded by a multiple of the events that came: what goes beyond is not done.
#pragma once

#include <cstdint>

namespace heddle::model {

class Budget {
public:
    void noteEvents(std::uint64_t count) { m_allowed += count * kPerEvent; }
    // Whether one more step may be taken; it then counts.
    [[nodiscard]] bool take() {
        if (m_used >= m_allowed)
            return false;
        ++m_used;
        return true;
    }

private:
    static constexpr std::uint64_t kPerEvent = 16;
    std::uint64_t m_allowed = 4'000'000;
    std::uint64_t m_used = 0;
};

}  // namespace heddle::model

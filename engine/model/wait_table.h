// Every different wait (operation, object, task joined, source line) once, so that an interval names it by a
// number.
//
// Thread rule: one writer interns; readers look up numbers that they found in intervals of a snapshot.
// Invariants: number 0 is "nobody told"; a wait keeps its number.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "engine/model/interval.h"
#include "engine/model/series.h"

namespace heddle::model {

class WaitTable {
public:
    WaitTable() { m_waits.append(Wait{}); }

    [[nodiscard]] std::uint32_t intern(const Wait& wait) {
        const auto [found, isNew] = m_numbers.try_emplace(wait, static_cast<std::uint32_t>(m_waits.size()));
        if (isNew)
            m_waits.append(wait);
        return found->second;
    }
    [[nodiscard]] const Wait& operator[](std::uint32_t number) const { return m_waits[number]; }
    [[nodiscard]] std::size_t bytes() const { return m_waits.bytes() + m_numbers.size() * 48; }

private:
    struct Hash {
        std::size_t operator()(const Wait& w) const noexcept {
            const std::uint64_t a = std::uint64_t{w.object.value()} << 32 | w.site.value();
            const std::uint64_t b = std::uint64_t{w.other.value()} << 16 |
                                    static_cast<std::uint64_t>(w.operation) |
                                    std::uint64_t{w.hasTimeLimit} << 15 | std::uint64_t{w.units} << 48;
            return static_cast<std::size_t>((a * 0x9e3779b97f4a7c15u) ^ (b * 0xc2b2ae3d27d4eb4fu) ^
                                            (a >> 29));
        }
    };
    GrowingList<Wait> m_waits;
    std::unordered_map<Wait, std::uint32_t, Hash> m_numbers;
};

}  // namespace heddle::model

// Random numbers that are the same for a seed on every machine and with every library (the standard
// distributions are not): a schedule found with a seed is found again. SplitMix64.
#pragma once

#include <cstddef>
#include <cstdint>

namespace heddle::control {

class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next() {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    // 0 to limit - 1; limit > 0. The bias is under limit / 2^32.
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(((next() >> 32) * limit) >> 32); }

private:
    std::uint64_t m_state;
};

}  // namespace heddle::control

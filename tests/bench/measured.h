// Pairs of measurements taken in turn, so that both see the same moods of the machine; figures are medians.
#pragma once

#include <algorithm>
#include <vector>

#include "engine/base/clock.h"

namespace heddle::bench {

// Nanoseconds per operation of `work`, which does `operations` of them.
template <class Work>
double nsPerOperation(std::size_t operations, Work work) {
    const Instant begin = MonotonicClock::now();
    work();
    return static_cast<double>((MonotonicClock::now() - begin).count()) / static_cast<double>(operations);
}

// The same in time of the calling thread on a CPU: for work that never blocks, on a machine that is busy
// otherwise.
template <class Work>
double cpuNsPerOperation(std::size_t operations, Work work) {
    const auto now = [] {
        timespec t{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return t.tv_sec * 1'000'000'000L + t.tv_nsec;
    };
    const long begin = now();
    work();
    return static_cast<double>(now() - begin) / static_cast<double>(operations);
}

class Median {
public:
    void add(double value) { m_values.push_back(value); }
    [[nodiscard]] double value() {
        if (m_values.empty())
            return 0;
        const auto middle = m_values.begin() + static_cast<std::ptrdiff_t>(m_values.size() / 2);
        std::nth_element(m_values.begin(), middle, m_values.end());
        return *middle;
    }

private:
    std::vector<double> m_values;
};

}  // namespace heddle::bench

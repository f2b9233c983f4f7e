// Sums over a long list of steps, so that drawing asks for whole stretches of it at the cost of a few
// look-ups: the mean, least and greatest value between two instants. Grows along with the list.
//
// A list of steps is anything with size(), timeAt(i) (ascending) and valueAt(i): from timeAt(i) on the value
// is valueAt(i).
//
// Thread rule: one thread.
// Cost: extend() once per step; over() O(log n) plus one look per 64 steps between the instants.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/base/clock.h"

namespace heddle::ui {

struct StepStretch {
    double mean = 0;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t greatest = std::numeric_limits<std::int64_t>::min();
};

// Index of the first step whose time is after `time`, not before `low`.
template <class Steps>
[[nodiscard]] std::size_t firstStepAfter(const Steps& steps, Instant time, std::size_t low = 0) {
    std::size_t high = steps.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (steps.timeAt(middle) <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

class StepIndex {
public:
    template <class Steps>
    void extend(const Steps& steps) {
        for (; (m_chunks.size() + 1) * kChunk < steps.size();) {
            const std::size_t begin = m_chunks.size() * kChunk;
            Chunk chunk;
            for (std::size_t i = begin; i < begin + kChunk; ++i) {
                const std::int64_t value = steps.valueAt(i);
                chunk.least = std::min(chunk.least, value);
                chunk.greatest = std::max(chunk.greatest, value);
                chunk.area += static_cast<double>(value) *
                              static_cast<double>((steps.timeAt(i + 1) - steps.timeAt(i)).count());
            }
            m_chunks.push_back(chunk);
        }
    }

    // Between from and to, from < to; values before the first step count as 0. `hint`: an index not after the
    // first step concerned; set to one that serves the stretch that begins at `to`.
    template <class Steps>
    [[nodiscard]] StepStretch over(const Steps& steps, Instant from, Instant to, std::size_t& hint) const {
        StepStretch result;
        double area = 0;
        std::size_t i = firstStepAfter(steps, from, hint);
        Instant at = from;
        std::int64_t value = i == 0 ? 0 : steps.valueAt(i - 1);
        const auto include = [&](std::int64_t v) {
            result.least = std::min(result.least, v);
            result.greatest = std::max(result.greatest, v);
        };
        while (at < to) {
            include(value);
            // A whole chunk ahead that ends inside: take its sums.
            if (i % kChunk == 0 && i / kChunk < m_chunks.size() && steps.timeAt(i + kChunk) <= to) {
                area += static_cast<double>(value) * static_cast<double>((steps.timeAt(i) - at).count());
                const Chunk& chunk = m_chunks[i / kChunk];
                area += chunk.area;
                include(chunk.least);
                include(chunk.greatest);
                i += kChunk;
                at = steps.timeAt(i);
                value = steps.valueAt(i - 1);  // for no time at all: step i begins here
                continue;
            }
            const Instant next = i < steps.size() ? std::min(steps.timeAt(i), to) : to;
            area += static_cast<double>(value) * static_cast<double>((next - at).count());
            at = next;
            if (at < to)
                value = steps.valueAt(i++);
        }
        hint = i;
        result.mean = area / static_cast<double>((to - from).count());
        return result;
    }

private:
    static constexpr std::size_t kChunk = 64;
    struct Chunk {
        double area = 0;
        std::int64_t least = std::numeric_limits<std::int64_t>::max();
        std::int64_t greatest = std::numeric_limits<std::int64_t>::min();
    };
    std::vector<Chunk> m_chunks;
};

}  // namespace heddle::ui

// Sums over a long list of steps, so that drawing asks for whole stretches of it at the cost of a few
// look-ups: the mean, least and greatest value between two instants. Grows along with the list.
//
// A list of steps is anything with size(), timeAt(i) (ascending) and valueAt(i): from timeAt(i) on the value
// is valueAt(i).
//
// Thread rule: one thread.
// Cost: extend() once per step; areaUntil() O(log of the distance from the hint); extremes() besides one look
// per 32 steps between the instants.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/base/clock.h"

namespace heddle::ui {

struct StepExtremes {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t greatest = std::numeric_limits<std::int64_t>::min();
    void include(std::int64_t value) {
        least = std::min(least, value);
        greatest = std::max(greatest, value);
    }
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
        while ((m_chunks.size() + 1) * kChunk < steps.size()) {
            const std::size_t begin = m_chunks.size() * kChunk;
            Chunk chunk{steps.timeAt(begin), m_area, {}};
            for (std::size_t i = begin; i < begin + kChunk; ++i) {
                chunk.extremes.include(steps.valueAt(i));
                m_area += area(steps.valueAt(i), steps.timeAt(i), steps.timeAt(i + 1));
            }
            m_chunks.push_back(chunk);
        }
    }

    // Sum of value x time (ns) up to `time`; nothing before the first step. `hint`: 0, or left by a call for
    // an earlier time.
    template <class Steps>
    [[nodiscard]] double areaUntil(const Steps& steps, Instant time, std::size_t& hint) const {
        hint = chunkAt(time, hint);
        std::size_t i = hint * kChunk;
        double sum = hint < m_chunks.size() ? m_chunks[hint].areaBefore : m_area;
        if (i >= steps.size() || steps.timeAt(i) >= time)
            return sum;
        for (; i + 1 < steps.size() && steps.timeAt(i + 1) <= time; ++i)
            sum += area(steps.valueAt(i), steps.timeAt(i), steps.timeAt(i + 1));
        return sum + area(steps.valueAt(i), steps.timeAt(i), time);
    }

    // Of the values in force between two instants; `hint` as above.
    template <class Steps>
    [[nodiscard]] StepExtremes extremes(const Steps& steps, Instant from, Instant to,
                                        std::size_t& hint) const {
        StepExtremes result;
        hint = chunkAt(from, hint);
        std::size_t i = hint * kChunk;
        while (i + 1 < steps.size() && steps.timeAt(i + 1) <= from) ++i;
        while (i < steps.size() && steps.timeAt(i) < to) {
            const std::size_t chunk = i / kChunk;
            if (i % kChunk == 0 && chunk + 1 < m_chunks.size() && m_chunks[chunk + 1].begin <= to) {
                result.include(m_chunks[chunk].extremes.least);
                result.include(m_chunks[chunk].extremes.greatest);
                i += kChunk;
            } else {
                result.include(steps.valueAt(i++));
            }
        }
        return result;
    }

private:
    static constexpr std::size_t kChunk = 32;
    struct Chunk {
        Instant begin;
        double areaBefore = 0;
        StepExtremes extremes;
    };

    static double area(std::int64_t value, Instant from, Instant to) {
        return static_cast<double>(value) * static_cast<double>((to - from).count());
    }
    // The last chunk that begins at or before `time`, looked for from `from` on; the steps after all chunks
    // count as one where they are all that is left.
    [[nodiscard]] std::size_t chunkAt(Instant time, std::size_t from) const {
        std::size_t low = from, step = 1;
        while (low + step < m_chunks.size() && m_chunks[low + step].begin <= time) {
            low += step;
            step *= 2;
        }
        std::size_t high = std::min(low + step, m_chunks.size());
        while (high - low > 1 && high > low) {
            const std::size_t middle = low + (high - low) / 2;
            if (m_chunks[middle].begin <= time)
                low = middle;
            else
                high = middle;
        }
        return low;
    }

    std::vector<Chunk> m_chunks;
    double m_area = 0;  // of all chunks
};

}  // namespace heddle::ui

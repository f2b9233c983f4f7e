// The facts of one source (a perf ring, a runtime's channel, what the parent notes), in order of time,
// waiting to be merged.
//
// Invariants: times never run back, neither within what waits nor behind what was taken. A fact that comes
// late (its writer was interrupted between reading the clock and storing) moves forward to its place, as long
// as its place is still there.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/wire/event.h"

namespace heddle::capture {

class FactStream {
public:
    void append(const wire::Event& fact) {
        m_facts.push_back(fact);
        if (m_facts.size() - 1 > m_next ? m_facts[m_facts.size() - 2].time > fact.time
                                        : m_takenUntil > fact.time)
            putInPlace();
    }
    // Moves the fact appended last back to an earlier time, if it is still there.
    void backdateLast(std::uint64_t time) {
        if (isEmpty() || m_facts.back().time <= time)
            return;
        m_facts.back().time = time;
        putInPlace();
    }
    [[nodiscard]] bool isEmpty() const { return m_next == m_facts.size(); }
    [[nodiscard]] std::size_t size() const { return m_facts.size() - m_next; }
    [[nodiscard]] std::uint64_t firstTime() const { return m_facts[m_next].time; }
    // Takes the facts up to and including `until`. The span is valid until the next append() or compact().
    std::span<const wire::Event> takeUntil(std::uint64_t until) {
        const std::size_t first = m_next;
        while (m_next < m_facts.size() && m_facts[m_next].time <= until) ++m_next;
        if (m_next > first)
            m_takenUntil = m_facts[m_next - 1].time;
        return {m_facts.data() + first, m_next - first};
    }
    // Gives the memory of what was taken back. If less than half was taken, not yet.
    void compact() {
        if (m_next < m_facts.size() / 2 || m_next == 0)
            return;
        m_facts.erase(m_facts.begin(), m_facts.begin() + static_cast<std::ptrdiff_t>(m_next));
        m_next = 0;
    }

private:
    void putInPlace() {
        auto at = m_facts.size() - 1;
        wire::Event fact = m_facts[at];
        fact.time = std::max(fact.time, m_takenUntil);
        for (; at > m_next && m_facts[at - 1].time > fact.time; --at) m_facts[at] = m_facts[at - 1];
        m_facts[at] = fact;
    }

    std::vector<wire::Event> m_facts;
    std::size_t m_next = 0;  // the first one not taken
    std::uint64_t m_takenUntil = 0;
};

}  // namespace heddle::capture

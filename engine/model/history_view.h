// The history of one task up to the time of a snapshot: contiguous intervals, oldest first, and exact sums of the
// time in each state over any range.
//
// Thread rule: immutable; valid as long as the Snapshot it came from. Reads memory that the model goes on appending
// to, but only entries that were there when the snapshot was taken.
// Invariants: at(i).end == at(i + 1).begin; no two neighbours are equal in state and cause; totals(a, b) + totals(b, c)
// == totals(a, c), and over the whole life they add up to its length.
// Cost: at() O(1); indexAt() and totals() O(log n).
#pragma once

#include <cstddef>

#include "engine/model/interval.h"

namespace heddle::model {

class History;

class HistoryView {
public:
    HistoryView() = default;
    HistoryView(const History& history, std::size_t size, Instant end) : m_history(&history), m_size(size), m_end(end) {}

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] Interval at(std::size_t index) const;  // index < size()
    [[nodiscard]] Instant begin() const;                  // of the first interval; only if not empty
    [[nodiscard]] Instant end() const { return m_end; }
    // The interval that holds `time`: the last one that begins at or before it. size() if there is none.
    [[nodiscard]] std::size_t indexAt(Instant time) const;
    // Time in each state from begin() to `time`, clipped to the history.
    [[nodiscard]] StateTotals totalsUntil(Instant time) const;
    [[nodiscard]] StateTotals totals(Instant from, Instant to) const;

    // For painting: exact shares for many ascending instants at once. Writes totalsUntil(times[i]) to out[i].
    // Much cheaper than asking one by one.
    void totalsUntilEach(const Instant* times, std::size_t count, StateTotals* out) const;

private:
    const History* m_history = nullptr;
    std::size_t m_size = 0;
    Instant m_end{};
};

}  // namespace heddle::model

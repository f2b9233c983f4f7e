// The history of one task up to the time of a snapshot: contiguous intervals, oldest first, and exact sums of
// the time in each state over any range.
//
// Thread rule: immutable; valid as long as the Snapshot it came from. Reads memory that the model goes on
// appending to, but only entries that were there when the snapshot was taken. Invariants: at(i).end == at(i +
// 1).begin; no two neighbours are equal in state and cause; totals(a, b) + totals(b, c)
// == totals(a, c), and over the whole life they add up to its length.
// Cost: at() O(1); indexAt() and totals() O(log n).
#pragma once

#include <cstddef>

#include "engine/model/history.h"
#include "engine/model/interval.h"

namespace heddle::model {

class HistoryView {
public:
    HistoryView() = default;
    // `closed` entries of the history, then the open one up to `end`.
    HistoryView(const History& history, std::size_t closed, const Entry& open, Instant end)
        : m_history(&history), m_closed(closed), m_open(open), m_end(end) {}

    [[nodiscard]] std::size_t size() const { return m_history ? m_closed + 1 : 0; }
    [[nodiscard]] bool isEmpty() const { return m_history == nullptr; }
    [[nodiscard]] Interval at(std::size_t index) const;  // index < size()
    [[nodiscard]] Instant begin() const;                 // of the first interval; only if not empty
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
    [[nodiscard]] const Entry& entry(std::size_t index) const {
        return index < m_closed ? m_history->entry(index) : m_open;
    }
    [[nodiscard]] std::size_t blockCount() const { return (m_closed + kBlockEntries - 1) / kBlockEntries; }
    // The last block that begins at or before `time`, looked for from block `from` on (which must).
    [[nodiscard]] std::size_t blockAt(std::int64_t time, std::size_t from) const;
    void prefetchBlock(std::size_t block, std::int64_t time) const;
    // Totals up to `time`, which lies in `block` or after its last entry.
    void sumBlock(std::size_t block, std::int64_t time, StateTotals& out) const;

    const History* m_history = nullptr;
    std::size_t m_closed = 0;
    Entry m_open;
    Instant m_end{};
};

}  // namespace heddle::model

#include "engine/model/history_view.h"

#include <algorithm>

#include "engine/model/wait_table.h"

namespace heddle::model {

Interval HistoryView::at(std::size_t index) const {
    const Entry& e = entry(index);
    Interval interval;
    interval.begin = instantFromNs(e.begin);
    interval.end = index < m_closed ? instantFromNs(entry(index + 1).begin) : m_end;
    interval.state = e.state;
    interval.onCarrier = e.onCarrier;
    interval.isSameWait = e.isSameWait;
    if (e.state == State::Running)
        interval.cpu = CpuId{e.cpu};
    if (e.state == State::Running || e.state == State::Ready)
        interval.waker = TaskId{e.cause};
    else if (e.state == State::Blocked || e.state == State::SuspendedBlocked)
        interval.wait = m_history->waits()[e.cause];
    return interval;
}

Instant HistoryView::begin() const {
    return instantFromNs(entry(0).begin);
}

std::size_t HistoryView::blockAt(std::int64_t time, std::size_t from) const {
    // Ascending callers find theirs near the last one: gallop, then halve.
    std::size_t low = from, step = 1;
    const std::size_t count = blockCount();
    while (low + step < count && m_history->blockBegin(low + step) <= time) {
        low += step;
        step *= 2;
    }
    std::size_t high = std::min(low + step, count);  // begins after `time`, or does not exist
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        if (m_history->blockBegin(middle) <= time)
            low = middle;
        else
            high = middle;
    }
    return low;
}

std::size_t HistoryView::indexAt(Instant time) const {
    const std::int64_t t = toNs(time);
    if (isEmpty() || t < entry(0).begin)
        return size();
    if (t >= m_open.begin)
        return m_closed;
    const std::size_t block = blockAt(t, 0);
    std::size_t index = block * kBlockEntries;
    const std::size_t last = std::min(m_closed, index + kBlockEntries) - 1;
    while (index < last && m_history->entry(index + 1).begin <= t) ++index;
    return index;
}

void HistoryView::sumBlock(std::size_t block, std::int64_t time, StateTotals& out) const {
    const Block& b = m_history->block(block);
    std::int64_t sums[kStateCount];
    std::copy_n(b.totals, kStateCount, sums);
    const std::size_t count = std::min(m_closed - block * kBlockEntries, kBlockEntries);
    std::size_t i = 0;
    std::int64_t begin = b.entries[0].begin;
    for (; i + 1 < count && b.entries[i + 1].begin <= time; ++i) {
        sums[indexOf(b.entries[i].state)] += b.entries[i + 1].begin - begin;
        begin = b.entries[i + 1].begin;
    }
    sums[indexOf(b.entries[i].state)] += time - begin;
    for (std::size_t s = 0; s < kStateCount; ++s) out[s] = Duration{sums[s]};
}

StateTotals HistoryView::totalsUntil(Instant time) const {
    StateTotals totals{};
    totalsUntilEach(&time, 1, &totals);
    return totals;
}

StateTotals HistoryView::totals(Instant from, Instant to) const {
    StateTotals totals{};
    if (to <= from)
        return totals;
    const Instant times[2] = {from, to};
    StateTotals sums[2];
    totalsUntilEach(times, 2, sums);
    for (std::size_t s = 0; s < kStateCount; ++s) totals[s] = sums[1][s] - sums[0][s];
    return totals;
}

void HistoryView::prefetchBlock(std::size_t index, std::int64_t time) const {
    const Block& block = m_history->block(index);
    __builtin_prefetch(&block);
    // The entries up to `time`, if they are spread evenly: half of the block on average.
    const std::int64_t begin = m_history->blockBegin(index);
    const std::int64_t next = index + 1 < blockCount() ? m_history->blockBegin(index + 1) : m_open.begin;
    const float share =
        static_cast<float>(time - begin) / static_cast<float>(std::max<std::int64_t>(next - begin, 1));
    const auto last = static_cast<std::size_t>(share * static_cast<float>(kBlockEntries)) + 1;
    for (std::size_t i = 0; i <= std::min(last, kBlockEntries - 1); i += 64 / sizeof(Entry))
        __builtin_prefetch(&block.entries[i]);
}

void HistoryView::totalsUntilEach(const Instant* times, std::size_t count, StateTotals* out) const {
    if (isEmpty()) {
        std::fill_n(out, count, StateTotals{});
        return;
    }
    // In groups: first the blocks of all instants (the index is dense), asking the memory for each; then the
    // sums, when the memory has answered.
    constexpr std::size_t kGroup = 64;
    std::size_t blocks[kGroup];
    const std::int64_t first = entry(0).begin, open = m_open.begin, end = toNs(m_end);
    std::size_t block = 0;
    for (std::size_t done = 0; done < count; done += kGroup) {
        const std::size_t size = std::min(kGroup, count - done);
        for (std::size_t i = 0; i < size; ++i) {
            const std::int64_t t = std::min(toNs(times[done + i]), open);
            if (m_closed == 0 || t < first)
                continue;
            block = blockAt(t, block);
            blocks[i] = block;
            const auto* bytes = reinterpret_cast<const char*>(&m_history->block(block));
            for (std::size_t line = 0; line < sizeof(Block); line += 64) __builtin_prefetch(bytes + line);
        }
        for (std::size_t i = 0; i < size; ++i) {
            const std::int64_t t = std::min(toNs(times[done + i]), end);
            StateTotals& totals = out[done + i];
            if (t < first) {
                totals = {};
                continue;
            }
            if (m_closed == 0)
                totals = {};
            else
                sumBlock(blocks[i], std::min(t, open), totals);
            if (t > open)
                totals[indexOf(m_open.state)] += Duration{t - open};
        }
    }
}

}  // namespace heddle::model

#include "ui/timeline/hold_rows.h"

#include <algorithm>

namespace heddle::ui {

using model::Hold;
using model::Holder;
using model::ObjectInfo;

HoldRows::Row* HoldRows::freeRow(Instant begin, Instant end) {
    Row* best = nullptr;
    for (Row& row : m_rows) {
        const bool isFree = row.lastEnd <= begin && (!row.present || row.present->since >= end);
        if (isFree && (!best || row.lastEnd > best->lastEnd))
            best = &row;
    }
    return best;
}

void HoldRows::update(const ObjectInfo& object, int rows) {
    m_rows.resize(std::max(m_rows.size(), static_cast<std::size_t>(rows)));
    if (m_rows.size() == 1) {  // nothing to hand out
        m_rows[0].present = object.holders.empty() ? std::nullopt : std::optional{object.holders.front()};
        return;
    }
    for (; m_seen < object.holds.size(); ++m_seen) {
        const Hold& hold = object.holds[m_seen];
        const auto kept = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) {
            return row.present && row.present->task == hold.task && row.present->since == hold.begin;
        });
        Row* row = kept != m_rows.end() ? &*kept : freeRow(hold.begin, hold.end);
        if (!row)
            continue;
        if (kept != m_rows.end())
            row->present.reset();
        row->holds.push_back(static_cast<std::uint32_t>(m_seen));
        row->lastEnd = hold.end;
    }
    const auto isStillHeld = [&object](const Holder& held) {
        return std::any_of(object.holders.begin(), object.holders.end(),
                           [&held](const Holder& h) { return h.task == held.task && h.since == held.since; });
    };
    for (Row& row : m_rows)
        if (row.present && !isStillHeld(*row.present))
            row.present.reset();
    for (const Holder& holder : object.holders) {
        const bool hasRow = std::any_of(m_rows.begin(), m_rows.end(), [&holder](const Row& row) {
            return row.present && row.present->task == holder.task && row.present->since == holder.since;
        });
        if (hasRow)
            continue;
        if (Row* row = freeRow(holder.since, Instant{Duration::max()}))
            row->present = holder;
    }
}

HoldRows::Spans::Spans(const HoldRows& rows, std::size_t row, const ObjectInfo& object, Instant now)
    : m_object(object),
      m_picked(rows.m_rows.size() == 1 ? nullptr : &rows.m_rows[row].holds),
      m_present(rows.m_rows[row].present),
      m_over(m_picked ? m_picked->size() : object.holds.size()),
      m_now(now) {}

}  // namespace heddle::ui

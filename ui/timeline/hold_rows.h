// Gives the holds of an object that several tasks may hold at once a row each, so that no two overlap. A hold
// keeps its row from the moment that it is first seen until after it is over.
//
// Thread rule: one thread. Grows along with the snapshots of one run; each must be later than the one before.
// Invariants: within a row holds are disjoint and ascending. A hold for which no row is free is left out.
#pragma once

#include <optional>
#include <vector>

#include "engine/model/object_info.h"
#include "ui/timeline/step_index.h"

namespace heddle::ui {

class HoldRows {
public:
    void update(const model::ObjectInfo& object, int rows);

    // A row as a list of spans (see span_geometry.h), the present holder last.
    class Spans {
    public:
        Spans(const HoldRows& rows, std::size_t row, const model::ObjectInfo& object, Instant now);
        [[nodiscard]] std::size_t size() const { return m_over + (m_present ? 1 : 0); }
        [[nodiscard]] Instant beginAt(std::size_t i) const {
            return i < m_over ? hold(i).begin : m_present->since;
        }
        [[nodiscard]] Instant endAt(std::size_t i) const { return i < m_over ? hold(i).end : m_now; }
        [[nodiscard]] TaskId taskAt(std::size_t i) const {
            return i < m_over ? hold(i).task : m_present->task;
        }

    private:
        [[nodiscard]] const model::Hold& hold(std::size_t i) const {
            return m_object.holds[m_picked ? (*m_picked)[i] : i];
        }
        const model::ObjectInfo& m_object;
        const std::vector<std::uint32_t>* m_picked;  // null: all, the object has one holder at a time
        std::optional<model::Holder> m_present;
        std::size_t m_over;
        Instant m_now;
    };

    [[nodiscard]] StepIndex& index(std::size_t row) { return m_rows[row].index; }
    [[nodiscard]] std::size_t size() const { return m_rows.size(); }

private:
    struct Row {
        std::vector<std::uint32_t>
            holds;  // indices into ObjectInfo::holds; unused where there is only one row
        Instant lastEnd{Duration::min()};
        std::optional<model::Holder> present;
        StepIndex index;
    };
    // The row that was free last before `begin`; nullptr if none is.
    Row* freeRow(Instant begin, Instant end);

    std::vector<Row> m_rows;
    std::size_t m_seen = 0;  // of the holds that are over
};

}  // namespace heddle::ui

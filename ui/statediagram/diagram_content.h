// What the state diagram has to show at a moment: who is in which state, how long a stay lasts on average,
// how often each transition was taken. Free of geometry.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "ui/models/moment.h"

namespace heddle::ui {

struct StateContent {
    std::vector<TaskId> tasks;         // in the order of their ids
    std::optional<Duration> meanStay;  // over the whole run so far; none where nobody has been
};

class DiagramContent {
public:
    // The content at `moment`. Keeps what does not change from one moment of a run to the next.
    void update(const Moment& moment, bool sevenStates);
    void clear();

    [[nodiscard]] const StateContent& in(model::State state) const { return m_states[model::indexOf(state)]; }
    // How often the transition was taken so far, as the diagram shows states (folded or not).
    [[nodiscard]] std::uint64_t taken(model::State from, model::State to) const {
        return m_taken[model::indexOf(from)][model::indexOf(to)];
    }
    [[nodiscard]] std::size_t taskCount() const { return m_taskCount; }
    // The state as this diagram shows it.
    [[nodiscard]] model::State shown(model::State state) const {
        return m_seven ? state : model::folded(state);
    }

private:
    void countFirstStates(const model::Snapshot& snapshot);
    void measureStays(const model::StateTotals& whole);

    bool m_seven = false;
    std::size_t m_taskCount = 0;
    std::array<StateContent, model::kStateCount> m_states;
    std::array<std::array<std::uint64_t, model::kStateCount>, model::kStateCount> m_taken{};
    // A task's first state is entered by no transition.
    Instant m_run{};
    std::size_t m_firstsCounted = 0;
    std::array<std::uint64_t, model::kStateCount> m_firsts{};
};

}  // namespace heddle::ui

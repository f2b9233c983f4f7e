#include "ui/statediagram/diagram_content.h"

#include "engine/model/step_time.h"

namespace heddle::ui {

using model::kStateCount;
using model::State;

void DiagramContent::clear() {
    *this = DiagramContent();
}

void DiagramContent::update(const Moment& moment, bool sevenStates) {
    const model::Snapshot& snapshot = moment.snapshot();
    m_seven = sevenStates;
    m_taskCount = moment.taskCount();
    for (StateContent& content : m_states) content.tasks.clear();
    for (std::uint32_t id = 1; id <= snapshot.tasks().size(); ++id) {
        if (moment.exists(TaskId{id}))
            m_states[model::indexOf(shown(moment.stateOf(TaskId{id})))].tasks.push_back(TaskId{id});
    }
    m_taken = {};
    for (std::size_t from = 0; from < kStateCount; ++from) {
        for (std::size_t to = 0; to < kStateCount; ++to) {
            const State a = shown(static_cast<State>(from));
            const State b = shown(static_cast<State>(to));
            if (a != b)
                m_taken[model::indexOf(a)][model::indexOf(b)] +=
                    snapshot.transitions(static_cast<State>(from), static_cast<State>(to));
        }
    }
    countFirstStates(snapshot);
    if (!model::isInSteps(snapshot))  // how long a task was not chosen says nothing
        measureStays(moment.totals());
}

void DiagramContent::countFirstStates(const model::Snapshot& snapshot) {
    // A controlled run may have gone back, and then on in another way.
    if (m_run != snapshot.start() || m_firstsCounted > snapshot.tasks().size() ||
        model::isInSteps(snapshot)) {
        m_run = snapshot.start();
        m_firstsCounted = 0;
        m_firsts = {};
    }
    const auto tasks = snapshot.tasks();
    for (; m_firstsCounted < tasks.size(); ++m_firstsCounted) {
        const model::HistoryView history = snapshot.history(tasks[m_firstsCounted].id);
        if (history.isEmpty())
            return;  // nothing is known of it yet; the next moment asks again
        ++m_firsts[model::indexOf(history.at(0).state)];
    }
}

void DiagramContent::measureStays(const model::StateTotals& whole) {
    model::StateTotals totals{};
    for (std::size_t s = 0; s < kStateCount; ++s)
        totals[model::indexOf(shown(static_cast<State>(s)))] += whole[s];
    std::array<std::uint64_t, kStateCount> entries{};
    for (std::size_t s = 0; s < kStateCount; ++s) {
        entries[model::indexOf(shown(static_cast<State>(s)))] += m_firsts[s];
        for (std::size_t from = 0; from < kStateCount; ++from) entries[s] += m_taken[from][s];
    }
    for (std::size_t s = 0; s < kStateCount; ++s)
        m_states[s].meanStay =
            entries[s] == 0 ? std::nullopt : std::optional{totals[s] / static_cast<std::int64_t>(entries[s])};
}

}  // namespace heddle::ui

// What every step of a controlled run left behind: its events in logical time, kept once for each node of the
// history, however often the node is run again.
//
// Thread rule: one thread. Run again, a step must leave the same behind, times and the kernel's numbers
// apart: Footprint tells. Invariant: nodes are added in the order of their numbers.
#pragma once

#include <span>
#include <vector>

#include "engine/control/history_tree.h"
#include "engine/wire/event.h"

namespace heddle::session {

// Facts of one step, to be told apart from those of another run of it. The order does not count: the task
// that makes another one and the one that is made move at the same time.
struct Footprint {
    std::uint32_t facts = 0;
    std::uint64_t sum = 0;
    friend bool operator==(const Footprint&, const Footprint&) = default;
};
[[nodiscard]] Footprint footprintOf(std::span<const wire::Event> facts);

class StepLog {
public:
    // The next node's.
    void add(std::span<const wire::Event> events, Footprint footprint);
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    [[nodiscard]] std::span<wire::Event> events(control::NodeNumber node) {
        const Entry& entry = m_entries[static_cast<std::size_t>(node)];
        return {m_events.data() + entry.first, entry.count};
    }
    [[nodiscard]] Footprint footprint(control::NodeNumber node) const {
        return m_entries[static_cast<std::size_t>(node)].footprint;
    }

private:
    struct Entry {
        std::size_t first = 0;
        std::uint32_t count = 0;
        Footprint footprint;
    };
    std::vector<wire::Event> m_events;
    std::vector<Entry> m_entries;  // by node
};

}  // namespace heddle::session

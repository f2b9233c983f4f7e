#include "engine/session/stepping/step_log.h"

namespace heddle::session {
namespace {

using wire::Event;
using wire::EventKind;

// What differs from run to run is taken out: the time, the kernel's numbers, and the numbers of texts, which
// two tasks that move at the same time may draw in either order.
Event comparable(Event fact) {
    fact.time = 0;
    switch (fact.kind) {
        case EventKind::TextPiece:
            fact.task = 0;
            break;
        case EventKind::TaskNamed:
        case EventKind::SiteDefined:
            fact.object = 0;
            break;
        case EventKind::ObjectNamed:
        case EventKind::TaskRequested:  // when
            fact.value = 0;
            break;
        case EventKind::TaskCreated:
            if (fact.detailAs<wire::TaskKind>() != wire::TaskKind::Fiber)
                fact.value = 0;
            break;
        default:
            break;
    }
    return fact;
}

std::uint64_t mixed(std::uint64_t sum, std::uint64_t word) {
    sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
    return sum ^ (sum >> 29);
}

}  // namespace

Footprint footprintOf(std::span<const Event> facts) {
    Footprint footprint{static_cast<std::uint32_t>(facts.size()), 0};
    for (const Event& fact : facts) {
        const Event event = comparable(fact);
        std::uint64_t sum = mixed(event.value, wire::packPair(event.task, event.object));
        sum = mixed(
            sum, wire::packPair(event.site, (static_cast<std::uint32_t>(event.kind) << 16) | event.detail));
        footprint.sum += sum;
    }
    return footprint;
}

void StepLog::add(std::span<const Event> events, Footprint footprint) {
    m_entries.push_back({m_events.size(), static_cast<std::uint32_t>(events.size()), footprint});
    m_events.insert(m_events.end(), events.begin(), events.end());
}

}  // namespace heddle::session

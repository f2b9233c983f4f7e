// A flag that tasks wait for: wait() goes on at once when it is set; set() lets all go on who wait.
#pragma once

#include "engine/runtime/resource.h"

namespace heddle::runtime {

// State: 1 when set. Waiting takes nothing away.
struct EventRule {
    static std::optional<std::uint32_t> take(std::uint32_t set, TaskRef) {
        return set != 0 ? std::optional{set} : std::nullopt;
    }
    static std::uint32_t give(std::uint32_t, TaskRef) { return 1; }
    static wire::Event takenEvent(StateWord now) {
        return {.value = wire::packPair(now.state(), now.sequence()), .kind = wire::EventKind::ValueRead};
    }
};
extern template class Resource<EventRule>;

class Event : public Resource<EventRule> {
public:
    explicit Event(std::string_view name = {}, CallSite at = CallSite::here())
        : Resource(wire::ObjectKind::Event, name, 1, 0, at) {}
    void wait(CallSite at = CallSite::here()) {
        take(wire::Operation::WaitEvent, wire::OperationKind::WaitEvent, at);
    }
    void set(CallSite at = CallSite::here());
    void clear(CallSite at = CallSite::here());
};

}  // namespace heddle::runtime

// A flag that tasks wait for: wait() goes on at once when it is set; set() lets all go on who wait.
#pragma once

#include "engine/runtime/resource.h"

namespace heddle::runtime {

// State: 1 when set. Waiting takes nothing away.
struct EventRule {
    static std::optional<std::uint32_t> take(std::uint32_t set, TaskRef, std::uint32_t) {
        return set != 0 ? std::optional{set} : std::nullopt;
    }
    static std::uint32_t give(std::uint32_t, TaskRef, std::uint32_t) { return 1; }
    static bool isOwner(std::uint32_t, TaskRef) { return false; }
    static wire::Event takenEvent(StateWord now, std::uint32_t) {
        return {.value = wire::packPair(now.state(), now.sequence()), .kind = wire::EventKind::ValueRead};
    }
};
extern template class Resource<EventRule>;

class Event : public Resource<EventRule> {
public:
    explicit Event(std::string_view name = {}, CallSite at = CallSite::here())
        : Resource(wire::ObjectKind::Event, name, 1, 0, at) {}
    void wait(CallSite at = CallSite::here()) { take(kWait, at); }
    // False: it was not set within `limit`.
    [[nodiscard]] bool waitFor(Duration limit, CallSite at = CallSite::here()) {
        return hasTaken(takeFor(kWait, limit, at));
    }
    // A look; it may be set or cleared the next moment.
    [[nodiscard]] bool isSet(CallSite at = CallSite::here());
    void set(CallSite at = CallSite::here());
    void clear(CallSite at = CallSite::here());

private:
    static constexpr Taking kWait{wire::OperationKind::WaitEvent, wire::Operation::WaitEvent};
};

}  // namespace heddle::runtime

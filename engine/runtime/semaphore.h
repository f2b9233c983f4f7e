// A counter of free units: acquire() takes one or waits in line, release() gives one back and hands it to who
// stands first in line. Any task may release.
#pragma once

#include "engine/runtime/resource.h"

namespace heddle::runtime {

// State: the free units.
struct SemaphoreRule {
    static std::optional<std::uint32_t> take(std::uint32_t units, TaskRef) {
        return units > 0 ? std::optional{units - 1} : std::nullopt;
    }
    static std::uint32_t give(std::uint32_t units, TaskRef) { return units + 1; }
    static wire::Event takenEvent(StateWord now) {
        return {.value = now.sequence(), .kind = wire::EventKind::Acquired, .detail = 1};
    }
};
extern template class Resource<SemaphoreRule>;

class Semaphore : public Resource<SemaphoreRule> {
public:
    explicit Semaphore(std::uint32_t units, std::string_view name = {}, CallSite at = CallSite::here())
        : Resource(wire::ObjectKind::Semaphore, name, units, units, at) {
        HEDDLE_CHECK(units < kLargestState);
        record().word.store(StateWord{}.next(units, false, 0).bits, std::memory_order_release);
    }
    void acquire(CallSite at = CallSite::here()) {
        take(wire::Operation::Acquire, wire::OperationKind::Acquire, at);
    }
    void release(CallSite at = CallSite::here()) { give(wire::OperationKind::Release, at); }
};

}  // namespace heddle::runtime

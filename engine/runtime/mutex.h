// A lock that one task holds at a time: thread, process or fiber. First come, first served: unlock() hands
// over to who stands first in line. Usable as std::lock_guard<Mutex> (which then reports the line of the
// guard's library code; call lock() and unlock() where the line matters).
#pragma once

#include "engine/runtime/expect.h"
#include "engine/runtime/resource.h"

namespace heddle::runtime {

// State: the TaskRef of the owner, 0 when free.
struct MutexRule {
    static std::optional<std::uint32_t> take(std::uint32_t owner, TaskRef task) {
        if (owner == task.value())  // it would wait for itself
            misuse("a task locks a lock that it holds already");
        return owner == 0 ? std::optional{task.value()} : std::nullopt;
    }
    static std::uint32_t give(std::uint32_t owner, TaskRef task) {
        if (owner != task.value())
            misuse("a task unlocks a lock that it does not hold");
        return 0;
    }
    static wire::Event takenEvent(StateWord now) {
        return {.value = now.sequence(), .kind = wire::EventKind::Acquired, .detail = 1};
    }
};
extern template class Resource<MutexRule>;

class Mutex : public Resource<MutexRule> {
public:
    explicit Mutex(std::string_view name = {}, CallSite at = CallSite::here())
        : Resource(wire::ObjectKind::Mutex, name, 1, 1, at) {}
    void lock(CallSite at = CallSite::here()) { take(wire::Operation::Lock, wire::OperationKind::Lock, at); }
    void unlock(CallSite at = CallSite::here()) { give(wire::OperationKind::Unlock, at); }
};

}  // namespace heddle::runtime

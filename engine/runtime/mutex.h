// A lock that one task holds at a time: thread, process or fiber. First come, first served: unlock() hands
// over to who stands first in line. Usable as std::lock_guard<Mutex> (which then reports the line of the
// guard's library code; call lock() and unlock() where the line matters).
// What becomes of it when its holder dies: see exclusive_lock.h.
#pragma once

#include "engine/runtime/exclusive_lock.h"
#include "engine/runtime/expect.h"

namespace heddle::runtime {

// State: the TaskRef of the owner, 0 when free.
struct MutexRule {
    static TaskRef ownerOf(std::uint32_t owner) { return TaskRef{owner}; }
    static std::optional<std::uint32_t> take(std::uint32_t owner, TaskRef task, std::uint32_t) {
        if (owner == task.value())
            misuse("a task locks a lock that it holds already");
        return owner == 0 ? std::optional{task.value()} : std::nullopt;
    }
    static std::uint32_t give(std::uint32_t owner, TaskRef task, std::uint32_t) {
        if (owner != task.value())
            misuse("a task unlocks a lock that it does not hold");
        return 0;
    }
    static bool isOwner(std::uint32_t, TaskRef) { return false; }
    static wire::Event takenEvent(StateWord now, std::uint32_t) {
        return {.value = now.sequence(), .kind = wire::EventKind::Acquired, .detail = 1};
    }
};
extern template class Resource<MutexRule>;

class Mutex : public ExclusiveLock<MutexRule> {
public:
    Mutex(std::string_view name, Inheritance inheritance, CallSite at = CallSite::here()) : Mutex(name, at) {
        inherits(inheritance);
    }
    explicit Mutex(std::string_view name = {}, CallSite at = CallSite::here())
        : ExclusiveLock(wire::ObjectKind::Mutex, name, at) {}

private:
    friend class Condition;  // gives it up in an operation of its own
    void checkIsHeldBy(TaskRef task) const {
        static_cast<void>(
            MutexRule::give(StateWord{record().word.load(std::memory_order_relaxed)}.state(), task, 1));
    }
};

}  // namespace heddle::runtime

// A lock that one task holds at a time: thread, process or fiber. First come, first served: unlock() hands
// over to who stands first in line. Usable as std::lock_guard<Mutex> (which then reports the line of the
// guard's library code; call lock() and unlock() where the line matters).
#pragma once

#include "engine/runtime/expect.h"
#include "engine/runtime/resource.h"

namespace heddle::runtime {

// State: the TaskRef of the owner, 0 when free.
struct MutexRule {
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

class Mutex : public Resource<MutexRule> {
public:
    explicit Mutex(std::string_view name = {}, CallSite at = CallSite::here())
        : Resource(wire::ObjectKind::Mutex, name, 1, 1, at) {}
    void lock(CallSite at = CallSite::here()) { take(kLock, at); }
    // False: somebody holds it.
    [[nodiscard]] bool tryLock(CallSite at = CallSite::here()) {
        return tryTake(wire::OperationKind::TryLock, 1, at);
    }
    // False: it did not come within `limit`.
    [[nodiscard]] bool lockFor(Duration limit, CallSite at = CallSite::here()) {
        return takeFor(kLock, limit, at);
    }
    void unlock(CallSite at = CallSite::here()) { give(wire::OperationKind::Unlock, 1, at); }

private:
    friend class Condition;  // gives it up in an operation of its own
    void checkIsHeldBy(TaskRef task) const {
        static_cast<void>(
            MutexRule::give(StateWord{record().word.load(std::memory_order_relaxed)}.state(), task, 1));
    }
    static constexpr Taking kLock{wire::OperationKind::Lock, wire::Operation::Lock};
};

}  // namespace heddle::runtime

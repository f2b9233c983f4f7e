// What Mutex and RecursiveMutex have in common: one task holds it at a time, and whoever unlocks it hands
// over to who stands first in line.
//
// Robust: when a process dies while one of its tasks holds the lock, the first in line of another process has
// it then, and is told: what the lock guards may be half changed. (Who waits looks every 250 ms, tryLock() at
// once.)
#pragma once

#include <optional>

#include "engine/runtime/locked.h"
#include "engine/runtime/resource.h"

namespace heddle::runtime {

enum class Inheritance : bool {
    Off,
    On,  // who holds it runs at the highest priority of those who wait for it, as far as the kernel permits
};

template <class Rule>
class ExclusiveLock : public Resource<Rule> {
public:
    Locked lock(CallSite at = CallSite::here()) { return *foundBy(this->take(kLock, at)); }
    // Nothing: somebody else holds it.
    [[nodiscard]] std::optional<Locked> tryLock(CallSite at = CallSite::here()) {
        return foundBy(this->tryTake({wire::OperationKind::TryLock, wire::Operation::Lock}, at));
    }
    // Nothing: it did not come within `limit`.
    [[nodiscard]] std::optional<Locked> lockFor(Duration limit, CallSite at = CallSite::here()) {
        return foundBy(this->takeFor(kLock, limit, at));
    }
    void unlock(CallSite at = CallSite::here()) { this->give(wire::OperationKind::Unlock, 1, at); }

protected:
    ExclusiveLock(wire::ObjectKind kind, std::string_view name, CallSite at)
        : Resource<Rule>(kind, name, 1, 1, at) {}
    // Before anybody uses it.
    void inherits(Inheritance inheritance) {
        this->record().lendsPriority.store(inheritance == Inheritance::On, std::memory_order_relaxed);
    }

private:
    using Taking = typename Resource<Rule>::Taking;
    static constexpr Taking kLock{wire::OperationKind::Lock, wire::Operation::Lock};
};

}  // namespace heddle::runtime

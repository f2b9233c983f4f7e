// A lock that many readers hold together, or one writer alone. One line for both: a reader who comes after a
// waiting writer waits behind it, so that neither kind starves the other.
//
// Robust, as the other locks (exclusive_lock.h): of a process that dies while it writes, the lock goes to the
// first in line of another process, or to all of them who can have it together, and they are told: what the
// lock guards may be half changed. Who only read has changed nothing: its share comes back, and nobody is
// told.
#pragma once

#include "engine/runtime/expect.h"
#include "engine/runtime/locked.h"
#include "engine/runtime/resource.h"
#include "engine/wire/lock_state.h"

namespace heddle::runtime {

// State: see wire/lock_state.h. A reader takes one unit, a writer all.
struct SharedMutexRule {
    static TaskRef ownerOf(std::uint32_t state) {
        return wire::ownerOf(wire::ObjectKind::SharedMutex, state);
    }
    static constexpr bool isShare(std::uint32_t units) { return units != wire::kAllUnits; }
    static std::uint32_t shared(std::uint32_t readers, std::uint32_t) { return readers; }
    static std::uint32_t sharesIn(std::uint32_t state, std::uint32_t) {
        return (state & wire::kWriter) != 0 ? 0 : state;
    }
    static constexpr wire::WaitOutcome kOutcomeOfDeath =
        wire::WaitOutcome::Granted;  // it has changed nothing
    static constexpr const char* kNoShare = "a task unlocks a shared mutex that it does not read";
    static std::optional<std::uint32_t> take(std::uint32_t state, TaskRef task, std::uint32_t units) {
        if (state == (wire::kWriter | task.value()))
            misuse("a task locks a shared mutex that it holds as its writer: it would wait for itself");
        if (units == wire::kAllUnits)
            return state == 0 ? std::optional{wire::kWriter | task.value()} : std::nullopt;
        return (state & wire::kWriter) == 0 ? std::optional{state + 1} : std::nullopt;
    }
    static std::uint32_t give(std::uint32_t state, TaskRef task, std::uint32_t units) {
        if (units == wire::kAllUnits) {
            if (state != (wire::kWriter | task.value()))
                misuse("a task unlocks a shared mutex that it does not hold as its writer");
            return 0;
        }
        if (state == 0 || (state & wire::kWriter) != 0)
            misuse("a task unlocks a shared mutex that it does not read");
        return state - 1;
    }
    static bool isOwner(std::uint32_t, TaskRef) { return false; }
    static wire::Event takenEvent(StateWord now, std::uint32_t units) {
        return {.value = now.sequence(),
                .kind = wire::EventKind::Acquired,
                .detail = static_cast<std::uint16_t>(units)};
    }
};
extern template class Resource<SharedMutexRule>;

class SharedMutex : public Resource<SharedMutexRule> {
public:
    explicit SharedMutex(std::string_view name = {}, CallSite at = CallSite::here())
        : Resource(wire::ObjectKind::SharedMutex, name, 1, 1, at) {}

    // As the only one.
    Locked lock(CallSite at = CallSite::here()) { return *foundBy(take(kLock, at)); }
    [[nodiscard]] std::optional<Locked> tryLock(CallSite at = CallSite::here()) {
        return foundBy(tryTake(kTryLock, at));
    }
    [[nodiscard]] std::optional<Locked> lockFor(Duration limit, CallSite at = CallSite::here()) {
        return foundBy(takeFor(kLock, limit, at));
    }
    void unlock(CallSite at = CallSite::here()) { give(wire::OperationKind::Unlock, wire::kAllUnits, at); }

    // With other readers.
    Locked lockShared(CallSite at = CallSite::here()) { return *foundBy(take(kLockShared, at)); }
    [[nodiscard]] std::optional<Locked> tryLockShared(CallSite at = CallSite::here()) {
        return foundBy(tryTake(kTryLockShared, at));
    }
    [[nodiscard]] std::optional<Locked> lockSharedFor(Duration limit, CallSite at = CallSite::here()) {
        return foundBy(takeFor(kLockShared, limit, at));
    }
    // Of the task's own share: to give back what another task has is a misuse.
    void unlockShared(CallSite at = CallSite::here()) { give(wire::OperationKind::UnlockShared, 1, at); }

private:
    static constexpr Taking kLock{wire::OperationKind::Lock, wire::Operation::Lock, wire::kAllUnits};
    static constexpr Taking kTryLock{wire::OperationKind::TryLock, wire::Operation::Lock, wire::kAllUnits};
    static constexpr Taking kLockShared{wire::OperationKind::LockShared, wire::Operation::LockShared};
    static constexpr Taking kTryLockShared{wire::OperationKind::TryLockShared, wire::Operation::LockShared};
};

}  // namespace heddle::runtime

// A semaphore whose units have holders: who takes one gives it back itself. So the unit of a process that
// dies comes back (as those of System V's with SEM_UNDO), and who has it next is told: what it stands for may
// be half used. A Semaphore is quicker, and there any task may give back.
#pragma once

#include "engine/base/check.h"
#include "engine/runtime/locked.h"
#include "engine/runtime/semaphore.h"

namespace heddle::runtime {

// State: the free units, taken one by one.
struct RobustSemaphoreRule : SemaphoreRule {
    static constexpr bool isShare(std::uint32_t) { return true; }
    static std::uint32_t shared(std::uint32_t holders, std::uint32_t units) { return units - holders; }
    static std::uint32_t sharesIn(std::uint32_t free, std::uint32_t units) { return units - free; }
    static constexpr wire::WaitOutcome kOutcomeOfDeath = wire::WaitOutcome::OwnerDied;
    static constexpr const char* kNoShare =
        "a task releases a unit of a robust semaphore that it does not hold";
};
extern template class Resource<RobustSemaphoreRule>;

class RobustSemaphore : public Resource<RobustSemaphoreRule> {
public:
    explicit RobustSemaphore(std::uint32_t units, std::string_view name = {}, CallSite at = CallSite::here())
        : Resource(wire::ObjectKind::Semaphore, name, units, units, at) {
        HEDDLE_CHECK(units < kLargestState);
        record().word.store(StateWord{}.next(units, false, 0).bits, std::memory_order_release);
    }
    // How its last holder left it: OwnerDied, it has died with it.
    Locked acquire(CallSite at = CallSite::here()) { return *foundBy(take(kAcquire, at)); }
    // Nothing: none is free, or others wait for them.
    [[nodiscard]] std::optional<Locked> tryAcquire(CallSite at = CallSite::here()) {
        return foundBy(tryTake({wire::OperationKind::TryAcquire, wire::Operation::Acquire}, at));
    }
    // Nothing: none came within `limit`.
    [[nodiscard]] std::optional<Locked> acquireFor(Duration limit, CallSite at = CallSite::here()) {
        return foundBy(takeFor(kAcquire, limit, at));
    }
    void release(CallSite at = CallSite::here()) { give(wire::OperationKind::Release, 1, at); }

private:
    static constexpr Taking kAcquire{wire::OperationKind::Acquire, wire::Operation::Acquire};
};

}  // namespace heddle::runtime

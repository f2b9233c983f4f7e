// A mutex that its owner may lock again: it is free when it has been unlocked as often as it was locked.
#pragma once

#include "engine/base/check.h"
#include "engine/runtime/expect.h"
#include "engine/runtime/resource.h"
#include "engine/wire/lock_state.h"

namespace heddle::runtime {

// State: see wire/lock_state.h.
struct RecursiveMutexRule {
    static constexpr std::uint32_t kDeepest = (1u << wire::kDepthBits) - 1;
    static constexpr std::uint32_t kMostTasks = (kLargestState >> wire::kDepthBits) + 1;

    static TaskRef ownerOf(std::uint32_t state) {
        return wire::ownerOf(wire::ObjectKind::RecursiveMutex, state);
    }
    static std::optional<std::uint32_t> take(std::uint32_t state, TaskRef task, std::uint32_t) {
        if (state == 0)
            return (task.value() << wire::kDepthBits) + 1;
        if (ownerOf(state) != task)
            return std::nullopt;
        if ((state & kDeepest) == kDeepest)
            misuse("a task locks a recursive mutex for the 1024th time: it counts up to 1023");
        return state + 1;
    }
    static std::uint32_t give(std::uint32_t state, TaskRef task, std::uint32_t) {
        if (ownerOf(state) != task)
            misuse("a task unlocks a recursive mutex that it does not hold");
        return (state & kDeepest) == 1 ? 0 : state - 1;
    }
    static bool isOwner(std::uint32_t state, TaskRef task) { return ownerOf(state) == task; }
    static wire::Event takenEvent(StateWord now, std::uint32_t) {
        return {.value = now.sequence(), .kind = wire::EventKind::Acquired, .detail = 1};
    }
};
extern template class Resource<RecursiveMutexRule>;

class RecursiveMutex : public Resource<RecursiveMutexRule> {
public:
    explicit RecursiveMutex(std::string_view name = {}, CallSite at = CallSite::here())
        : Resource(wire::ObjectKind::RecursiveMutex, name, 1, 1, at) {
        HEDDLE_CHECK(Runtime::instance().segment().limits().tasks <= RecursiveMutexRule::kMostTasks);
    }
    void lock(CallSite at = CallSite::here()) { take(kLock, at); }
    // False: somebody else holds it.
    [[nodiscard]] bool tryLock(CallSite at = CallSite::here()) {
        return tryTake(wire::OperationKind::TryLock, 1, at);
    }
    // False: it did not come within `limit`.
    [[nodiscard]] bool lockFor(Duration limit, CallSite at = CallSite::here()) {
        return takeFor(kLock, limit, at);
    }
    void unlock(CallSite at = CallSite::here()) { give(wire::OperationKind::Unlock, 1, at); }

private:
    static constexpr Taking kLock{wire::OperationKind::Lock, wire::Operation::Lock};
};

}  // namespace heddle::runtime

// A mutex that its owner may lock again: it is free when it has been unlocked as often as it was locked. Who
// inherits it from a dead owner holds it once, however often that had locked it.
#pragma once

#include "engine/base/check.h"
#include "engine/runtime/exclusive_lock.h"
#include "engine/runtime/expect.h"
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

class RecursiveMutex : public ExclusiveLock<RecursiveMutexRule> {
public:
    RecursiveMutex(std::string_view name, Inheritance inheritance, CallSite at = CallSite::here())
        : RecursiveMutex(name, at) {
        inherits(inheritance);
    }
    explicit RecursiveMutex(std::string_view name = {}, CallSite at = CallSite::here())
        : ExclusiveLock(wire::ObjectKind::RecursiveMutex, name, at) {
        HEDDLE_CHECK(Runtime::instance().segment().limits().tasks <= RecursiveMutexRule::kMostTasks);
    }
};

}  // namespace heddle::runtime

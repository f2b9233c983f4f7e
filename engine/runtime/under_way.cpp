#include "engine/runtime/under_way.h"

namespace heddle::runtime::under_way {
namespace {

// ObjectRecord::underWay: 0, or these bits with the outcome above them, and the TaskRef above that.
constexpr std::uint64_t kNoted = 1, kClaimed = 2, kConcernsAll = 4, kMade = 8, kIsPutter = 16;
constexpr int kOutcomeAt = 8, kTaskAt = 32;

TaskRef taskOf(std::uint64_t bits) {
    return TaskRef{static_cast<std::uint32_t>(bits >> kTaskAt)};
}

// The others still are to be let go on.
std::uint64_t withoutTask(std::uint64_t bits) {
    return (bits & kConcernsAll) != 0 ? bits & 0xffffffff : 0;
}

}  // namespace

void note(wire::ObjectRecord& object, const Change& change) {
    object.stateAfter.store(change.stateAfter, std::memory_order_relaxed);
    object.place.store(change.place, std::memory_order_relaxed);
    object.underWay.store(kNoted | (change.concernsAll ? kConcernsAll : 0) | (change.isMade ? kMade : 0) |
                              (change.isPutter ? kIsPutter : 0) |
                              (std::uint64_t{static_cast<std::uint16_t>(change.outcome)} << kOutcomeAt) |
                              (std::uint64_t{change.letsGo.value()} << kTaskAt),
                          std::memory_order_release);
    std::atomic_signal_fence(std::memory_order_seq_cst);  // what is noted comes first, whoever compiles it
}

// Whom it lets go on is still asleep.
void noteMade(wire::ObjectRecord& object) {
    std::atomic_signal_fence(std::memory_order_seq_cst);
    object.underWay.store(object.underWay.load(std::memory_order_relaxed) | kMade, std::memory_order_release);
}

// While it is noted nobody but the task itself takes it out, and that leaves the same behind.
void forgetTask(wire::ObjectRecord& object) {
    std::atomic_signal_fence(std::memory_order_seq_cst);
    object.underWay.store(withoutTask(object.underWay.load(std::memory_order_relaxed)),
                          std::memory_order_release);
}

void forget(wire::ObjectRecord& object) {
    std::atomic_signal_fence(std::memory_order_seq_cst);
    object.underWay.store(0, std::memory_order_release);
}

std::optional<Change> claim(wire::ObjectRecord& object) {
    std::uint64_t seen = object.underWay.load(std::memory_order_acquire);
    while (seen != 0 && !object.underWay.compare_exchange_weak(seen, seen | kClaimed)) {
    }
    if (seen == 0)
        return std::nullopt;
    return Change{.letsGo = taskOf(seen),
                  .outcome = static_cast<wire::WaitOutcome>((seen >> kOutcomeAt) & 0xffff),
                  .isPutter = (seen & kIsPutter) != 0,
                  .concernsAll = (seen & kConcernsAll) != 0,
                  .isMade = (seen & kMade) != 0,
                  .stateAfter = object.stateAfter.load(std::memory_order_relaxed),
                  .place = object.place.load(std::memory_order_relaxed)};
}

bool forgetOwn(wire::ObjectRecord& object, TaskRef self) {
    std::uint64_t seen = object.underWay.load(std::memory_order_acquire);
    while (taskOf(seen) == self) {
        if ((seen & kClaimed) != 0)
            return false;
        if (object.underWay.compare_exchange_weak(seen, withoutTask(seen)))
            return true;
    }
    return true;
}

}  // namespace heddle::runtime::under_way

// A counter of free units: acquire() takes some or waits in line, release() gives some back and hands them to
// who stands first in line. Any task may release. Who wants many and stands first is not passed by who wants
// few.
//
// Units have no owner: another task may give back what one took. So the units of a process that dies stay
// taken (as those of POSIX and of System V without SEM_UNDO), for nobody could tell whether they come back
// all the same. Who waits for them is not told; the observer names the dead holder, in the story of the wait
// and in the verdict where nobody is left to release. Where who takes one also gives it back, a
// RobustSemaphore knows better.
#pragma once

#include "engine/base/check.h"
#include "engine/runtime/expect.h"
#include "engine/runtime/resource.h"

namespace heddle::runtime {

// State: the free units.
struct SemaphoreRule {
    static std::optional<std::uint32_t> take(std::uint32_t free, TaskRef, std::uint32_t units) {
        return free >= units ? std::optional{free - units} : std::nullopt;
    }
    static std::uint32_t give(std::uint32_t free, TaskRef, std::uint32_t units) {
        if (units > kLargestState - free)
            misuse("a task releases more units than a semaphore can hold");
        return free + units;
    }
    static bool isOwner(std::uint32_t, TaskRef) { return false; }
    static wire::Event takenEvent(StateWord now, std::uint32_t units) {
        return {.value = now.sequence(),
                .kind = wire::EventKind::Acquired,
                .detail = static_cast<std::uint16_t>(units)};
    }
};
extern template class Resource<SemaphoreRule>;

class Semaphore : public Resource<SemaphoreRule> {
public:
    static constexpr std::uint32_t kMostUnits = 0xffff;  // in one operation

    explicit Semaphore(std::uint32_t units, std::string_view name = {}, CallSite at = CallSite::here())
        : Resource(wire::ObjectKind::Semaphore, name, units, units, at) {
        HEDDLE_CHECK(units < kLargestState);
        record().word.store(StateWord{}.next(units, false, 0).bits, std::memory_order_release);
    }
    void acquire(std::uint32_t units = 1, CallSite at = CallSite::here()) { take(acquiring(units), at); }
    // False: there are not that many free, or others wait for them.
    [[nodiscard]] bool tryAcquire(std::uint32_t units = 1, CallSite at = CallSite::here()) {
        Taking wanted = acquiring(units);
        wanted.kind = wire::OperationKind::TryAcquire;
        return hasTaken(tryTake(wanted, at));
    }
    // False: they did not come within `limit`.
    [[nodiscard]] bool acquireFor(Duration limit, std::uint32_t units = 1, CallSite at = CallSite::here()) {
        return hasTaken(takeFor(acquiring(units), limit, at));
    }
    void release(std::uint32_t units = 1, CallSite at = CallSite::here()) {
        give(wire::OperationKind::Release, acquiring(units).units, at);
    }

private:
    static Taking acquiring(std::uint32_t units) {
        if (units == 0 || units > kMostUnits)
            misuse("a task takes or gives back no units of a semaphore, or more than go at once");
        return {wire::OperationKind::Acquire, wire::Operation::Acquire, units};
    }
};

}  // namespace heddle::runtime

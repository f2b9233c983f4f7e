// A line of tasks that wait for something to become true: wait() gives the mutex up and stands in line in one
// step, notify() lets the first in line go on, who then locks the mutex again. A notification that finds
// nobody in line is lost: so what is waited for must be looked at under the mutex, before and after.
// Whoever had the mutex meanwhile may have died with its process: as everybody who locks it, who waited is
// told so (see exclusive_lock.h).
#pragma once

#include "engine/runtime/mutex.h"

namespace heddle::runtime {

// How a wait with a time limit ended.
struct TimedWait {
    bool isNotified = false;  // false: nobody did within the limit
    Locked found = Locked::AsUsual;
    explicit operator bool() const { return isNotified; }
};

class Condition : public LineObject {
public:
    explicit Condition(std::string_view name = {}, CallSite at = CallSite::here())
        : LineObject(wire::ObjectKind::Condition, name, 0, 0, at) {}

    // The running task holds `mutex`, and holds it again afterwards: how it was found then.
    Locked wait(Mutex& mutex, CallSite at = CallSite::here()) {
        return waitWithout(mutex, nullptr, at).found;
    }
    // Until `holds()`. Whether an owner had died any time before.
    template <class Predicate>
    Locked wait(Mutex& mutex, Predicate holds, CallSite at = CallSite::here()) {
        Locked found = Locked::AsUsual;
        while (!holds()) {
            if (wait(mutex, at) == Locked::OwnerDied)
                found = Locked::OwnerDied;
        }
        return found;
    }
    [[nodiscard]] TimedWait waitFor(Mutex& mutex, Duration limit, CallSite at = CallSite::here()) {
        return waitWithout(mutex, &limit, at);
    }
    void notify(CallSite at = CallSite::here());
    void notifyAll(CallSite at = CallSite::here());

private:
    TimedWait waitWithout(Mutex& mutex, const Duration* limit, CallSite at);
    void proceed(const Step& step, const std::optional<Change>& left) override;
};

}  // namespace heddle::runtime

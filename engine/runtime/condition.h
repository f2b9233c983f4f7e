// A line of tasks that wait for something to become true: wait() gives the mutex up and stands in line in one
// step, notify() lets the first in line go on, who then locks the mutex again. A notification that finds
// nobody in line is lost: so what is waited for must be looked at under the mutex, before and after.
#pragma once

#include "engine/runtime/mutex.h"

namespace heddle::runtime {

class Condition : public SyncObject {
public:
    explicit Condition(std::string_view name = {}, CallSite at = CallSite::here())
        : SyncObject(wire::ObjectKind::Condition, name, 0, 0, at) {}

    // The running task holds `mutex`, and holds it again afterwards.
    void wait(Mutex& mutex, CallSite at = CallSite::here()) { waitInLine(mutex, nullptr, at); }
    // Until `holds()`.
    template <class Predicate>
    void wait(Mutex& mutex, Predicate holds, CallSite at = CallSite::here()) {
        while (!holds()) wait(mutex, at);
    }
    // False: nobody notified it within `limit`.
    [[nodiscard]] bool waitFor(Mutex& mutex, Duration limit, CallSite at = CallSite::here()) {
        return waitInLine(mutex, &limit, at);
    }
    void notify(CallSite at = CallSite::here());
    void notifyAll(CallSite at = CallSite::here());

private:
    bool waitInLine(Mutex& mutex, const Duration* limit, CallSite at);
    // Waits until taken out of the line, or until the limit; false: that came first.
    bool waitForNotice(const Step& step, const Duration* limit, CallSite at);
};

}  // namespace heddle::runtime

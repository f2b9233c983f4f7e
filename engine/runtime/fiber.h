// A user-level stack, carried by the thread that made it. It runs when its carrier comes to it: while the
// running task waits, sleeps, joins, yields or ends.
#pragma once

#include <span>

#include "engine/runtime/task.h"

namespace heddle::runtime {

class Fiber : public Task {
public:
    Fiber(std::string_view name, Body body, CallSite at = CallSite::here());
    Fiber(Fiber&& other) noexcept = default;
    ~Fiber() {
        if (isJoinable())
            join(CallSite{});
    }
    void join(CallSite at = CallSite::here());
    // False: it has not ended within `limit`.
    [[nodiscard]] bool joinFor(Duration limit, CallSite at = CallSite::here());

private:
    friend void joinAll(std::span<Fiber> fibers, CallSite at);
};

// Waits until all have ended that have not been joined yet.
void joinAll(std::span<Fiber> fibers, CallSite at = CallSite::here());

// Gives the thread to `next`, past all others that are ready; the caller stays ready, last in line. If `next`
// cannot run (it waits, has ended, or belongs to another thread) it is a yield(). In a controlled run it is
// one anyway: there the schedule says who goes on.
void switchTo(const Fiber& next, CallSite at = CallSite::here());

}  // namespace heddle::runtime

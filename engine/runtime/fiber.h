// A user-level stack, carried by the thread that made it. It runs when its carrier comes to it: while the
// running task waits, sleeps, joins, yields or ends.
#pragma once

#include "engine/runtime/task.h"

namespace heddle::runtime {

class Fiber : public Task {
public:
    Fiber(std::string_view name, Body body, CallSite at = CallSite::here());
    Fiber(Fiber&& other) noexcept = default;
    ~Fiber() {
        if (isJoinable())
            join();
    }
    void join(CallSite at = CallSite::here());
};

// Lets the other ready fibers of the thread run first. Nothing happens on a thread without fibers.
void yieldFiber(CallSite at = CallSite::here());

}  // namespace heddle::runtime

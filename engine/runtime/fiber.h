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
    // False: it has not ended within `limit`.
    [[nodiscard]] bool joinFor(Duration limit, CallSite at = CallSite::here());
};

}  // namespace heddle::runtime

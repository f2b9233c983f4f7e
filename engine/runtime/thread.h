// A further thread of the process, really a pthread. It runs from the moment that it is made; join() waits
// for its end, and so does the destructor. A daemon is not waited for: it ends with its process, so it may
// use only what lives as long (its body captures by value).
#pragma once

#include <pthread.h>

#include "engine/base/mapping.h"
#include "engine/runtime/task.h"

namespace heddle::runtime {

class Thread : public Task {
public:
    Thread(std::string name, Body body, CallSite at = CallSite::here())
        : Thread(std::move(name), std::move(body), {}, at) {}
    Thread(std::string name, Body body, TaskOptions options, CallSite at = CallSite::here());
    Thread(Thread&& other) noexcept = default;
    ~Thread();
    void join(CallSite at = CallSite::here());
    // False: it has not ended within `limit`.
    [[nodiscard]] bool joinFor(Duration limit, CallSite at = CallSite::here());

private:
    void release();

    pthread_t m_thread{};  // 0: the gate carries it
    Mapping m_stack;       // none: the system's library has made one
    bool m_isDaemon = false;
};

}  // namespace heddle::runtime

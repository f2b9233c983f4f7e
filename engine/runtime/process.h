// A child process, made by fork(): it shares the run's synchronisation objects, and nothing else that is
// changed from now on. It ends when its body returns; join() waits for that and gives its status.
#pragma once

#include <sys/types.h>

#include "engine/runtime/task.h"

namespace heddle::runtime {

class Process : public Task {
public:
    Process(const std::string& name, const Body& body, CallSite at = CallSite::here());
    Process(Process&& other) noexcept = default;
    ~Process() {
        if (isJoinable())
            join();
    }
    // Returns the status as waitpid(2) gives it.
    int join(CallSite at = CallSite::here());
    [[nodiscard]] pid_t pid() const { return m_pid; }

private:
    pid_t m_pid = 0;
};

}  // namespace heddle::runtime

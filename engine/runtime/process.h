// A child process, made by fork(): it shares the run's synchronisation objects, and nothing else that is
// changed from now on. It ends when its body returns; join() waits for that and gives its status.
#pragma once

#include <sys/types.h>

#include <optional>

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
    // The same, but nothing if it has not ended within `limit`.
    [[nodiscard]] std::optional<int> joinFor(Duration limit, CallSite at = CallSite::here());
    [[nodiscard]] pid_t pid() const { return m_pid; }

private:
    std::optional<int> joinUntil(const Step& step, Instant deadline);
    // -1: the deadline came first.
    [[nodiscard]] int waitAsThread(Instant deadline) const;
    [[nodiscard]] int waitAsFiber(const Step& step, Instant deadline) const;

    pid_t m_pid = 0;  // 0: the gate carries it
};

}  // namespace heddle::runtime

// A process that makes an operation one instruction at a time (ptrace), and can be killed between any two.
#pragma once

#include <sys/ptrace.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>

#include "engine/base/check.h"
#include "engine/runtime/process.h"

namespace heddle::test {

class SteppedProcess {
public:
    // `prepare` it does by itself. The calling thread is its tracer: all other members are for it alone.
    template <class Prepare, class Operation>
    SteppedProcess(const Prepare& prepare, const Operation& operation)
        : m_process("stepped", [=] {
              prepare();
              ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
              ::raise(SIGSTOP);
              operation();
              ::raise(SIGSTOP);
          }) {
        HEDDLE_CHECK(nextStop() == SIGSTOP);
    }
    // Makes so many more; returns how many it made: fewer when the operation was over before.
    std::uint64_t make(std::uint64_t instructions) {
        for (std::uint64_t made = 0; made < instructions; ++made) {
            ::ptrace(PTRACE_SINGLESTEP, m_process.pid(), nullptr, nullptr);
            if (nextStop() != SIGTRAP)
                return made;
        }
        return instructions;
    }
    void kill() {
        m_process.kill();
        m_process.join();
    }

private:
    // The signal with which it stops next.
    [[nodiscard]] int nextStop() const {
        int status = 0;
        while (::waitpid(m_process.pid(), &status, __WALL) < 0 && errno == EINTR) {
        }
        HEDDLE_CHECK(WIFSTOPPED(status));
        return WSTOPSIG(status);
    }

    runtime::Process m_process;
};

}  // namespace heddle::test

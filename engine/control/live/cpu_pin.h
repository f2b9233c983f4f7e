// Keeps a thread or process on one CPU: a hand-off between two tasks is several times cheaper there than
// across CPUs.
#pragma once

#include <sched.h>

#include "engine/base/strong_id.h"

namespace heddle::control {

// The calling thread stays on the CPU where it is, as long as this lives.
class CpuPin {
public:
    CpuPin();
    ~CpuPin();
    CpuPin(const CpuPin&) = delete;
    CpuPin& operator=(const CpuPin&) = delete;

    // The process, which has one thread, and all that it will make.
    void pin(Pid pid) const;

private:
    cpu_set_t m_one;
    cpu_set_t m_before;
    bool m_isPinned = false;  // not where it is not permitted: all works, only slower
};

}  // namespace heddle::control

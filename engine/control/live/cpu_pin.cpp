#include "engine/control/live/cpu_pin.h"

namespace heddle::control {

CpuPin::CpuPin() {
    CPU_ZERO(&m_one);
    const int here = ::sched_getcpu();
    if (here < 0 || here >= CPU_SETSIZE || ::sched_getaffinity(0, sizeof m_before, &m_before) != 0)
        return;
    CPU_SET(static_cast<unsigned>(here), &m_one);
    m_isPinned = ::sched_setaffinity(0, sizeof m_one, &m_one) == 0;
}

CpuPin::~CpuPin() {
    if (m_isPinned)
        ::sched_setaffinity(0, sizeof m_before, &m_before);
}

void CpuPin::pin(Pid pid) const {
    if (m_isPinned)
        ::sched_setaffinity(pid.value(), sizeof m_one, &m_one);
}

}  // namespace heddle::control

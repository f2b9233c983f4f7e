// Who is on a CPU. The switch records of a whole CPU come in pairs, one of the task that leaves and one of
// the task that comes, and each names the other side: so they need not name their own task as well, which
// would cost the traced program a tenth of the time that it takes the kernel to write them.
//
// Thread rule: one thread. Invariant: what is said is known. On loss: forget(); nobody is known until a
// switch has been seen whole.
#pragma once

#include <optional>
#include <utility>

#include "engine/base/strong_id.h"

namespace heddle::capture {

class CpuOccupant {
public:
    // A task leaves for `next`. Who it is, or nullopt: the record of the arrival will name it.
    std::optional<Tid> leaveFor(Tid next) {
        m_coming = next;
        return std::exchange(m_present, std::nullopt);
    }
    // A task comes. Who it is, or nullopt when the record of the departure before it is missing.
    std::optional<Tid> arrive() { return m_present = std::exchange(m_coming, std::nullopt); }
    // The task that is there has another number now: a thread that replaces the program takes that of its
    // process.
    void renumber(Tid tid) { m_present = tid; }
    void forget() { m_present = m_coming = std::nullopt; }

private:
    std::optional<Tid> m_present, m_coming;
};

}  // namespace heddle::capture

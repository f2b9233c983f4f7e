// The kernel's tracepoint of its object caches (kmem:kmem_cache_alloc), as far as it tells how a task comes
// into being: which cache an object was taken from, by whom.
//
// The thread that makes a task takes the objects inside of clone(): the control block first (task_struct),
// then, for a process, what it needs: files, signals, memory and each mapping of it. Newer kernels name the
// cache in the event; of older ones the size of the object tells, as /proc/slabinfo has it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <span>
#include <string>

#include "engine/capture/tracefs.h"

namespace heddle::capture {

class AllocationPoint {
public:
    enum class Object {
        Other,         // none that is looked for
        ControlBlock,  // of a new task
        Resource,      // of a new process
    };

    // Reads what the running kernel says. Errors: no such tracepoint, or nobody tells which cache is meant.
    static Result<AllocationPoint> find(const Tracefs& tracefs);
    // `slabinfo` is needed only where the format has no name. Errors: likewise.
    static Result<AllocationPoint> of(const TracepointFormat& format, std::istream& slabinfo);

    [[nodiscard]] std::uint32_t id() const { return m_id; }
    // For the kernel: lets pass only what objectOf() knows.
    [[nodiscard]] std::string filter() const;
    // Of the tracepoint's own bytes.
    [[nodiscard]] Object objectOf(std::span<const std::byte> raw) const;

private:
    std::uint32_t m_id = 0;
    std::uint32_t m_nameAt = 0, m_sizeAt = 0;  // the other one is 0
    std::map<std::uint64_t, Object> m_bySize;  // where there are no names
};

}  // namespace heddle::capture

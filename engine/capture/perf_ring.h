// The memory that the kernel writes the records of one CPU into, and the events that write there.
//
// Thread rule: one thread. The kernel writes on its own side.
// Invariants: records come out in the order in which the kernel wrote them. On loss: lostSoFar() counts what
// found no room, also when no later record could tell.
#pragma once

#include <linux/perf_event.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/file_descriptor.h"
#include "engine/base/mapping.h"
#include "engine/capture/perf_record.h"

namespace heddle::capture {

class PerfRing {
public:
    // Takes an open event and maps `bytes` (a power of two) for it. nullopt with errno: EPERM when so much
    // memory may not be locked.
    static std::optional<PerfRing> map(FileDescriptor event, std::size_t bytes);

    // Lets a further event of the same CPU write here. False with errno.
    bool add(FileDescriptor event);

    // Sees what the kernel has written by now.
    void look();
    // The next record seen, valid until drop(); nullptr: there is none. Whatever cannot be decoded is dropped
    // and counted in broken().
    [[nodiscard]] const PerfRecord* front();
    void drop();
    // Gives the place of what was dropped back to the kernel. drop() does that now and then, not each time:
    // the kernel reads it for every record.
    void giveBack();

    // How full it was at the last look, 0..1.
    [[nodiscard]] double fill() const { return m_fill; }
    // Records that found no room since the events were opened; nullopt where the kernel does not count them.
    [[nodiscard]] std::optional<std::uint64_t> lostSoFar() const;
    [[nodiscard]] std::uint64_t broken() const { return m_broken; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] int fd() const { return m_events.front().get(); }

private:
    PerfRing() = default;
    [[nodiscard]] std::span<const std::byte> recordAt(std::uint64_t position, std::uint64_t head);
    [[nodiscard]] perf_event_mmap_page& page() const {
        return *reinterpret_cast<perf_event_mmap_page*>(m_mapping.data());
    }

    std::vector<FileDescriptor> m_events;
    Mapping m_mapping;
    std::size_t m_size = 0;
    std::uint64_t m_head = 0, m_tail = 0;  // what was seen and not dropped
    PerfRecord m_front;
    std::size_t m_frontBytes = 0;      // 0: it is still to be decoded
    std::vector<std::byte> m_scratch;  // a record that wraps around
    std::uint64_t m_broken = 0;
    double m_fill = 0;
};

}  // namespace heddle::capture

// The source lines that a run's processes have told already, where all of them can see it: children of one
// program need not tell a line again that one of them has told, nor touch the memory that telling takes.
//
// A line is known by a key that its program makes of it; of two programs the keys differ. The table is small,
// for it shares the page of the segment's header: a line that finds no room is told by each process for
// itself. Thread rule: find() and publish() from any thread and process.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "engine/base/strong_id.h"

namespace heddle::wire {

class SiteTable {
public:
    // None: nobody has told it. `key` is not 0.
    [[nodiscard]] SiteId find(std::uint64_t key) const {
        for (std::size_t i = 0; i < kTries; ++i) {
            const Entry& entry = m_entries[(key + i) % m_entries.size()];
            const std::uint64_t there = entry.key.load(std::memory_order_acquire);
            if (there == key)
                return SiteId{entry.site.load(std::memory_order_acquire)};
            if (there == 0)
                break;
        }
        return {};
    }
    // `site` is told: its events are written. Of several who tell one line the first one stays.
    void publish(std::uint64_t key, SiteId site) {
        for (std::size_t i = 0; i < kTries; ++i) {
            Entry& entry = m_entries[(key + i) % m_entries.size()];
            std::uint64_t there = 0;
            if (entry.key.compare_exchange_strong(there, key, std::memory_order_acq_rel)) {
                entry.site.store(site.value(), std::memory_order_release);
                return;
            }
            if (there == key)
                return;
        }
    }

private:
    struct Entry {
        std::atomic<std::uint64_t> key{0};
        std::atomic<std::uint32_t> site{0};  // 0 between the two stores
    };
    static constexpr std::size_t kTries = 8;

    std::array<Entry, 128> m_entries;
};

}  // namespace heddle::wire

// From the ids that others gave out (objects, texts, sites) to our own dense numbers. Sparse: whatever ids a
// hostile file names, the index never takes more than 4 KiB an id and 32 MiB in all; ids out of its bounds
// are not taken.
//
// Thread rule: one writer sets; any thread may look up. A reader takes only numbers below the count that its
// snapshot told it of, so that a snapshot does not see what was defined later.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

namespace heddle::model {

class IdIndex {
public:
    IdIndex() = default;
    ~IdIndex() {
        for (auto& page : m_pages) delete page.load(std::memory_order_relaxed);
    }
    IdIndex(const IdIndex&) = delete;
    IdIndex& operator=(const IdIndex&) = delete;

    [[nodiscard]] static bool isInBounds(std::uint32_t id) { return (id & ~kUpperRange) < kIds; }

    // id must be in bounds.
    void set(std::uint32_t id, std::uint32_t number) {
        auto& slot = m_pages[pageOf(id)];
        Page* page = slot.load(std::memory_order_relaxed);
        if (!page) {
            page = new Page{};
            slot.store(page, std::memory_order_release);
        }
        (*page)[id % kPageIds].store(number + 1, std::memory_order_relaxed);
    }
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t id) const {
        if (!isInBounds(id))
            return std::nullopt;
        const Page* page = m_pages[pageOf(id)].load(std::memory_order_acquire);
        const std::uint32_t number = page ? (*page)[id % kPageIds].load(std::memory_order_relaxed) : 0;
        return number == 0 ? std::nullopt : std::optional{number - 1};
    }

private:
    static constexpr std::uint32_t kUpperRange = 0x80000000;  // capture's own texts
    static constexpr std::uint32_t kIds = 1u << 22;           // in each of the two ranges
    static constexpr std::uint32_t kPageIds = 1024;
    using Page = std::array<std::atomic<std::uint32_t>, kPageIds>;

    static std::size_t pageOf(std::uint32_t id) {
        return (id & ~kUpperRange) / kPageIds + (id & kUpperRange ? kIds / kPageIds : 0);
    }
    std::array<std::atomic<Page*>, 2 * kIds / kPageIds> m_pages{};
};

}  // namespace heddle::model

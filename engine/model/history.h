// The closed intervals of one task: 16 bytes each, in blocks of 16 that begin with the time spent in each
// state up to there, so that a sum over any range costs one search and the reading of two blocks.
//
// Thread rule: one writer appends; readers see the prefix that a snapshot told them of.
// Invariants: entries are never changed once appended; begins ascend strictly. The open interval is not in
// here: it stands in the task's record and in each snapshot, and is appended when it ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "engine/model/interval.h"
#include "engine/model/series.h"

namespace heddle::model {

// An interval without its end.
struct Entry {
    std::int64_t begin = 0;  // ns
    std::uint32_t cause =
        0;  // Ready, Running: the waker; Blocked, SuspendedBlocked: index into the table of waits
    std::uint16_t cpu = static_cast<std::uint16_t>(CpuId::None);
    State state = State::Unknown;
    bool onCarrier : 1 = false;
    bool isSameWait : 1 = false;  // as that of the last entry in a wait

    [[nodiscard]] bool isInWait() const {
        return cause != 0 && (state == State::Blocked || state == State::SuspendedBlocked);
    }
    // Also if one of them is a later part of its wait than the other.
    [[nodiscard]] bool looksLike(const Entry& o) const {
        return cause == o.cause && cpu == o.cpu && state == o.state && onCarrier == o.onCarrier;
    }
};
static_assert(sizeof(Entry) == 16);

inline constexpr std::size_t kBlockEntries = 16;

struct alignas(64) Block {
    std::int64_t totals[kStateCount];  // ns in each state before entries[0]
    Entry entries[kBlockEntries];
};
static_assert(sizeof(Block) == 320);

// Hands out blocks from large slabs and keeps them all until it dies. Slabs ask for huge pages: a repaint
// looks at a few blocks in each of many places.
class BlockArena {
public:
    [[nodiscard]] Block* take();
    [[nodiscard]] std::size_t bytes() const { return m_taken * sizeof(Block); }

private:
    static constexpr std::size_t kSlabBytes = 2 << 20;
    static constexpr std::size_t kSlabBlocks = kSlabBytes / sizeof(Block);
    struct Free {
        void operator()(void* slab) const { std::free(slab); }
    };
    std::vector<std::unique_ptr<void, Free>> m_slabs;
    std::size_t m_left = 0;
    std::size_t m_taken = 0;
};

class WaitTable;

class History {
public:
    explicit History(const WaitTable& waits) : m_waits(&waits) {}

    // A further block, whose first entry begins at `begin`.
    void addBlock(std::int64_t begin, Block* block) { m_blocks.append({begin, block}); }

    [[nodiscard]] std::int64_t blockBegin(std::size_t block) const { return m_blocks[block].begin; }
    [[nodiscard]] const Block& block(std::size_t index) const { return *m_blocks[index].block; }
    [[nodiscard]] const Entry& entry(std::size_t index) const {
        return m_blocks[index / kBlockEntries].block->entries[index % kBlockEntries];
    }
    [[nodiscard]] const WaitTable& waits() const { return *m_waits; }
    [[nodiscard]] std::size_t bytes() const { return m_blocks.bytes(); }

private:
    // The begins stand beside the pointers, so that a search does not touch the blocks.
    struct BlockRef {
        std::int64_t begin;
        Block* block;
    };
    GrowingList<BlockRef, 26> m_blocks;
    const WaitTable* m_waits;
};

}  // namespace heddle::model

#include "engine/model/history.h"

#include <sys/mman.h>

#include <new>

namespace heddle::model {

Block* BlockArena::take() {
    if (m_left == 0) {
        std::unique_ptr<void, Free> slab{std::aligned_alloc(kSlabBytes, kSlabBytes)};
        if (!slab)
            throw std::bad_alloc{};
        madvise(slab.get(), kSlabBytes, MADV_HUGEPAGE);  // refused: slower, nothing else
        m_slabs.push_back(std::move(slab));
        m_left = kSlabBlocks;
    }
    void* place = static_cast<std::byte*>(m_slabs.back().get()) + (kSlabBlocks - m_left--) * sizeof(Block);
    ++m_taken;
    return new (place) Block;
}

}  // namespace heddle::model

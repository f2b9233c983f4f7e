#include "engine/model/history.h"

namespace heddle::model {

Block* BlockArena::take() {
    if (m_left == 0) {
        m_slabs.push_back(std::make_unique_for_overwrite<Block[]>(kSlabBlocks));
        m_left = kSlabBlocks;
    }
    return &m_slabs.back()[kSlabBlocks - m_left--];
}

}  // namespace heddle::model

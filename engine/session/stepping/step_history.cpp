#include "engine/session/stepping/step_history.h"

#include <utility>

namespace heddle::session {

void StepHistory::append(HistoryNode node) {
    if (m_size % kChunk == 0)
        m_chunks.push_back(std::make_shared<Chunk>());
    // The last chunk may be shared with lists that end earlier: they keep theirs.
    auto chunk = std::make_shared<Chunk>(*m_chunks.back());
    chunk->push_back(std::move(node));
    m_chunks.back() = std::move(chunk);
    ++m_size;
}

void StepHistory::rename(NodeId id, std::string name) {
    const auto index = static_cast<std::size_t>(id);
    auto chunk = std::make_shared<Chunk>(*m_chunks[index / kChunk]);
    (*chunk)[index % kChunk].name = std::move(name);
    m_chunks[index / kChunk] = std::move(chunk);
}

}  // namespace heddle::session

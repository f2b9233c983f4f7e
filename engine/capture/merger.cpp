#include "engine/capture/merger.h"

#include <algorithm>

namespace heddle::capture {

std::uint32_t Merger::add() {
    if (!m_freeNumbers.empty()) {
        const std::uint32_t number = m_freeNumbers.back();
        m_freeNumbers.pop_back();
        m_streams[number] = std::make_unique<FactStream>();
        return number;
    }
    m_streams.push_back(std::make_unique<FactStream>());
    return static_cast<std::uint32_t>(m_streams.size() - 1);
}

void Merger::remove(std::uint32_t number) {
    m_streams[number].reset();
    m_freeNumbers.push_back(number);
}

void Merger::collect(std::uint64_t until) {
    m_heap.clear();
    for (std::uint32_t i = 0; i < m_streams.size(); ++i) {
        const auto& stream = m_streams[i];
        if (stream && !stream->isEmpty() && stream->firstTime() <= until)
            m_heap.push_back({stream->firstTime(), i});
    }
    std::sort(m_heap.begin(), m_heap.end());  // a sorted array is a heap
}

// How far the front stream may run before another one has its turn.
std::uint64_t Merger::runBound(std::uint64_t until) const {
    if (m_heap.size() == 1)
        return until;
    const Head& next = m_heap.size() == 2 || m_heap[1] < m_heap[2] ? m_heap[1] : m_heap[2];
    // At equal times the lower number goes first; the front does go first, so its own time is never beyond
    // the bound.
    return next.number > m_heap.front().number ? next.time : next.time - 1;
}

void Merger::putFrontBack(std::uint64_t until) {
    const FactStream& stream = *m_streams[m_heap.front().number];
    if (!stream.isEmpty() && stream.firstTime() <= until) {
        m_heap.front().time = stream.firstTime();
    } else {
        m_heap.front() = m_heap.back();
        m_heap.pop_back();
    }
    siftDown(0);
}

void Merger::siftDown(std::size_t at) {
    for (;;) {
        std::size_t least = at;
        for (std::size_t child = 2 * at + 1; child <= 2 * at + 2 && child < m_heap.size(); ++child)
            if (m_heap[child] < m_heap[least])
                least = child;
        if (least == at)
            return;
        std::swap(m_heap[at], m_heap[least]);
        at = least;
    }
}

}  // namespace heddle::capture

// A growing list that can be read while it grows: entries never move and never change once appended.
//
// GrowingList<T>: one writer appends; readers see a prefix. Chunks double in size, so an index costs one
// shift and a list of n entries at most twice its bytes of address space (untouched pages cost nothing).
// Series<T>: an immutable prefix of a GrowingList, as of a snapshot; valid as long as the Snapshot lives.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>

#include "engine/base/clock.h"
#include "engine/base/strong_id.h"

namespace heddle::model {

namespace detail {

inline constexpr std::size_t kFirstChunk = 8;

// Raw memory: constructing the elements of a chunk beforehand would touch all its pages.
struct FreeMemory {
    void operator()(void* memory) const { std::free(memory); }
};
template <class T>
using Chunk = std::unique_ptr<T[], FreeMemory>;

template <class T>
const T& growingListAt(const Chunk<T>* chunks, std::size_t index) {
    const std::size_t shifted = index + kFirstChunk;
    const auto chunk = static_cast<std::size_t>(std::bit_width(shifted) - std::bit_width(kFirstChunk));
    return chunks[chunk][shifted - (kFirstChunk << chunk)];
}

}  // namespace detail

template <class T, std::size_t kChunks = 40>
class GrowingList {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T> &&
                  alignof(T) <= alignof(std::max_align_t));

public:
    static constexpr std::size_t kFirstChunk = detail::kFirstChunk;

    [[nodiscard]] std::size_t size() const { return m_size; }
    // index must be below a size that the reader learned from the writer (through a published snapshot).
    [[nodiscard]] const T& operator[](std::size_t index) const {
        return detail::growingListAt(m_chunks.data(), index);
    }
    [[nodiscard]] const detail::Chunk<T>* chunks() const { return m_chunks.data(); }
    void append(const T& value) {
        const std::size_t shifted = m_size + kFirstChunk;
        const auto chunk = static_cast<std::size_t>(std::bit_width(shifted) - std::bit_width(kFirstChunk));
        if (shifted == kFirstChunk << chunk)
            m_chunks[chunk].reset(allocate(kFirstChunk << chunk));
        m_chunks[chunk][shifted - (kFirstChunk << chunk)] = value;
        ++m_size;
    }

    // Memory in use: whole chunks, but of large ones only the pages that were touched.
    [[nodiscard]] std::size_t bytes() const {
        constexpr std::size_t kPage = 4096;
        std::size_t total = 0, left = m_size;
        for (std::size_t chunk = 0; left > 0; ++chunk) {
            const std::size_t capacity = kFirstChunk << chunk, used = left < capacity ? left : capacity;
            const std::size_t touched = (used * sizeof(T) + kPage - 1) / kPage * kPage;
            total += touched < capacity * sizeof(T) ? touched : capacity * sizeof(T);
            left -= used;
        }
        return total;
    }

private:
    static T* allocate(std::size_t count) {
        void* memory = std::malloc(count * sizeof(T));
        if (!memory)
            throw std::bad_alloc{};
        return static_cast<T*>(memory);
    }
    std::array<detail::Chunk<T>, kChunks> m_chunks;
    std::size_t m_size = 0;
};

template <class T>
class Series {
public:
    Series() = default;
    template <std::size_t kChunks>
    Series(const GrowingList<T, kChunks>& list, std::size_t size) : m_chunks(list.chunks()), m_size(size) {}

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] const T& operator[](std::size_t index) const {
        return detail::growingListAt(m_chunks, index);
    }

private:
    const detail::Chunk<T>* m_chunks = nullptr;
    std::size_t m_size = 0;
};

// From `time` on the level is `level`.
struct LevelStep {
    Instant time;
    std::int64_t level = 0;
};

// From `time` on `task` is on the CPU (none: idle, or somebody outside the run).
struct CpuStep {
    Instant time;
    TaskId task;
};

// Index of the last entry whose time is <= `time`; size() if there is none.
template <class Step>
[[nodiscard]] std::size_t stepIndexAt(const Series<Step>& series, Instant time) {
    std::size_t low = 0, high = series.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (series[middle].time <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? series.size() : low - 1;
}

}  // namespace heddle::model

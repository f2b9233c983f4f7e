// The items of a queue, in memory that all processes share, in the order in which they come out.
//
// They stand in places 0, 1... First in, first out: a ring, from the place `head` on; last in, first out: the
// first places. Where items are compared each has a place of its own as long as it is there, with the number
// of its arrival (0: the place is free), and a heap of places tells who is next.
// Thread rule: under the queue's guard. Loss: whoever changes them may be killed inside; close() and refill()
// can be made once more, and recover() makes the heap anew.
#pragma once

#include <atomic>
#include <cstdint>

#include "engine/base/mapping.h"

namespace heddle::runtime {

// Which item comes out next.
struct QueueOrder {
    // Null: the items are not compared. Else: whether the first one comes out before the second; of equal
    // ones, the one that came first.
    bool (*isBefore)(const void*, const void*) = nullptr;
    bool lastInFirstOut = false;  // where they are not compared
};

class QueueItems {
public:
    // `head`: 0, shared as the items are. Ends the process with a sentence where there is no memory.
    QueueItems(std::size_t itemBytes, QueueOrder order, std::uint32_t capacity,
               std::atomic<std::uint64_t>& head);

    // In these, `depth` items are there.
    void bring(const void* item, std::uint32_t depth);
    [[nodiscard]] std::uint32_t nextToComeOut(std::uint32_t depth) const;
    [[nodiscard]] const std::byte* at(std::uint32_t place) const { return itemAt(place); }
    // The item there, the next to come out, has been taken: `left` are left. Or another one comes there for
    // it.
    void close(std::uint32_t place, std::uint32_t left);
    void refill(std::uint32_t place, const void* item, std::uint32_t depth);
    // After somebody was killed: returns how many there are, `depth` where that is not told by the items.
    [[nodiscard]] std::uint32_t recover(std::uint32_t depth);

private:
    [[nodiscard]] bool isCompared() const { return m_order.isBefore != nullptr; }
    [[nodiscard]] bool isRing() const { return !isCompared() && !m_order.lastInFirstOut; }
    [[nodiscard]] std::byte* itemAt(std::uint32_t place) const {
        return m_items.data() + place * m_itemBytes;
    }
    void put(std::uint32_t place, const void* item);
    void moveHeadPast(std::uint32_t place);

    // The heap, of the first places of `m_heap`; behind it the free places. An entry is told by how it
    // differs from its index, so that fresh memory is a row of free places.
    [[nodiscard]] std::uint32_t entry(std::uint32_t index) const;
    void setEntry(std::uint32_t index, std::uint32_t place);
    [[nodiscard]] std::uint64_t& arrivalOf(std::uint32_t place) const;
    [[nodiscard]] bool comesBefore(std::uint32_t one, std::uint32_t other) const;
    void siftUp(std::uint32_t index);
    void siftDown(std::uint32_t index, std::uint32_t size);

    std::size_t m_itemBytes;
    QueueOrder m_order;
    std::uint32_t m_capacity;
    std::atomic<std::uint64_t>& m_head;  // of a ring; where items are compared: how many ever came
    Mapping m_items, m_arrivals, m_heap;
};

}  // namespace heddle::runtime

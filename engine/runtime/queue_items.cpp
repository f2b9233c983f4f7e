#include "engine/runtime/queue_items.h"

#include <cstring>

#include "engine/runtime/runtime.h"

namespace heddle::runtime {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

Mapping memoryOf(std::size_t bytes) {
    auto memory = Mapping::anonymous(bytes);
    if (!memory)
        giveUp("make a queue", memory.error().sentence());
    return std::move(memory).value();
}

}  // namespace

QueueItems::QueueItems(std::size_t itemBytes, QueueOrder order, std::uint32_t capacity,
                       std::atomic<std::uint64_t>& head)
    : m_itemBytes(itemBytes), m_order(order), m_capacity(capacity), m_head(head) {
    m_items = memoryOf(itemBytes * capacity);
    if (isCompared()) {
        m_arrivals = memoryOf(sizeof(std::uint64_t) * capacity);
        m_heap = memoryOf(sizeof(std::uint32_t) * capacity);
    }
}

std::uint32_t QueueItems::entry(std::uint32_t index) const {
    return reinterpret_cast<const std::uint32_t*>(m_heap.data())[index] ^ index;
}

void QueueItems::setEntry(std::uint32_t index, std::uint32_t place) {
    reinterpret_cast<std::uint32_t*>(m_heap.data())[index] = place ^ index;
}

std::uint64_t& QueueItems::arrivalOf(std::uint32_t place) const {
    return reinterpret_cast<std::uint64_t*>(m_arrivals.data())[place];
}

bool QueueItems::comesBefore(std::uint32_t one, std::uint32_t other) const {
    if (m_order.isBefore(itemAt(one), itemAt(other)))
        return true;
    return !m_order.isBefore(itemAt(other), itemAt(one)) && arrivalOf(one) < arrivalOf(other);
}

void QueueItems::siftUp(std::uint32_t index) {
    const std::uint32_t place = entry(index);
    while (index != 0 && comesBefore(place, entry((index - 1) / 2))) {
        setEntry(index, entry((index - 1) / 2));
        index = (index - 1) / 2;
    }
    setEntry(index, place);
}

void QueueItems::siftDown(std::uint32_t index, std::uint32_t size) {
    const std::uint32_t place = entry(index);
    for (std::uint32_t child = 2 * index + 1; child < size; child = 2 * index + 1) {
        if (child + 1 < size && comesBefore(entry(child + 1), entry(child)))
            ++child;
        if (!comesBefore(entry(child), place))
            break;
        setEntry(index, entry(child));
        index = child;
    }
    setEntry(index, place);
}

void QueueItems::put(std::uint32_t place, const void* item) {
    std::memcpy(itemAt(place), item, m_itemBytes);
    std::atomic_signal_fence(std::memory_order_seq_cst);  // in this order, for whoever finds them half done
    if (isCompared())
        arrivalOf(place) = m_head.fetch_add(1, kRelaxed) + 1;
}

void QueueItems::moveHeadPast(std::uint32_t place) {
    if (isRing())
        m_head.store((place + 1) % m_capacity, kRelaxed);
}

void QueueItems::bring(const void* item, std::uint32_t depth) {
    const std::uint32_t place = isCompared() ? entry(depth)
                                : isRing()
                                    ? static_cast<std::uint32_t>((m_head.load(kRelaxed) + depth) % m_capacity)
                                    : depth;
    put(place, item);
    if (isCompared())
        siftUp(depth);
}

std::uint32_t QueueItems::nextToComeOut(std::uint32_t depth) const {
    if (isCompared())
        return entry(0);
    return isRing() ? static_cast<std::uint32_t>(m_head.load(kRelaxed)) : depth - 1;
}

void QueueItems::close(std::uint32_t place, std::uint32_t left) {
    moveHeadPast(place);
    if (!isCompared())
        return;
    arrivalOf(place) = 0;
    setEntry(0, entry(left));
    setEntry(left, place);
    siftDown(0, left);
}

void QueueItems::refill(std::uint32_t place, const void* item, std::uint32_t depth) {
    put(place, item);
    moveHeadPast(place);
    if (isCompared())
        siftDown(0, depth);
}

std::uint32_t QueueItems::recover(std::uint32_t depth) {
    if (!isCompared())
        return depth;
    std::uint32_t taken = 0, free = m_capacity;
    for (std::uint32_t place = 0; place < m_capacity; ++place)
        setEntry(arrivalOf(place) != 0 ? taken++ : --free, place);
    for (std::uint32_t index = taken / 2; index-- > 0;) siftDown(index, taken);
    return taken;
}

}  // namespace heddle::runtime

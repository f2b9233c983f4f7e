// A bounded queue of small values between threads, processes and fibers: put() waits in line while it is
// full, get() while it is empty. An item goes straight to the getter who stands first in line, and room
// straight to the first putter. Processes share a queue that was made before they were.
#pragma once

#include <type_traits>

#include "engine/base/mapping.h"
#include "engine/runtime/sync_object.h"

namespace heddle::runtime {

// The queue without the type of its items.
class ItemQueue : public SyncObject {
protected:
    ItemQueue(std::size_t itemBytes, std::uint32_t capacity, std::string_view name, CallSite at);
    void putBytes(const void* item, CallSite at);
    void getBytes(void* item, CallSite at);

private:
    [[nodiscard]] std::uint32_t depth() const;
    [[nodiscard]] std::byte* place(std::uint64_t number) const;
    // Numbers an event and leaves `depth` items behind it.
    std::uint32_t numberEvent(std::uint32_t depth);
    void grant(const Step& by, TaskRef waiter, wire::EventKind itsEvent, std::uint32_t depthAfter);

    std::size_t m_itemBytes;
    std::uint32_t m_capacity;
    Mapping m_items;
};

template <class T>
class Queue : public ItemQueue {
    static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= wire::kLargestItem);

public:
    explicit Queue(std::uint32_t capacity, std::string_view name = {}, CallSite at = CallSite::here())
        : ItemQueue(sizeof(T), capacity, name, at) {}
    void put(const T& item, CallSite at = CallSite::here()) { putBytes(&item, at); }
    [[nodiscard]] T get(CallSite at = CallSite::here()) {
        T item;
        getBytes(&item, at);
        return item;
    }
};

}  // namespace heddle::runtime

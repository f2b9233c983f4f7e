// A bounded queue of small values between threads, processes and fibers: put() waits in line while it is
// full, get() while it is empty. An item goes straight to the getter who stands first in line, and room
// straight to the first putter. Processes share a queue that was made before they were. The order in which
// items come out: first in, first out; or as LifoQueue and PriorityQueue say. If a process dies while it puts
// or takes, that is done or not done, and nobody else's item is lost or there twice.
#pragma once

#include <optional>
#include <type_traits>

#include "engine/runtime/line_object.h"
#include "engine/runtime/queue_items.h"

namespace heddle::runtime {

// The queue without the type of its items.
class ItemQueue : public LineObject {
protected:
    ItemQueue(std::size_t itemBytes, QueueOrder order, std::uint32_t capacity, std::string_view name,
              CallSite at);
    // How long an operation may wait: for ever by default.
    struct Patience {
        bool mayWait = true;
        const Duration* limit = nullptr;
    };
    // False: the queue was full (empty) for as long as that.
    bool putBytes(const void* item, Patience patience, CallSite at);
    bool getBytes(void* item, Patience patience, CallSite at);

private:
    [[nodiscard]] Step begin(wire::OperationKind waits, wire::OperationKind tries, Patience patience,
                             CallSite at) const;
    [[nodiscard]] std::uint32_t depth() const;
    // Under the guard, while `before` items are there.
    void bringIn(const Step& by, std::uint32_t before, const void* item, LetGo& letGo);
    void takeOut(const Step& by, std::uint32_t before, void* item, LetGo& letGo);
    // The first of `line`, noted, goes on: `itsEvent` is what it has waited to do.
    void letGoOn(const Step& by, wire::WaiterList& line, const Change& noted, wire::EventKind itsEvent,
                 LetGo& letGo);
    [[nodiscard]] TaskRef firstAlive(const Step& step, wire::WaiterList& line) const;
    // Numbers an event and leaves `depth` items behind it.
    std::uint32_t numberEvent(std::uint32_t depth);
    // Waits in `line`, where the task stands already. False: the limit came first.
    bool waitForTurn(const Step& step, wire::WaiterList& line, bool looks, Patience patience);

    void redo(const Step& step, const Change& change) override;
    void proceed(const Step& step, const std::optional<Change>& left) override;

    std::size_t m_itemBytes;
    std::uint32_t m_capacity;
    QueueItems m_items;
};

template <class T>
class Queue : public ItemQueue {
    static_assert(std::is_trivially_copyable_v<T> && sizeof(T) <= wire::kLargestItem);

public:
    explicit Queue(std::uint32_t capacity, std::string_view name = {}, CallSite at = CallSite::here())
        : Queue(QueueOrder{}, capacity, name, at) {}
    void put(const T& item, CallSite at = CallSite::here()) { putBytes(&item, {}, at); }
    // False: it is full.
    [[nodiscard]] bool tryPut(const T& item, CallSite at = CallSite::here()) {
        return putBytes(&item, {.mayWait = false}, at);
    }
    // False: it was full for as long as `limit`.
    [[nodiscard]] bool putFor(const T& item, Duration limit, CallSite at = CallSite::here()) {
        return putBytes(&item, {.limit = &limit}, at);
    }
    [[nodiscard]] T get(CallSite at = CallSite::here()) { return *received({}, at); }
    // Nothing: it is empty.
    [[nodiscard]] std::optional<T> tryGet(CallSite at = CallSite::here()) {
        return received({.mayWait = false}, at);
    }
    // Nothing: it was empty for as long as `limit`.
    [[nodiscard]] std::optional<T> getFor(Duration limit, CallSite at = CallSite::here()) {
        return received({.limit = &limit}, at);
    }

protected:
    Queue(QueueOrder order, std::uint32_t capacity, std::string_view name, CallSite at)
        : ItemQueue(sizeof(T), order, capacity, name, at) {}

private:
    std::optional<T> received(Patience patience, CallSite at) {
        T item;
        return getBytes(&item, patience, at) ? std::optional{item} : std::nullopt;
    }
};

// A stack: the item that was put last comes out first.
template <class T>
class LifoQueue : public Queue<T> {
public:
    explicit LifoQueue(std::uint32_t capacity, std::string_view name = {}, CallSite at = CallSite::here())
        : Queue<T>({.lastInFirstOut = true}, capacity, name, at) {}
};

// The smallest item comes out first; of equal ones the one that was put first.
template <class T>
class PriorityQueue : public Queue<T> {
public:
    explicit PriorityQueue(std::uint32_t capacity, std::string_view name = {}, CallSite at = CallSite::here())
        : Queue<T>({.isBefore = isBefore}, capacity, name, at) {}

private:
    static bool isBefore(const void* one, const void* other) {
        return *static_cast<const T*>(one) < *static_cast<const T*>(other);
    }
};

}  // namespace heddle::runtime

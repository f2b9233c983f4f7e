#include "engine/runtime/queue.h"

#include <cstring>

namespace heddle::runtime {

using wire::EventKind;
using wire::Operation;
using wire::WaitOutcome;

ItemQueue::ItemQueue(std::size_t itemBytes, std::uint32_t capacity, std::string_view name, CallSite at)
    : SyncObject(wire::ObjectKind::Queue, name, capacity, 0, at),
      m_itemBytes(itemBytes),
      m_capacity(capacity) {
    HEDDLE_CHECK(capacity > 0 && capacity < kLargestState);
    auto items = Mapping::anonymous(itemBytes * capacity);
    if (!items)
        giveUp("make a queue", items.error().sentence());
    m_items = std::move(items).value();
}

// Everything below runs under the guard, but for the number of a WaitEnded: so the word changes by
// changeWord().
std::uint32_t ItemQueue::depth() const {
    return StateWord{record().word.load(std::memory_order_relaxed)}.state();
}

std::byte* ItemQueue::place(std::uint64_t number) const {
    return m_items.data() + (number % m_capacity) * m_itemBytes;
}

std::uint32_t ItemQueue::numberEvent(std::uint32_t depth) {
    return changeWord(record().word, [depth](StateWord word) { return word.next(depth, false); }).sequence();
}

// Lets the first waiter go on: `itsEvent` is what it has waited to do, written on its behalf.
void ItemQueue::grant(const Step& by, TaskRef waiter, EventKind itsEvent, std::uint32_t depthAfter) {
    write(by, {.value = wire::packPair(waiter.value(), numberEvent(depth())), .kind = EventKind::Granted});
    write(by, {.value = numberEvent(depthAfter),
               .task = waiter.value(),
               .site = by.thread.record(waiter).site.load(std::memory_order_relaxed),
               .kind = itsEvent});
}

void ItemQueue::putBytes(const void* item, CallSite at) {
    const Step by = beginStep(at, {.kind = wire::OperationKind::Put, .object = id()});
    TaskRef getter;
    {
        const Guard guard{record().guard, by.thread.tid()};
        const std::uint32_t before = depth();
        if (before == m_capacity) {
            std::memcpy(by.record().item, item, m_itemBytes);
            writeWaitBegan(by, Operation::Put, id(), {}, numberEvent(before));
            standInLine(by, record().putters);
        } else {
            write(by, {.value = numberEvent(before + 1), .kind = EventKind::Put});
            getter = takeFirst(by.thread, record().waiters);
            if (getter.isNone()) {
                std::memcpy(place(record().head.load(std::memory_order_relaxed) + before), item, m_itemBytes);
                return;
            }
            std::memcpy(by.thread.record(getter).item, item, m_itemBytes);
            grant(by, getter, EventKind::Took, before);
        }
    }
    if (!getter.isNone()) {
        wake(by.thread, getter, WaitOutcome::Granted);
    } else {
        const WaitOutcome outcome = park(by);
        writeWaitEnded(by, outcome, id(), {}, nextSequence(record().word));
    }
}

void ItemQueue::getBytes(void* item, CallSite at) {
    const Step by = beginStep(at, {.kind = wire::OperationKind::Get, .object = id()});
    TaskRef putter;
    bool mustWait = false;
    {
        const Guard guard{record().guard, by.thread.tid()};
        const std::uint32_t before = depth();
        if (before == 0) {
            mustWait = true;
            writeWaitBegan(by, Operation::Get, id(), {}, numberEvent(before));
            standInLine(by, record().waiters);
        } else {
            const std::uint64_t head = record().head.fetch_add(1, std::memory_order_relaxed);
            std::memcpy(item, place(head), m_itemBytes);
            write(by, {.value = numberEvent(before - 1), .kind = EventKind::Took});
            putter = takeFirst(by.thread, record().putters);
            if (!putter.isNone()) {
                std::memcpy(place(head + before), by.thread.record(putter).item, m_itemBytes);
                grant(by, putter, EventKind::Put, before);
            }
        }
    }
    if (!putter.isNone())
        wake(by.thread, putter, WaitOutcome::Granted);
    if (!mustWait)
        return;
    const WaitOutcome outcome = park(by);
    std::memcpy(item, by.record().item, m_itemBytes);
    writeWaitEnded(by, outcome, id(), {}, nextSequence(record().word));
}

}  // namespace heddle::runtime

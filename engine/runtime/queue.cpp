#include "engine/runtime/queue.h"

#include <cstring>

#include "engine/runtime/deaths.h"
#include "engine/runtime/expect.h"

namespace heddle::runtime {

using wire::EventKind;
using wire::Operation;
using wire::OperationKind;
using wire::WaitOutcome;

ItemQueue::ItemQueue(std::size_t itemBytes, QueueOrder order, std::uint32_t capacity, std::string_view name,
                     CallSite at)
    : SyncObject(wire::ObjectKind::Queue, name, capacity, 0, at),
      m_itemBytes(itemBytes),
      m_order(order),
      m_capacity(capacity) {
    if (capacity == 0 || capacity >= kLargestState)
        misuse("a queue is made without room, or with more than it can count");
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

// First in, first out: a ring from `head` on. Else a row whose last item is the next one.
void ItemQueue::insert(const void* item, std::uint32_t count) {
    std::uint64_t at = record().head.load(std::memory_order_relaxed) + count;
    if (m_order.isBefore) {
        // Behind all that come out later than the new one.
        std::uint32_t low = 0, high = count;
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            if (m_order.isBefore(item, place(middle)))
                low = middle + 1;
            else
                high = middle;
        }
        if (low < count)
            std::memmove(place(low) + m_itemBytes, place(low), (count - low) * m_itemBytes);
        at = low;
    }
    std::memcpy(place(at), item, m_itemBytes);
}

void ItemQueue::remove(void* item, std::uint32_t count) {
    const bool isRow = m_order.isBefore || m_order.lastInFirstOut;
    std::memcpy(item, place(isRow ? count - 1 : record().head.fetch_add(1, std::memory_order_relaxed)),
                m_itemBytes);
}

Step ItemQueue::begin(OperationKind waits, OperationKind tries, Patience patience, CallSite at) const {
    return beginStep(at, {.kind = patience.mayWait ? waits : tries,
                          .timed = patience.limit != nullptr,
                          .object = id(),
                          .length = patience.limit ? *patience.limit : Duration{}});
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

bool ItemQueue::waitInLine(const Step& step, wire::WaiterList& line, const Duration* limit) {
    WaitOutcome outcome = park(step, limit ? deadlineAfter(*limit) : Instant::max());
    if (outcome == WaitOutcome::TimedOut) {
        {
            const Guard guard{record().guard, step.thread.tid()};
            if (leaveLine(step.thread, line, step.task)) {
                writeWaitEnded(step, outcome, id(), {}, nextSequence(record().word));
                return false;
            }
        }
        outcome = park(step);  // it was granted in the last moment: the wake-up is on its way
    }
    writeWaitEnded(step, outcome, id(), {}, nextSequence(record().word));
    return true;
}

bool ItemQueue::putBytes(const void* item, Patience patience, CallSite at) {
    const Step by = begin(OperationKind::Put, OperationKind::TryPut, patience, at);
    if (by.permit == WaitOutcome::TimedOut) {
        writeGivenUp(by, Operation::Put);
        return false;
    }
    TaskRef getter;
    {
        const Guard guard{record().guard, by.thread.tid()};
        const std::uint32_t before = depth();
        if (before == m_capacity) {
            if (!patience.mayWait)
                return false;
            std::memcpy(by.record().item, item, m_itemBytes);
            writeWaitBegan(by, Operation::Put, id(), {}, numberEvent(before), limitIf(patience.limit));
            standInLine(by, record().putters);
        } else {
            write(by, {.value = numberEvent(before + 1), .kind = EventKind::Put});
            getter = takeFirstAlive(by.thread, record().waiters);
            if (getter.isNone()) {
                insert(item, before);
                return true;
            }
            std::memcpy(by.thread.record(getter).item, item, m_itemBytes);
            grant(by, getter, EventKind::Took, before);
        }
    }
    if (getter.isNone())
        return waitInLine(by, record().putters, patience.limit);
    wake(by.thread, getter, WaitOutcome::Granted);
    return true;
}

bool ItemQueue::getBytes(void* item, Patience patience, CallSite at) {
    const Step by = begin(OperationKind::Get, OperationKind::TryGet, patience, at);
    if (by.permit == WaitOutcome::TimedOut) {
        writeGivenUp(by, Operation::Get);
        return false;
    }
    TaskRef putter;
    {
        const Guard guard{record().guard, by.thread.tid()};
        const std::uint32_t before = depth();
        if (before != 0) {
            remove(item, before);
            write(by, {.value = numberEvent(before - 1), .kind = EventKind::Took});
            putter = takeFirstAlive(by.thread, record().putters);
            if (putter.isNone())
                return true;
            insert(by.thread.record(putter).item, before - 1);
            grant(by, putter, EventKind::Put, before);
        } else {
            if (!patience.mayWait)
                return false;
            writeWaitBegan(by, Operation::Get, id(), {}, numberEvent(before), limitIf(patience.limit));
            standInLine(by, record().waiters);
        }
    }
    if (!putter.isNone()) {
        wake(by.thread, putter, WaitOutcome::Granted);
        return true;
    }
    if (!waitInLine(by, record().waiters, patience.limit))
        return false;
    std::memcpy(item, by.record().item, m_itemBytes);
    return true;
}

}  // namespace heddle::runtime

#include "engine/runtime/queue.h"

#include <cstring>

#include "engine/runtime/deaths.h"
#include "engine/runtime/expect.h"

namespace heddle::runtime {

using wire::EventKind;
using wire::Operation;
using wire::OperationKind;
using wire::WaitOutcome;

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

std::uint32_t checked(std::uint32_t capacity) {
    if (capacity == 0 || capacity >= kLargestState)
        misuse("a queue is made without room, or with more than it can count");
    return capacity;
}

}  // namespace

ItemQueue::ItemQueue(std::size_t itemBytes, QueueOrder order, std::uint32_t capacity, std::string_view name,
                     CallSite at)
    : LineObject(wire::ObjectKind::Queue, name, checked(capacity), 0, at),
      m_itemBytes(itemBytes),
      m_capacity(capacity),
      m_items(itemBytes, order, capacity, record().head) {}

// Everything below runs under the guard, but for the number of a WaitEnded: so the word changes by
// changeWord().
std::uint32_t ItemQueue::depth() const {
    return StateWord{record().word.load(kRelaxed)}.state();
}

void ItemQueue::redo(const Step& step, const Change& change) {
    if (change.letsGo.isNone())
        m_items.close(change.place, change.stateAfter);
    else if (change.isPutter)
        m_items.refill(change.place, step.thread.record(change.letsGo).item, change.stateAfter);
    LineObject::redo(step, change);
}

// An item that the dead one brought may be there, and not yet counted.
void ItemQueue::proceed(const Step&, const std::optional<Change>&) {
    const std::uint32_t count = m_items.recover(depth());
    changeWord(record().word, [count](StateWord word) { return word.next(count, false, 0); });
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

TaskRef ItemQueue::firstAlive(const Step& step, wire::WaiterList& line) const {
    takeOutTheDead(step.thread, line);
    return firstOf(line);
}

void ItemQueue::letGoOn(const Step& by, wire::WaiterList& line, const Change& noted, EventKind itsEvent,
                        LetGo& letGo) {
    const TaskRef waiter = noted.letsGo;
    write(by, {.value = wire::packPair(waiter.value(), numberEvent(depth())), .kind = EventKind::Granted});
    write(by, {.value = numberEvent(noted.stateAfter),
               .task = waiter.value(),
               .site = by.thread.record(waiter).site.load(kRelaxed),
               .kind = itsEvent});
    LineObject::letGoOn(by, line, noted, letGo);
}

// Straight to who waits for it, if anybody does.
void ItemQueue::bringIn(const Step& by, std::uint32_t before, const void* item, LetGo& letGo) {
    const TaskRef getter = firstAlive(by, record().waiters);
    if (getter.isNone()) {
        m_items.bring(item, before);
        write(by, {.value = numberEvent(before + 1), .kind = EventKind::Put});
        return;
    }
    std::memcpy(by.thread.record(getter).item, item, m_itemBytes);
    const Change change{.letsGo = getter, .stateAfter = before};
    under_way::note(record(), change);
    write(by, {.value = numberEvent(before + 1), .kind = EventKind::Put});
    letGoOn(by, record().waiters, change, EventKind::Took, letGo);
}

// Its place goes to the item of who waits for room, if anybody does.
void ItemQueue::takeOut(const Step& by, std::uint32_t before, void* item, LetGo& letGo) {
    const std::uint32_t place = m_items.nextToComeOut(before);
    std::memcpy(item, m_items.at(place), m_itemBytes);
    const TaskRef putter = firstAlive(by, record().putters);
    const Change change{.letsGo = putter,
                        .isPutter = true,
                        .stateAfter = putter.isNone() ? before - 1 : before,
                        .place = place};
    under_way::note(record(), change);
    if (putter.isNone())
        m_items.close(place, before - 1);
    else
        m_items.refill(place, by.thread.record(putter).item, before);
    write(by, {.value = numberEvent(before - 1), .kind = EventKind::Took});
    if (putter.isNone())
        under_way::forget(record());
    else
        letGoOn(by, record().putters, change, EventKind::Put, letGo);
}

bool ItemQueue::waitForTurn(const Step& step, wire::WaiterList& line, bool looks, Patience patience) {
    const WaitOutcome outcome = waitInLine(
        step, {.line = line,
               .deadline = patience.limit ? deadlineAfter(*patience.limit) : Instant::max(),
               .looks = looks,
               .giveUp = [&] {
                   writeWaitEnded(step, WaitOutcome::TimedOut, id(), {}, nextSequence(record().word));
               }});
    if (outcome == WaitOutcome::TimedOut)
        return false;
    writeWaitEnded(step, outcome, id(), {}, nextSequence(record().word));
    return true;
}

bool ItemQueue::putBytes(const void* item, Patience patience, CallSite at) {
    const Step by = begin(OperationKind::Put, OperationKind::TryPut, patience, at);
    if (by.permit == WaitOutcome::TimedOut) {
        writeGivenUp(by, Operation::Put);
        return false;
    }
    bool isFull = false, looks = false;
    LetGo letGo;
    {
        const Inside inside{*this, by};
        const std::uint32_t before = depth();
        isFull = before == m_capacity;
        if (isFull) {
            if (!patience.mayWait)
                return false;
            std::memcpy(by.record().item, item, m_itemBytes);
            writeWaitBegan(by, Operation::Put, id(), {}, numberEvent(before), limitIf(patience.limit));
            standInLine(by, record().putters);
            looks = by.thread.runtime().hasRelatives();
        } else {
            bringIn(by, before, item, letGo);
        }
    }
    wakeAll(by.thread, letGo.others);
    return !isFull || waitForTurn(by, record().putters, looks, patience);
}

bool ItemQueue::getBytes(void* item, Patience patience, CallSite at) {
    const Step by = begin(OperationKind::Get, OperationKind::TryGet, patience, at);
    if (by.permit == WaitOutcome::TimedOut) {
        writeGivenUp(by, Operation::Get);
        return false;
    }
    bool isEmpty = false, looks = false;
    LetGo letGo;
    {
        const Inside inside{*this, by};
        const std::uint32_t before = depth();
        isEmpty = before == 0;
        if (isEmpty) {
            if (!patience.mayWait)
                return false;
            writeWaitBegan(by, Operation::Get, id(), {}, numberEvent(before), limitIf(patience.limit));
            standInLine(by, record().waiters);
            looks = by.thread.runtime().hasRelatives();
        } else {
            takeOut(by, before, item, letGo);
        }
    }
    wakeAll(by.thread, letGo.others);
    if (!isEmpty)
        return true;
    if (!waitForTurn(by, record().waiters, looks, patience))
        return false;
    std::memcpy(item, by.record().item, m_itemBytes);
    return true;
}

}  // namespace heddle::runtime

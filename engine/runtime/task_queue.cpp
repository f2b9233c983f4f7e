#include "engine/runtime/task_queue.h"

#include <algorithm>

namespace heddle::runtime {

using wire::EventKind;
using wire::OperationKind;
using wire::WaitOutcome;

TaskQueue::TaskQueue(std::string_view name, CallSite at)
    : SyncObject(wire::ObjectKind::Queue, name, 0, 0, at) {
    record().capacity.store(kLargestState, std::memory_order_relaxed);  // a put never has to wait
}

TaskQueue::~TaskQueue() {
    while (m_first) m_first = std::move(m_first->m_next);  // one by one: a long chain would end the stack
}

std::uint32_t TaskQueue::depth() const {
    return StateWord{record().word.load(std::memory_order_relaxed)}.state();
}

std::uint32_t TaskQueue::numberEvent(std::uint32_t depth) {
    return changeWord(record().word, [depth](StateWord word) { return word.next(depth, false); }).sequence();
}

void TaskQueue::writePut(const Step& by, std::uint32_t count) {
    constexpr std::uint32_t kMost = 0x7fff;  // that one event can tell of
    while (count > 0) {
        const std::uint32_t some = std::min(count, kMost);
        write(by, {.value = numberEvent(depth() + some),
                   .kind = EventKind::Put,
                   .detail = static_cast<std::uint16_t>(some)});
        count -= some;
    }
}

bool TaskQueue::put(std::span<const Item> items, CallSite at) {
    const Step by = beginStep(at, {.kind = OperationKind::Put, .object = id()});
    TaskRef next;
    {
        const Guard guard{record().guard, by.thread.tid()};
        if (m_isClosed)
            return false;
        for (const Item& item : items) {
            (m_first ? m_last->m_next : m_first) = item;
            m_last = item.get();
        }
        writePut(by, static_cast<std::uint32_t>(items.size()));
        next = callNext(by);
    }
    if (!next.isNone())
        wake(by.thread, next, WaitOutcome::Granted);
    return true;
}

void TaskQueue::close(std::uint32_t workers, CallSite at) {
    const Step by = beginStep(at, {.kind = OperationKind::Put, .object = id()});
    TaskRef next;
    {
        const Guard guard{record().guard, by.thread.tid()};
        if (!std::exchange(m_isClosed, true)) {
            writePut(by, workers);
            next = callNext(by);
        }
    }
    if (!next.isNone())
        wake(by.thread, next, WaitOutcome::Granted);
}

TaskQueue::Item TaskQueue::take(const Step& by) {
    write(by, {.value = numberEvent(depth() - 1), .kind = EventKind::Took});
    Item item = std::move(m_first);
    if (item)
        m_first = std::move(item->m_next);
    return item;
}

TaskRef TaskQueue::callNext(const Step& by) {
    if (m_someoneComes || depth() == 0)
        return {};
    const TaskRef next = takeFirst(by.thread, record().waiters);
    if (next.isNone())
        return next;
    m_someoneComes = true;
    write(by, {.value = wire::packPair(next.value(), numberEvent(depth())), .kind = EventKind::Granted});
    return next;
}

TaskQueue::Item TaskQueue::get(CallSite at) {
    const Step by = beginStep(at, {.kind = OperationKind::Get, .object = id()});
    for (bool wasCalled = false;; wasCalled = true) {
        {
            Item item;
            TaskRef next;
            bool found = false;
            {
                const Guard guard{record().guard, by.thread.tid()};
                m_someoneComes = m_someoneComes && !wasCalled;
                if (depth() > 0) {
                    found = true;
                    item = take(by);
                    next = callNext(by);
                } else {
                    writeWaitBegan(by, wire::Operation::Get, id(), {}, numberEvent(0));
                    standInLine(by, record().waiters);
                }
            }
            if (!next.isNone())
                wake(by.thread, next, WaitOutcome::Granted);
            if (found)
                return item;
        }
        const WaitOutcome outcome = park(by);
        writeWaitEnded(by, outcome, id(), {}, nextSequence(record().word));
    }
}

TaskQueue::Item TaskQueue::tryGet(CallSite at) {
    const Step by = beginStep(at, {.kind = OperationKind::TryGet, .object = id()});
    const Guard guard{record().guard, by.thread.tid()};
    return m_first ? take(by) : nullptr;
}

}  // namespace heddle::runtime

// The order in which the events of an object are applied, and what losses leave of that. What an event does
// stands in object_fold.cpp.
#include <algorithm>

#include "engine/model/object_fold.h"

namespace heddle::model {

using wire::Event;
using wire::EventKind;

namespace {

constexpr std::size_t kKeptCapacity = 64;  // of an object that keeps nothing back

bool isLater(const Event& a, const Event& b) {
    return static_cast<std::int32_t>(a.sequence() - b.sequence()) > 0;
}

}  // namespace

void ObjectFold::apply(const Event& event, std::int64_t time) {
    ObjectRecord* object = event.object == 0 ? nullptr : find(event.object);
    if (!object) {
        applyInOrder(event, nullptr, time);
        return;
    }
    const std::uint32_t number = event.sequence();
    if (!object->hasExpected) {
        object->hasExpected = true;
        object->expected = number == 0 ? 0 : 1;  // an object counts from 0 or from 1
    }
    const auto ahead = static_cast<std::int32_t>(number - object->expected);
    if (ahead == 0) {
        ++object->expected;
        applyInOrder(event, object, time);
        if (!object->early.empty())
            applyEarly(*object, time);
    } else if (ahead < 0) {
        // It was given up, or repeats a number. That a wait is over stays true.
        if (event.kind == EventKind::WaitEnded)
            applyInOrder(event, object, time);
    } else {
        keepBack(*object, event, time);
    }
}

void ObjectFold::keepBack(ObjectRecord& object, const Event& event, std::int64_t time) {
    if (!object.isOverdueListed) {
        object.isOverdueListed = true;
        m_overdue.push_back({time, *m_store->objectIndex.find(event.object)});
    }
    object.early.push_back(event);
    object.early.back().time = static_cast<std::uint64_t>(time);
    std::push_heap(object.early.begin(), object.early.end(), isLater);
    if (++m_kept > kEarlyLimit)
        giveUpHole(object, time);
}

void ObjectFold::applyEarly(ObjectRecord& object, std::int64_t time) {
    while (!object.early.empty()) {
        const auto ahead = static_cast<std::int32_t>(object.early.front().sequence() - object.expected);
        if (ahead > 0)
            return;
        std::pop_heap(object.early.begin(), object.early.end(), isLater);
        const Event event = object.early.back();
        object.early.pop_back();
        --m_kept;
        if (ahead == 0)
            ++object.expected;
        if (ahead == 0 || event.kind == EventKind::WaitEnded)
            applyInOrder(event, &object, time);
    }
    if (object.early.capacity() > kKeptCapacity)
        std::vector<Event>{}.swap(object.early);
}

// The lowest one that is missing, and those after it up to one that has come.
void ObjectFold::giveUpHole(ObjectRecord& object, std::int64_t time) {
    object.certain = false;
    object.changedAt = m_epoch;
    m_givenUp.numbers += object.early.front().sequence() - object.expected;
    ++m_givenUp.holes;
    object.expected = object.early.front().sequence();
    applyEarly(object, time);
}

void ObjectFold::giveUpOverdue(std::int64_t time) {
    while (!m_overdue.empty() && m_overdue.front().since + m_patience <= time) {
        const std::uint32_t number = m_overdue.front().object;
        ObjectRecord& object = m_store->objects[number];
        m_overdue.pop_front();
        while (!object.early.empty() &&
               static_cast<std::int64_t>(object.early.front().time) + m_patience <= time)
            giveUpHole(object, time);
        object.isOverdueListed = !object.early.empty();
        if (object.isOverdueListed)
            m_overdue.push_back({time, number});
    }
}

void ObjectFold::giveUpAll(std::int64_t time) {
    for (; !m_overdue.empty(); m_overdue.pop_front()) {
        ObjectRecord& object = m_store->objects[m_overdue.front().object];
        object.isOverdueListed = false;
        while (!object.early.empty()) giveUpHole(object, time);
    }
}

// --- losses ---

bool ObjectFold::isOfThread(std::uint32_t task, std::uint32_t thread) const {
    const TaskRecord& t = m_tasks->record(task);
    return task == thread || (t.isFiber() && t.partner == thread);
}

void ObjectFold::doubtObjectsOf(std::uint32_t thread, std::int64_t time) {
    for (ObjectRecord& object : m_store->objects) {
        bool isConcerned = false;
        for (std::size_t i = 0; i < object.holders.size() && m_budget->take(); ++i)
            isConcerned = isConcerned || isOfThread(object.holders[i].task.value(), thread);
        for (std::uint32_t w = object.firstWaiter; w != 0 && m_budget->take();) {
            const std::uint32_t next = m_tasks->record(w).nextWaiter;
            if (isOfThread(w, thread)) {
                isConcerned = true;
                m_deadlocks.waitInDoubt(w, time);
                dequeue(w, time);
            }
            w = next;
        }
        if (isConcerned) {
            object.certain = false;
            object.changedAt = m_epoch;
        }
        if (!m_budget->take())
            return;
    }
}

void ObjectFold::doubtAll(std::int64_t time) {
    for (ObjectRecord& object : m_store->objects) {
        if (!m_budget->take())
            return;
        while (object.firstWaiter != 0) {
            m_deadlocks.waitInDoubt(object.firstWaiter, time);
            dequeue(object.firstWaiter, time);
        }
        object.certain = false;
        object.changedAt = m_epoch;
    }
}

}  // namespace heddle::model

// The order in which the events of an object are applied, and what losses leave of that. What an event does
// stands in object_fold.cpp.
#include <algorithm>

#include "engine/model/object_fold.h"

namespace heddle::model {

using wire::Event;
using wire::EventKind;

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
        if (object->early.empty())
            m_overdue.push_back({time + kPatience, *m_store->objectIndex.find(event.object)});
        object->early.push_back(event);
        if (object->early.size() >= kEarlyLimit)
            giveUp(*object, time);
    }
}

void ObjectFold::applyEarly(ObjectRecord& object, std::int64_t time) {
    for (;;) {
        const auto next = std::find_if(object.early.begin(), object.early.end(),
                                       [&](const Event& e) { return e.sequence() == object.expected; });
        if (next == object.early.end())
            return;
        const Event event = *next;
        object.early.erase(next);
        ++object.expected;
        applyInOrder(event, &object, time);
    }
}

void ObjectFold::giveUp(ObjectRecord& object, std::int64_t time) {
    if (object.early.empty())
        return;
    object.certain = false;
    object.changedAt = m_epoch;
    const std::uint32_t expected = object.expected;
    std::stable_sort(object.early.begin(), object.early.end(), [&](const Event& a, const Event& b) {
        return a.sequence() - expected < b.sequence() - expected;
    });
    std::vector<Event> events;
    events.swap(object.early);
    for (const Event& event : events) {
        object.expected = event.sequence() + 1;
        applyInOrder(event, &object, time);
    }
}

void ObjectFold::giveUpOverdue(std::int64_t time) {
    while (!m_overdue.empty() && m_overdue.front().deadline <= time) {
        ObjectRecord& object = m_store->objects[m_overdue.front().object];
        m_overdue.pop_front();
        giveUp(object, time);
    }
}

void ObjectFold::giveUpAll(std::int64_t time) {
    for (; !m_overdue.empty(); m_overdue.pop_front())
        giveUp(m_store->objects[m_overdue.front().object], time);
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

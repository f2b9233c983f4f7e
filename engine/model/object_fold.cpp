#include "engine/model/object_fold.h"

#include <algorithm>
#include <utility>

namespace heddle::model {

using wire::Event;
using wire::EventKind;
using wire::ObjectKind;
using wire::WaitOutcome;

namespace {

// What the object's level means is the number of units that are free.
bool countsFreeUnits(ObjectKind kind) {
    return kind == ObjectKind::Semaphore;
}

bool hasHolders(const ObjectRecord& object) {
    return object.isMutexLike() || object.kind == ObjectKind::Semaphore;
}

std::uint32_t unitsOf(const Event& event) {
    return std::max<std::uint32_t>(event.detail, 1);
}

}  // namespace

ObjectRecord* ObjectFold::find(std::uint32_t id) {
    const auto number = m_store->objectIndex.find(id);
    return number ? &m_store->objects[*number] : nullptr;
}

void ObjectFold::created(const Event& event, std::int64_t time) {
    const auto kind = event.detailAs<ObjectKind>();
    if (event.object == 0 || !IdIndex::isInBounds(event.object) || m_store->objectIndex.find(event.object) ||
        m_store->objects.size() >= kObjectLimit || kind < ObjectKind::Mutex || kind > wire::kLastObjectKind)
        return;
    m_store->objectIndex.set(event.object, static_cast<std::uint32_t>(m_store->objects.size()));
    ObjectRecord& object = m_store->objects.emplace_back();
    object.id = event.objectId();
    object.kind = kind;
    object.creator = m_tasks->exists(event.task) ? event.taskId() : TaskId{};
    object.created = time;
    object.capacity = static_cast<std::int32_t>(event.value >> 32);
    object.scope = object.creator.isNone() ? 0 : m_deadlocks.scopeOf(object.creator);
    object.level = object.isMutexLike() ? 1 : static_cast<std::int32_t>(event.value);
    object.maxDepth = kind == ObjectKind::Queue ? std::max<std::int64_t>(object.level, 0) : 0;
    object.changedAt = m_epoch;
    object.levels.append({instantFromNs(time), object.level});
    object.waiterCounts.append({instantFromNs(time), 0});
}

void ObjectFold::named(const Event& event) {
    if (ObjectRecord* object = find(event.object)) {
        object->name = TextId{static_cast<std::uint32_t>(event.value)};
        object->changedAt = m_epoch;
    }
}

// --- what an event does ---

void ObjectFold::messageMoved(const Event& event, std::int64_t time) {
    ObjectRecord* object = event.object == 0 ? nullptr : find(event.object);
    if (!object || !m_tasks->exists(event.task))
        return;
    m_deadlocks.uses(*object, event.task);
    object->underWay += event.kind == EventKind::Sent ? 1 : -1;
    if (object->firstWaiter != 0) {
        // Whoever waits for it, or for its place, waits for nobody's next step any more; touched() looks
        // whether that is so.
        m_deadlocks.waitOver(object->firstWaiter, time);
        object->hasOpenWaits = true;
    }
    m_deadlocks.touched(*object, time);
}

void ObjectFold::applyInOrder(const Event& event, ObjectRecord* object, std::int64_t time) {
    if (!m_tasks->exists(event.task))
        return;
    if (object)
        m_deadlocks.uses(*object, event.task);
    switch (event.kind) {
        case EventKind::WaitBegan:
            waitBegan(event, object, time);
            break;
        case EventKind::WaitEnded:
            waitEnded(event, object, time);
            break;
        case EventKind::Granted:
            granted(event, object, time);
            break;
        default:
            if (object)
                changed(event, *object, time);
            break;
    }
    if (object) {
        object->changedAt = m_epoch;
        m_deadlocks.touched(*object, time);
    }
}

// What the task did by itself.
void ObjectFold::changed(const Event& event, ObjectRecord& object, std::int64_t time) {
    switch (event.kind) {
        case EventKind::Acquired:
            dequeue(event.task, time);
            acquired(object, event.task, unitsOf(event), event.siteId(), time);
            // Nobody else can hold it now.
            object.certain = object.certain || object.kind == ObjectKind::Mutex;
            if (countsFreeUnits(object.kind))
                setLevel(object, object.level - unitsOf(event), time);
            else if (object.isMutexLike())
                setLevel(object, 0, time);
            break;
        case EventKind::Released:
            noteReturn(object, event);
            released(object, event.task, unitsOf(event), TaskId{}, time);
            if (countsFreeUnits(object.kind))
                setLevel(object, object.level + unitsOf(event), time);
            else if (object.isMutexLike())
                setLevel(object, object.holders.empty() ? 1 : 0, time);
            break;
        case EventKind::Put:
            setLevel(object, object.level + unitsOf(event), time);
            break;
        case EventKind::Took:
            ++object.acquisitions;
            setLevel(object, object.level - 1, time);
            break;
        case EventKind::ValueRead:
            ++object.reads;
            break;
        case EventKind::ValueSet:
            ++object.writes;
            object.certain = object.certain || !hasHolders(object);
            setLevel(object, static_cast<std::int32_t>(event.value >> 32), time);
            break;
        default:
            break;
    }
}

void ObjectFold::waitBegan(const Event& event, ObjectRecord* object, std::int64_t time) {
    const bool namesAnother = wire::taskFieldsOf(event).other && m_tasks->exists(event.other().value());
    const TaskId other = namesAnother ? event.other() : TaskId{};
    m_tasks->waitBegan(event.task, time,
                       {wire::operationOf(event), event.objectId(), other, event.siteId(),
                        wire::hasTimeLimit(event), wire::unitsAskedFor(event)});
    if (m_tasks->record(event.task).isEnded())
        return;
    const TaskRecord& t = m_tasks->record(event.task);
    const bool isNew = !object || t.waitObject == 0 || &m_store->objects[t.waitObject - 1] != object;
    if (isNew) {
        dequeue(event.task, time);
        if (object)
            enqueue(*object, event.task, time);
        m_tasks->record(event.task).waitSince = time;
        m_deadlocks.waitBegan(event.task, object, wire::hasTimeLimit(event), time);
    }
}

void ObjectFold::waitEnded(const Event& event, ObjectRecord* object, std::int64_t time) {
    const bool wasQueued = m_tasks->record(event.task).waitObject != 0;
    m_deadlocks.waitOver(event.task, time);
    dequeue(event.task, time);
    m_tasks->waitEnded(event.task, time);
    // The holder ended while holding, and nobody was there to grant it.
    if (object && wasQueued && object->isExclusive() &&
        event.detailAs<WaitOutcome>() == WaitOutcome::OwnerDied) {
        if (!object->holders.empty())
            ownerDied(*object, event.taskId(), time);
        ++object->contended;
        acquired(*object, event.task, 1, event.siteId(), time);
        setLevel(*object, 0, time);
    }
}

void ObjectFold::granted(const Event& event, ObjectRecord* object, std::int64_t time) {
    const std::uint32_t other = event.other().value();
    const SiteId site = m_tasks->exists(other) ? m_store->waits[m_tasks->record(other).wait].site : SiteId{};
    const bool isHandedOver = object && hasHolders(*object) && event.detail > 0;
    if (isHandedOver)
        released(*object, event.task, event.detail, event.other(), time);
    if (!m_tasks->exists(other))
        return;
    m_deadlocks.waitOver(other, time);
    dequeue(other, time);
    m_tasks->granted(other, time, event.task);
    if (!object)
        return;
    if (hasHolders(*object) || object->kind == ObjectKind::Queue)
        ++object->contended;
    if (!isHandedOver)
        return;
    acquired(*object, other, event.detail, site, time);
    if (object->isMutexLike())
        setLevel(*object, 0, time);
}

void ObjectFold::acquired(ObjectRecord& object, std::uint32_t task, std::uint32_t units, SiteId site,
                          std::int64_t time) {
    ++object.acquisitions;
    if (!hasHolders(object))
        return;
    if (std::exchange(object.awaitsHeir, false))
        object.lastHeir = TaskId{task};
    for (Holder& holder : object.holders) {
        if (holder.task.value() == task) {
            holder.units += units;
            object.heldUnits += units;
            return;
        }
    }
    if (object.isExclusive())
        clearHolders(object);  // it could not have it otherwise: the release was lost
    if (object.holders.size() >= kHolderLimit) {
        object.certain = false;
        return;
    }
    m_tasks->record(task).changeHolds(1);
    object.holders.push_back({TaskId{task}, units, instantFromNs(time), site});
    object.heldUnits += units;
    object.noteHolders();
}

void ObjectFold::ownerDied(ObjectRecord& object, TaskId heir, std::int64_t time) {
    const Holder dead = object.holders.front();
    ++object.ownerDeaths;
    object.lastDeadOwner = dead.task;
    object.lastHeir = heir;
    object.holds.append({dead.task, heir, dead.since, instantFromNs(time), dead.site, dead.units});
    clearHolders(object);
}

// What a dead task held of a reader-writer lock comes back in its own name, whoever found that out.
void ObjectFold::noteReturn(ObjectRecord& object, const Event& event) {
    if (object.kind != ObjectKind::SharedMutex || !m_tasks->record(event.task).isEnded())
        return;
    ++object.ownerDeaths;
    object.lastDeadOwner = event.taskId();
    object.lastHeir = {};
    object.awaitsHeir = unitsOf(event) == wire::kAllUnits;
}

void ObjectFold::clearHolders(ObjectRecord& object) {
    for (const Holder& holder : object.holders) m_tasks->record(holder.task.value()).changeHolds(-1);
    object.holders.clear();
    object.heldUnits = 0;
    object.noteHolders();
}

void ObjectFold::released(ObjectRecord& object, std::uint32_t task, std::uint32_t units, TaskId successor,
                          std::int64_t time) {
    const auto holder = std::find_if(object.holders.begin(), object.holders.end(),
                                     [&](const Holder& h) { return h.task.value() == task; });
    const std::uint32_t given = holder == object.holders.end() ? 0 : std::min(units, holder->units);
    // A semaphore may be released by somebody who never acquired that much.
    if (given < units && object.kind == ObjectKind::Semaphore) {
        object.hasNewRule = object.hasNewRule || object.isUsedAsLock();
        object.cameForeign = true;
    }
    if (given == 0)
        return;
    object.cameBack = true;
    object.heldUnits -= given;
    object.holds.append({holder->task, successor, holder->since, instantFromNs(time), holder->site, given});
    holder->units -= given;
    if (holder->units == 0) {
        m_tasks->record(task).changeHolds(-1);
        object.holders.erase(holder);
        object.noteHolders();
    }
}

void ObjectFold::setLevel(ObjectRecord& object, std::int64_t level, std::int64_t time) {
    if (object.kind == ObjectKind::Queue || countsFreeUnits(object.kind))
        level = std::max<std::int64_t>(level, 0);
    if (object.level == level)
        return;
    object.level = level;
    object.levels.append({instantFromNs(time), level});
    if (object.kind == ObjectKind::Queue)
        object.maxDepth = std::max(object.maxDepth, level);
}

// --- queues ---

void ObjectFold::enqueue(ObjectRecord& object, std::uint32_t task, std::int64_t time) {
    TaskRecord& t = m_tasks->record(task);
    t.waitObject = 1 + *m_store->objectIndex.find(object.id.value());
    t.nextWaiter = 0;
    t.previousWaiter = object.lastWaiter;
    (object.lastWaiter ? m_tasks->record(object.lastWaiter).nextWaiter : object.firstWaiter) = task;
    object.lastWaiter = task;
    const std::uint32_t wanted = m_store->waits[t.wait].units;
    object.mostWanted = object.waiterCount == 0 ? wanted : std::max(object.mostWanted, wanted);
    ++object.waiterCount;
    object.maxWaiters = std::max(object.maxWaiters, object.waiterCount);
    object.waiterCounts.append({instantFromNs(time), static_cast<std::int64_t>(object.waiterCount)});
}

void ObjectFold::dequeue(std::uint32_t task, std::int64_t time) {
    TaskRecord& t = m_tasks->record(task);
    if (t.waitObject == 0)
        return;
    ObjectRecord& object = m_store->objects[t.waitObject - 1];
    (t.previousWaiter ? m_tasks->record(t.previousWaiter).nextWaiter : object.firstWaiter) = t.nextWaiter;
    (t.nextWaiter ? m_tasks->record(t.nextWaiter).previousWaiter : object.lastWaiter) = t.previousWaiter;
    t.waitObject = t.nextWaiter = t.previousWaiter = 0;
    --object.waiterCount;
    object.changedAt = m_epoch;
    object.waiterCounts.append({instantFromNs(time), static_cast<std::int64_t>(object.waiterCount)});
}

void ObjectFold::taskEnded(std::uint32_t task, std::int64_t time) {
    dequeue(task, time);
    m_deadlocks.taskEnded(task, time);
}

}  // namespace heddle::model

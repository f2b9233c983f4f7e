#include "tests/engine/model/random_world.h"

#include <algorithm>

namespace heddle::model {

using namespace std::chrono_literals;
using wire::ObjectKind;
using wire::Operation;

RandomWorld::RandomWorld(unsigned seed) : m_random(seed) {
    const TaskId root = s.process("root");
    const TaskId child = s.process("child", root);
    m_tasks = {{root, {root}}, {child, {child}}};
    for (int i = 0; i < 3; ++i) m_tasks[s.thread(root, "R")] = {root};
    for (int i = 0; i < 3; ++i) m_tasks[s.thread(child, "C")] = {child};
    add(ObjectKind::Mutex, root);
    add(ObjectKind::Mutex, root);
    add(ObjectKind::Mutex, child);
    add(ObjectKind::SharedMutex, root);
    add(ObjectKind::SharedMutex, root);
    add(ObjectKind::Semaphore, root, 4);
    add(ObjectKind::Semaphore, root, 2);
    add(ObjectKind::Semaphore, child, 1);
    add(ObjectKind::Queue, root, 1);
    add(ObjectKind::Queue, child, 2);
    add(ObjectKind::Event, root);
    add(ObjectKind::Condition, child);
}

void RandomWorld::add(ObjectKind kind, TaskId creator, int capacity) {
    const int initial = kind == ObjectKind::Semaphore ? capacity : 0;
    m_objects.emplace_back(s.object(kind, "O", creator, capacity, initial),
                           Object{kind, capacity, initial, {}, false, false, false, {creator}, {}});
}

bool RandomWorld::step() {
    std::vector<TaskId> free;
    for (const auto& [id, task] : m_tasks) {
        if (!task.hasEnded && !task.isWaiting)
            free.push_back(id);
    }
    if (below(10) == 0 && giveUpWaiting())
        return true;
    if (free.empty())
        return false;
    const TaskId id = free[below(free.size())];
    const unsigned what = below(40);
    if (what == 0) {
        m_tasks[id].hasEnded = true;
        s.exit(id).after(20ms).counter(id, wire::CounterKind::CpuTime, 1);
        for (auto& [other, task] : m_tasks) {
            if (task.isWaiting && task.operation == Operation::Join && task.joins == id)
                goOn(other, {});
        }
    } else if (what == 1) {
        const TaskId other{1 + below(m_tasks.size())};
        if (!m_tasks[other].hasEnded) {
            begin(id, Operation::Join, {});
            m_tasks[id].joins = other;
            s.join(id, other);
        }
    } else {
        auto& [object, o] = *std::next(m_objects.begin(), static_cast<long>(below(m_objects.size())));
        use(id, object, o);
    }
    return true;
}

// --- the witness ---

std::set<TaskId> RandomWorld::stuck() const {
    std::set<TaskId> can;
    for (bool hasChanged = true; hasChanged;) {
        hasChanged = false;
        for (const auto& [id, task] : m_tasks) {
            if (!task.hasEnded && !can.contains(id) && canGoOn(id, task, can))
                hasChanged = can.insert(id).second;
        }
    }
    std::set<TaskId> rest;
    for (const auto& [id, task] : m_tasks) {
        if (!task.hasEnded && !can.contains(id))
            rest.insert(id);
    }
    return rest;
}

bool RandomWorld::sharesWith(const Object& o, const Task& task) const {
    const TaskId root{1};
    return o.users.contains(root) || o.users.contains(task.process);
}

// A lock outlives the process of a holder: who waits for it in another process sees to that, and what is left
// of the wait shows afterwards.
bool RandomWorld::isHandedOn(const Object& lock, const Task& waiter) const {
    return std::any_of(lock.holders.begin(), lock.holders.end(), [&](TaskId id) {
        const Task& holder = m_tasks.at(id);
        return holder.hasEnded && m_tasks.at(holder.process).hasEnded && holder.process != waiter.process;
    });
}

bool RandomWorld::canGoOn(TaskId id, const Task& task, const std::set<TaskId>& can) const {
    if (!task.isWaiting || task.isTimed)
        return true;
    const auto isOneOf = [&can](TaskId t) { return can.contains(t); };
    if (task.operation == Operation::Join) {
        if (m_tasks.at(task.joins).process != task.joins)
            return can.contains(task.joins);
        return std::any_of(m_tasks.begin(), m_tasks.end(), [&](const auto& other) {
            return other.second.process == task.joins && can.contains(other.first);
        });
    }
    const Object& o = std::find_if(m_objects.begin(), m_objects.end(), [&](const auto& entry) {
                          return entry.first == task.object;
                      })->second;
    switch (o.kind) {
        case ObjectKind::Mutex:
            return isHandedOn(o, task) || can.contains(o.holders.front());
        case ObjectKind::SharedMutex: {
            if (isHandedOn(o, task))
                return true;
            if (task.operation == Operation::LockShared && !o.isWritten) {
                bool isBehindAWriter = false;
                for (const TaskId ahead : o.line) {
                    if (ahead == id)
                        break;
                    const Task& t = m_tasks.at(ahead);
                    isBehindAWriter |= t.operation == Operation::Lock && !t.isTimed;
                }
                if (!isBehindAWriter)
                    return true;
            }
            return std::all_of(o.holders.begin(), o.holders.end(), isOneOf);
        }
        case ObjectKind::Semaphore: {
            int wanted = task.units;  // or what those before it want
            for (auto ahead = o.line.begin(); *ahead != id; ++ahead) {
                if (!m_tasks.at(*ahead).isTimed)
                    wanted = std::max(wanted, m_tasks.at(*ahead).units);
            }
            if (wanted <= o.level)
                return true;
            const auto held = static_cast<int>(o.holders.size());
            if (o.cameBack && !o.cameForeign && wanted <= o.level + held)
                return o.level + std::count_if(o.holders.begin(), o.holders.end(), isOneOf) >= wanted;
            [[fallthrough]];
        }
        default:
            return std::any_of(m_tasks.begin(), m_tasks.end(), [&](const auto& other) {
                return can.contains(other.first) && sharesWith(o, other.second);
            });
    }
}

// --- what a task does ---

void RandomWorld::begin(TaskId id, Operation operation, ObjectId object) {
    Task& task = m_tasks[id];
    task.isWaiting = true;
    task.operation = operation;
    task.object = object;
    task.isTimed = false;
}

void RandomWorld::wait(TaskId id, Operation operation, ObjectId object, Object& o) {
    begin(id, operation, object);
    o.line.push_back(id);
    m_tasks[id].isTimed = below(8) == 0;
    if (m_tasks[id].isTimed)
        s.timedWait(id, operation, object);
    else
        s.wait(id, operation, object);
}

void RandomWorld::goOn(TaskId id, ObjectId object) {
    m_tasks[id].isWaiting = false;
    s.waitEnd(id, object);
}

TaskId RandomWorld::takeFirst(Object& o) {
    const TaskId first = o.line.front();
    o.line.pop_front();
    return first;
}

void RandomWorld::use(TaskId id, ObjectId object, Object& o) {
    o.users.insert(m_tasks[id].process);
    const auto held = std::find(o.holders.begin(), o.holders.end(), id);
    switch (o.kind) {
        case ObjectKind::Mutex:
            if (held != o.holders.end() && below(20) != 0) {
                unlockAlone(id, object, o);
            } else if (o.holders.empty()) {
                o.holders.push_back(id);
                s.acquire(id, object);
            } else {
                wait(id, Operation::Lock, object, o);
            }
            break;
        case ObjectKind::SharedMutex:
            if (held != o.holders.end() && below(20) != 0)
                unlock(id, object, o);
            else if (const bool toWrite = below(2) == 0;
                     o.line.empty() && (o.holders.empty() || (!toWrite && !o.isWritten)))
                lock(id, object, o, toWrite);
            else
                wait(id, toWrite ? Operation::Lock : Operation::LockShared, object, o);
            break;
        case ObjectKind::Semaphore:
            useSemaphore(id, object, o);
            break;
        case ObjectKind::Queue:
            useQueue(id, object, o);
            break;
        default: {
            const bool isEvent = o.kind == ObjectKind::Event;
            if (below(3) != 0) {
                wait(id, isEvent ? Operation::WaitEvent : Operation::WaitCondition, object, o);
                break;
            }
            s.set(id, object, 0);  // a pulse
            while (!o.line.empty()) {
                const TaskId first = takeFirst(o);
                s.grant(id, object, first, 0);
                goOn(first, object);
            }
            break;
        }
    }
}

void RandomWorld::useQueue(TaskId id, ObjectId object, Object& o) {
    const bool puts = below(2) == 0;
    if (puts ? o.level == o.capacity : o.level == 0) {
        wait(id, puts ? Operation::Put : Operation::Get, object, o);
        return;
    }
    puts ? s.put(id, object) : s.take(id, object);
    if (o.line.empty()) {
        o.level += puts ? 1 : -1;
        return;
    }
    const TaskId first = takeFirst(o);  // it waited for just that
    s.grant(id, object, first, 0);
    puts ? s.take(first, object) : s.put(first, object);
    goOn(first, object);
}

void RandomWorld::useSemaphore(TaskId id, ObjectId object, Object& o) {
    const auto held = static_cast<unsigned>(std::count(o.holders.begin(), o.holders.end(), id));
    if (held > 0 ? below(3) != 0 : below(60) == 0) {
        const bool isOwn = held > 0 && below(60) != 0;
        giveUnits(id, object, o, static_cast<int>(isOwn ? 1 + below(held) : held + 1));
        return;
    }
    const int most = std::max(1, o.capacity - 1);
    const int units =
        below(30) == 0 ? o.capacity + 1 : 1 + static_cast<int>(below(static_cast<std::size_t>(most)));
    if (o.level >= units && o.line.empty()) {
        o.level -= units;
        o.holders.insert(o.holders.end(), static_cast<std::size_t>(units), id);
        s.acquire(id, object, units);
        return;
    }
    begin(id, Operation::Acquire, object);
    m_tasks[id].units = units;
    o.line.push_back(id);
    s.waitForUnits(id, object, units);
    m_tasks[id].isTimed = below(8) == 0;
    if (m_tasks[id].isTimed)
        s.limitLastWait();
}

void RandomWorld::giveUnits(TaskId id, ObjectId object, Object& o, int units) {
    for (int i = 0; i < units; ++i) {
        const auto held = std::find(o.holders.begin(), o.holders.end(), id);
        (held == o.holders.end() ? o.cameForeign : o.cameBack) = true;
        if (held != o.holders.end())
            o.holders.erase(held);
    }
    o.level += units;
    serveLine(id, object, o, units);
}

void RandomWorld::serveLine(TaskId id, ObjectId object, Object& o, int given) {
    while (!o.line.empty() && m_tasks[o.line.front()].units <= o.level) {
        const TaskId first = takeFirst(o);
        const int units = m_tasks[first].units;
        const bool isHandedOver = units == given;
        if (given != 0 && !isHandedOver)
            s.release(id, object, given);
        given = 0;
        o.level -= units;
        o.holders.insert(o.holders.end(), static_cast<std::size_t>(units), first);
        s.grant(id, object, first, isHandedOver ? units : 0);
        if (!isHandedOver)
            s.acquire(first, object, units);
        goOn(first, object);
    }
    if (given != 0)
        s.release(id, object, given);
}

bool RandomWorld::giveUpWaiting() {
    for (auto& [id, task] : m_tasks) {
        if (!task.isWaiting || !task.isTimed || task.operation != Operation::Acquire)
            continue;
        auto& [object, o] = *std::find_if(m_objects.begin(), m_objects.end(),
                                          [&](const auto& entry) { return entry.first == task.object; });
        std::erase(o.line, id);
        task.isWaiting = false;
        s.waitEnd(id, object, wire::WaitOutcome::TimedOut);
        serveLine(id, object, o, 0);
        return true;
    }
    return false;
}

void RandomWorld::unlockAlone(TaskId id, ObjectId object, Object& o) {
    o.holders.clear();
    if (o.line.empty()) {
        s.release(id, object);
        return;
    }
    const TaskId first = takeFirst(o);
    o.holders.push_back(first);
    s.grant(id, object, first);
    goOn(first, object);
}

void RandomWorld::lock(TaskId id, ObjectId object, Object& o, bool toWrite) {
    o.holders.push_back(id);
    o.isWritten = toWrite;
    s.acquire(id, object, toWrite ? wire::kAllUnits : 1);
}

void RandomWorld::unlock(TaskId id, ObjectId object, Object& o) {
    o.holders.erase(std::find(o.holders.begin(), o.holders.end(), id));
    s.release(id, object, o.isWritten ? wire::kAllUnits : 1);
    o.isWritten = o.isWritten && !o.holders.empty();
    while (!o.line.empty()) {
        const TaskId first = o.line.front();
        const bool toWrite = m_tasks[first].operation == Operation::Lock;
        if (o.isWritten || (toWrite && !o.holders.empty()))
            return;
        takeFirst(o);
        goOn(first, object);
        lock(first, object, o, toWrite);
    }
}

}  // namespace heddle::model

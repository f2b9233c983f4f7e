#include "engine/model/deadlock_watch.h"

namespace heddle::model {

std::uint32_t DeadlockWatch::waitsFor(std::uint32_t task) const {
    const TaskRecord& t = m_tasks->record(task);
    if (t.waitPhase != WaitPhase::Waiting)
        return 0;
    if (t.waitObject != 0) {
        const ObjectRecord& object = m_store->objects[t.waitObject - 1];
        return object.isMutexLike() && object.holders.size() == 1 ? object.holders.front().task.value() : 0;
    }
    const Wait& wait = m_store->waits[t.wait];
    return wait.operation == wire::Operation::Join ? wait.other.value() : 0;
}

void DeadlockWatch::waitBegan(std::uint32_t task, std::int64_t time) {
    // A chain that runs into a circle elsewhere would go round for ever: `lap` doubles, and whoever is met
    // again at the last mark is on such a circle.
    std::uint32_t mark = task, steps = 0, lap = 1;
    for (std::uint32_t next = waitsFor(task); next != task; next = waitsFor(next)) {
        if (next == 0 || next == mark || !m_budget->take())
            return;
        if (++steps == lap) {
            mark = next;
            lap *= 2;
            steps = 0;
        }
    }
    Deadlock deadlock{instantFromNs(time), {}, {}};
    std::uint32_t next = task;
    do {
        deadlock.tasks.push_back(TaskId{next});
        const std::uint32_t object = m_tasks->record(next).waitObject;
        deadlock.objects.push_back(object ? m_store->objects[object - 1].id : ObjectId{});
        next = waitsFor(next);
    } while (next != task);
    m_found.push_back(std::move(deadlock));
}

}  // namespace heddle::model

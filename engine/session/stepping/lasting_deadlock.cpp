#include "engine/session/stepping/lasting_deadlock.h"

namespace heddle::session {

std::vector<const model::Deadlock*> lastingDeadlocks(const Position& position) {
    std::vector<const model::Deadlock*> lasting;
    for (const model::Deadlock& deadlock : position.snapshot->deadlocks()) {
        if (deadlock.holdsAt(position.snapshot->now()))
            lasting.push_back(&deadlock);
    }
    return lasting;
}

bool isPartlyDeadlocked(const Position& position) {
    return position.standing == Standing::GoesOn && !lastingDeadlocks(position).empty();
}

std::vector<TaskId> stuckTasks(const Position& position) {
    std::vector<TaskId> stuck;
    for (const model::Deadlock* deadlock : lastingDeadlocks(position)) {
        stuck.insert(stuck.end(), deadlock->tasks.begin(), deadlock->tasks.end());
        stuck.insert(stuck.end(), deadlock->entangled.begin(), deadlock->entangled.end());
    }
    return stuck;
}

std::vector<TaskId> tasksThatMayGo(const Position& position) {
    std::vector<TaskId> able;
    for (const NextStep& next : position.tasks) {
        if (next.isAlive() && !next.isSuspended && (next.mayGo || next.mayTimeOut))
            able.push_back(next.task);
    }
    return able;
}

}  // namespace heddle::session

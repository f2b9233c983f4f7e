#include "engine/runtime/deaths.h"

#include "engine/runtime/life.h"
#include "engine/wire/kinship.h"

namespace heddle::runtime {

constexpr auto kRelaxed = std::memory_order_relaxed;

bool hasDiedElsewhere(const ThreadContext& thread, TaskRef task) {
    if (thread.gate())
        return wire::hasDiedElsewhere(thread.runtime().segment(), thread.running(), task);
    const TaskRef its = thread.bearerOf(task);
    const wire::TaskRecord& record = thread.record(its);
    const std::int32_t pid = record.pid.load(kRelaxed), own = thread.record(thread.self()).pid.load(kRelaxed);
    if (pid == own || pid == 0 || isSeenToLive(thread.runtime().segment().lifeOf(its)))
        return false;
    return !isAlive(Tid{record.tid.load(kRelaxed)}) && !isAlive(Tid{pid});
}

bool takeOutTheDead(const ThreadContext& thread, wire::WaiterList& line) {
    bool isAnybody = false;
    for (TaskRef first = firstOf(line); !first.isNone() && hasDiedElsewhere(thread, first);
         first = firstOf(line))
        isAnybody = !takeFirst(thread, line).isNone();
    return isAnybody;
}

}  // namespace heddle::runtime

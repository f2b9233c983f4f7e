#include "engine/wire/kinship.h"

#include <algorithm>
#include <csignal>

#include "engine/base/futex.h"
#include "engine/wire/lock_state.h"
#include "engine/wire/shares.h"
#include "engine/wire/state_word.h"

namespace heddle::wire {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

std::uint32_t lastTask(const Segment& segment) {
    return std::min(segment.header().tasksUsed.load(kRelaxed), segment.limits().tasks - 1);
}

bool hasEnded(const Segment& segment, TaskRef task) {
    return segment.task(task).ended.load(kRelaxed) != 0;
}

// Those who hold what the dead do not take along.
std::vector<TaskRef> holdersNow(const Segment& segment, const ObjectRecord& lock) {
    const auto kind = static_cast<ObjectKind>(lock.kind.load(kRelaxed));
    const TaskRef owner = ownerOf(kind, StateWord{lock.word.load(kRelaxed)}.state());
    if (kind == ObjectKind::Semaphore || (kind == ObjectKind::SharedMutex && owner.isNone()))
        return shareHolders(segment, lock);
    return owner.isNone() || owner.value() >= segment.limits().tasks ? std::vector<TaskRef>{}
                                                                     : std::vector{owner};
}

// Whether `other` ends because `task` does, without anybody between.
bool endsWith(const Segment& segment, TaskRef other, TaskRef task) {
    // One that was ended where it stood has left its process to the others.
    const bool isOfIts = processOf(segment, task) == task && processOf(segment, other) == task &&
                         segment.controlOf(task).isAbandoned.load(kRelaxed) == 0;
    return other != task && (isOfIts || segment.controlOf(other).endsWith.load(kRelaxed) == task.value());
}

}  // namespace

TaskRef processOf(const Segment& segment, TaskRef task) {
    const TaskRef process{segment.controlOf(task).process.load(kRelaxed)};
    return process.isNone() || process.value() >= segment.limits().tasks ? task : process;
}

bool leavesTraces(const Segment& segment, TaskRef task) {
    const std::uint32_t last = lastTask(segment);
    for (std::uint32_t i = 1; i <= last; ++i) {
        if (endsWith(segment, TaskRef{i}, task) && !hasEnded(segment, TaskRef{i}))
            return true;
    }
    if (processOf(segment, task) != task)
        return false;
    const std::uint32_t objects =
        std::min(segment.header().objectsUsed.load(kRelaxed), segment.limits().objects - 1);
    for (std::uint32_t i = 1; i <= objects; ++i) {
        for (const TaskRef holder : holdersNow(segment, segment.object(ObjectId{i}))) {
            if (processOf(segment, holder) == task)
                return true;
        }
    }
    return false;
}

std::vector<TaskRef> doom(const Segment& segment, TaskRef task, int status) {
    std::vector<TaskRef> dying;
    std::atomic<std::uint32_t>& moving = segment.header().control.moving;
    const auto mark = [&](TaskRef one, int itsStatus) {
        ControlRecord& record = segment.controlOf(one);
        if (hasEnded(segment, one) || record.isDying.exchange(1, kRelaxed) != 0)
            return;
        if (processOf(segment, one) == one)
            record.status.store(itsStatus, kRelaxed);
        if (record.stands.exchange(0, kRelaxed) != 0)
            moving.fetch_add(1, kRelaxed);
        dying.push_back(one);
    };
    mark(task, status);
    const std::uint32_t last = lastTask(segment);
    const auto markThoseWith = [&](TaskRef one) {
        for (std::uint32_t i = 1; i <= last; ++i) {
            if (endsWith(segment, TaskRef{i}, one))
                mark(TaskRef{i}, SIGKILL);
        }
    };
    markThoseWith(task);  // it may have said its end before
    for (std::size_t i = 0; i < dying.size(); ++i) markThoseWith(dying[i]);
    if (!dying.empty()) {  // the observer may have to watch a process that it has not met yet
        moving.fetch_or(kProcessEnded, std::memory_order_release);
        futexWake(moving);
    }
    return dying;
}

void setSuspended(const Segment& segment, TaskRef process, bool isSuspended) {
    const std::uint32_t last = lastTask(segment);
    for (std::uint32_t i = 1; i <= last; ++i) {
        if (processOf(segment, TaskRef{i}) == process)
            segment.controlOf(TaskRef{i}).isSuspended.store(isSuspended, kRelaxed);
    }
}

bool hasDiedElsewhere(const Segment& segment, TaskRef self, TaskRef owner) {
    const TaskRef process = processOf(segment, owner);
    return process != processOf(segment, self) && hasEnded(segment, process) && hasEnded(segment, owner);
}

}  // namespace heddle::wire

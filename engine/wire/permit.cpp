#include "engine/wire/permit.h"

#include <algorithm>

#include "engine/base/futex.h"
#include "engine/wire/grant.h"

namespace heddle::wire {
namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;

// What tasks that wait busily have to know of the operation that `task` is about to make.
void noteForSpinners(const Segment& segment, TaskRef task, ControlRecord& record) {
    const auto kind = static_cast<OperationKind>(record.kind.load(kRelaxed));
    if (kind == OperationKind::Spin) {
        record.lookedAt.store(0, kRelaxed);
        record.sawChange.store(0, kRelaxed);
    }
    const std::uint64_t object = std::uint64_t{1} << (record.object.load(kRelaxed) % 64);
    if (looks(kind))
        record.lookedAt.store(record.lookedAt.load(kRelaxed) | object, kRelaxed);
    if (changesNothing(kind))
        return;
    const std::uint32_t last =
        std::min(segment.header().tasksUsed.load(kRelaxed), segment.limits().tasks - 1);
    for (std::uint32_t other = 1; other <= last; ++other) {
        ControlRecord& theirs = segment.controlOf(TaskRef{other});
        if (other != task.value() && (theirs.lookedAt.load(kRelaxed) & object) != 0)
            theirs.sawChange.store(1, kRelaxed);
    }
}

}  // namespace

void setMoving(const Segment& segment, TaskRef task, WaitOutcome outcome) {
    ControlHeader& header = segment.header().control;
    ControlRecord& record = segment.controlOf(task);
    noteForSpinners(segment, task, record);
    const bool timePasses = outcome == WaitOutcome::TimedOut ||
                            record.kind.load(kRelaxed) == static_cast<std::uint8_t>(OperationKind::Sleep);
    if (const std::int64_t due = record.due.load(kRelaxed); timePasses && due > header.now.load(kRelaxed))
        header.now.store(due, kRelaxed);
    header.failure.store(StepFailure::None, kRelaxed);
    record.stands.store(0, kRelaxed);
}

namespace {

// The entry that comes next, if it is what its task is about to do.
const ScriptEntry* nextOfScript(const Segment& segment) {
    const ControlHeader& header = segment.header().control;
    const std::uint32_t at = header.scriptAt.load(kRelaxed);
    if (at >= header.scriptLength.load(kRelaxed) || at >= segment.limits().script)
        return nullptr;
    const ScriptEntry& entry = segment.script(at);
    if (entry.task == 0 || entry.task >= segment.limits().tasks)
        return nullptr;
    const ControlRecord& record = segment.controlOf(TaskRef{entry.task});
    const bool fits = record.stands.load(kRelaxed) != 0 &&
                      record.kind.load(kRelaxed) == static_cast<std::uint8_t>(entry.kind) &&
                      record.object.load(kRelaxed) == entry.object;
    return fits ? &entry : nullptr;
}

}  // namespace

void permit(const Segment& segment, TaskRef task, WaitOutcome outcome) {
    setMoving(segment, task, outcome);
    grant(segment, task, outcome);
}

TaskRef standStill(const Segment& segment, std::uint32_t count, TaskRef self) {
    ControlHeader& header = segment.header().control;
    std::uint32_t seen = header.moving.load(std::memory_order_acquire);
    for (;;) {
        const bool isLast = (seen & ~kProcessEnded) == count;
        // Only the last one looks: all others stand, so what it reads is at rest.
        const ScriptEntry* next = isLast ? nextOfScript(segment) : nullptr;
        const std::uint32_t left = next ? (seen & kProcessEnded) | 1 : seen - count;
        if (!header.moving.compare_exchange_weak(seen, left, std::memory_order_acq_rel,
                                                 std::memory_order_acquire))
            continue;
        if (!next) {
            if (isLast)
                futexWake(header.moving);
            return {};
        }
        const TaskRef task{next->task};
        const WaitOutcome outcome = next->timesOut ? WaitOutcome::TimedOut : WaitOutcome::Granted;
        header.scriptAt.fetch_add(1, kRelaxed);
        setMoving(segment, task, outcome);
        if (task == self)
            segment.task(task).grant.store(static_cast<std::uint32_t>(outcome), kRelaxed);
        else
            grant(segment, task, outcome);
        return task;
    }
}

}  // namespace heddle::wire

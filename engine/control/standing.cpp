#include "engine/control/standing.h"

#include <algorithm>
#include <cstring>

#include "engine/control/rules.h"
#include "engine/wire/kinship.h"
#include "engine/wire/lock_state.h"
#include "engine/wire/state_word.h"

namespace heddle::control {

constexpr auto kRelaxed = std::memory_order_relaxed;

namespace {

// Whether `lock` has a writer that is not of the process of `task`, and has died.
bool hasDeadWriter(const wire::Segment& segment, TaskRef task, ObjectNumber lock) {
    if (lock == ObjectNumber::None)
        return false;
    const wire::ObjectRecord& record = segment.object(idOf(lock));
    const TaskRef writer = wire::ownerOf(static_cast<wire::ObjectKind>(record.kind.load(kRelaxed)),
                                         wire::StateWord{record.word.load(kRelaxed)}.state());
    return !writer.isNone() && writer.value() < segment.limits().tasks &&
           wire::hasDiedElsewhere(segment, task, writer);
}

}  // namespace

Operation operationOf(const wire::Segment& segment, TaskRef task) {
    const wire::ControlRecord& record = segment.controlOf(task);
    const wire::SegmentLimits& limits = segment.limits();
    const std::uint8_t kind = record.kind.load(kRelaxed);
    if (kind >= static_cast<std::uint8_t>(OperationKind::Count) ||
        segment.task(task).ended.load(kRelaxed) != 0)
        return {};
    const auto objectIn = [&](const std::atomic<std::uint32_t>& word) {
        const std::uint32_t id = word.load(kRelaxed);
        return id < limits.objects ? numberOf(ObjectId{id}) : ObjectNumber::None;
    };
    const std::uint32_t target = record.target.load(kRelaxed);
    const auto itsKind = static_cast<OperationKind>(kind);
    const bool isReaders = itsKind == OperationKind::LockShared || itsKind == OperationKind::TryLockShared;
    return {.kind = itsKind,
            .timed = record.timed.load(kRelaxed) != 0,
            .units = record.units.load(kRelaxed),
            .target = target < limits.tasks ? numberOf(TaskRef{target}) : TaskNumber::None,
            .object = objectIn(record.object),
            .also = objectIn(record.also),
            .isInherited = isReaders && hasDeadWriter(segment, task, objectIn(record.object))};
}

std::uint64_t fingerprintOf(const wire::Segment& segment) {
    const std::uint32_t last =
        std::min(segment.header().objectsUsed.load(kRelaxed), segment.limits().objects - 1);
    std::uint64_t hash = 0xcbf29ce484222325;
    for (std::uint32_t i = 1; i <= last; ++i)
        hash = (hash ^ (segment.object(ObjectId{i}).word.load(kRelaxed) >> 32)) * 0x100000001b3;
    return hash;
}

std::optional<StepTrouble> troubleIn(const wire::Segment& segment) {
    const wire::ControlHeader& control = segment.header().control;
    const wire::StepFailure failure = control.failure.load(kRelaxed);
    if (failure == wire::StepFailure::None)
        return std::nullopt;
    return StepTrouble{
        failure == wire::StepFailure::ExpectationFailed ? Outcome::AssertionFailed : Outcome::Exception,
        {control.failureText, ::strnlen(control.failureText, wire::kFailureText)}};
}

namespace {

// What somebody else has to bring: not a lock, and not the end of a task.
bool isWork(OperationKind kind) {
    switch (kind) {
        case OperationKind::Acquire:
        case OperationKind::WaitEvent:
        case OperationKind::Wake:
        case OperationKind::PassBarrier:
        case OperationKind::Put:
        case OperationKind::Get:
            return true;
        default:
            return false;
    }
}

}  // namespace

void Standing::read() {
    const std::uint32_t last =
        std::min(m_segment.header().tasksUsed.load(kRelaxed), m_segment.limits().tasks - 1);
    // A number that no schedule can name does not exist.
    m_tasks.resize(std::min<std::size_t>(last, indexOf(TaskNumber::None)));
    bool anybodyMayGo = false, anybodyIsMissed = false, anybodyMoves = false;
    for (std::size_t i = 0; i < m_tasks.size(); ++i) {
        const TaskRef ref = refOf(taskAt(i));
        const wire::ControlRecord& record = m_segment.controlOf(ref);
        TaskView& view = m_tasks[i];
        view.next = operationOf(m_segment, ref);
        view.due = Duration{record.due.load(kRelaxed)};
        view.mayGo = view.mayTimeOut = view.isSuspended = view.isSuspendedReady = false;
        view.blockedBy = TaskNumber::None;
        if (!view.isAlive())
            continue;
        if (record.stands.load(kRelaxed) == 0) {
            anybodyMoves = true;
            continue;
        }
        const Verdict verdict = judge(m_segment, ref, view.next);
        view.isSuspended = record.isSuspended.load(kRelaxed) != 0;
        view.isSuspendedReady = verdict.mayGo && view.isSuspended;
        view.mayGo = verdict.mayGo && !view.isSuspended;
        view.blockedBy = verdict.mayGo ? TaskNumber::None : verdict.blockedBy;
        view.mayTimeOut = view.next.timed && !view.isSuspended;
        anybodyMayGo = anybodyMayGo || view.isEnabled();
        const bool serves = record.isDaemon.load(kRelaxed) != 0 && isWork(view.next.kind);
        anybodyIsMissed = anybodyIsMissed || !serves || view.isEnabled();
    }
    if (anybodyMoves) {
        for (TaskView& view : m_tasks) view.mayGo = view.mayTimeOut = false;
        m_outcome = Outcome::NoNextStep;
        return;
    }
    m_outcome = !anybodyIsMissed ? Outcome::AllEnded : anybodyMayGo ? Outcome::GoesOn : Outcome::Deadlock;
}

}  // namespace heddle::control

#include "engine/runtime/barrier.h"

#include "engine/base/check.h"

namespace heddle::runtime {

using wire::EventKind;
using wire::OperationKind;

Barrier::Barrier(std::uint32_t parties, std::string_view name, CallSite at)
    : SyncObject(wire::ObjectKind::Barrier, name, parties, 0, at), m_parties(parties) {
    HEDDLE_CHECK(parties > 0 && parties <= kLargestState);
}

std::uint32_t Barrier::numberEvent(std::uint32_t arrived) {
    return changeWord(record().word, [arrived](StateWord word) { return word.next(arrived, false); })
        .sequence();
}

bool Barrier::arriveAndWait(CallSite at) {
    const Step step = beginStep(at, {.kind = OperationKind::ArriveAtBarrier, .object = id()});
    bool isLast = false;
    {
        const Guard guard{record().guard, step.thread.tid()};
        const std::uint32_t arrived = StateWord{record().word.load(std::memory_order_relaxed)}.state() + 1;
        isLast = arrived == m_parties;
        write(step, {.value = wire::packPair(arrived, numberEvent(arrived)), .kind = EventKind::ValueSet});
        if (isLast && step.thread.gate())
            step.thread.runtime().segment().controlOf(step.task).isNotified.store(1,
                                                                                  std::memory_order_relaxed);
        if (isLast) {
            while (letFirstGo(step, record().waiters)) {
            }
            write(step, {.value = numberEvent(0), .kind = EventKind::ValueSet});
        } else {
            writeWaitBegan(step, wire::Operation::WaitBarrier, id(), {}, nextSequence(record().word));
            standInLine(step, record().waiters);
        }
    }
    if (step.thread.gate())
        beginStep(at, {.kind = OperationKind::PassBarrier, .object = id()});
    else if (!isLast)
        park(step);
    if (!isLast)
        writeWaitEnded(step, wire::WaitOutcome::Granted, id(), {}, nextSequence(record().word));
    return isLast;
}

}  // namespace heddle::runtime

#include "engine/runtime/condition.h"

namespace heddle::runtime {

using wire::OperationKind;

TimedWait Condition::waitInLine(Mutex& mutex, const Duration* limit, CallSite at) {
    const Step step =
        beginStep(at, {.kind = OperationKind::WaitCondition, .object = id(), .also = mutex.id()});
    mutex.checkIsHeldBy(step.task);
    {
        // Nobody notifies between the two, for that takes the guard.
        const Guard guard{record().guard, step.thread.tid()};
        mutex.giveBack(step, 1);
        writeWaitBegan(step, wire::Operation::WaitCondition, id(), {}, nextSequence(record().word),
                       limitIf(limit));
        standInLine(step, record().waiters);
    }
    const bool isNotified = waitToGo(step, OperationKind::Wake, limit, at);
    return {isNotified, mutex.lock(at)};
}

void Condition::notify(CallSite at) {
    const Step step = beginStep(at, {.kind = OperationKind::Notify, .object = id()});
    const Guard guard{record().guard, step.thread.tid()};
    if (!letFirstGo(step, record().waiters))
        write(step, {.value = nextSequence(record().word), .kind = wire::EventKind::Released});
}

void Condition::notifyAll(CallSite at) {
    const Step step = beginStep(at, {.kind = OperationKind::NotifyAll, .object = id()});
    const Guard guard{record().guard, step.thread.tid()};
    bool isLost = true;
    while (letFirstGo(step, record().waiters)) isLost = false;
    if (isLost)
        write(step, {.value = nextSequence(record().word), .kind = wire::EventKind::Released});
}

}  // namespace heddle::runtime

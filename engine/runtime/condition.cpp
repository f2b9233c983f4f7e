#include "engine/runtime/condition.h"

namespace heddle::runtime {

using wire::OperationKind;

TimedWait Condition::waitWithout(Mutex& mutex, const Duration* limit, CallSite at) {
    const Step step =
        beginStep(at, {.kind = OperationKind::WaitCondition, .object = id(), .also = mutex.id()});
    mutex.checkIsHeldBy(step.task);
    bool looks = false;
    {
        // Nobody notifies between the two, for that takes the guard.
        const Inside inside{*this, step};
        mutex.giveBack(step, 1);
        writeWaitBegan(step, wire::Operation::WaitCondition, id(), {}, nextSequence(record().word),
                       limitIf(limit));
        standInLine(step, record().waiters);
        looks = step.thread.runtime().hasRelatives();
    }
    const bool isNotified = waitToGo(step, looks, OperationKind::Wake, limit, at);
    return {isNotified, mutex.lock(at)};
}

void Condition::notify(CallSite at) {
    const Step step = beginStep(at, {.kind = OperationKind::Notify, .object = id()});
    const Inside inside{*this, step};
    if (!letFirstGo(step))
        write(step, {.value = nextSequence(record().word), .kind = wire::EventKind::Released});
}

void Condition::notifyAll(CallSite at) {
    const Step step = beginStep(at, {.kind = OperationKind::NotifyAll, .object = id()});
    const Inside inside{*this, step};
    bool isLost = true;
    while (letFirstGo(step, true)) isLost = false;
    if (isLost)
        write(step, {.value = nextSequence(record().word), .kind = wire::EventKind::Released});
}

void Condition::proceed(const Step& step, const std::optional<Change>& left) {
    if (left && left->concernsAll) {
        while (letFirstGo(step, true)) {
        }
    }
}

}  // namespace heddle::runtime

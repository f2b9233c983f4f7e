#include "engine/runtime/condition.h"

namespace heddle::runtime {

using wire::OperationKind;
using wire::WaitOutcome;

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
    const bool isNotified = waitForNotice(step, limit, at);
    return {isNotified, mutex.lock(at)};
}

bool Condition::waitForNotice(const Step& step, const Duration* limit, CallSite at) {
    WaitOutcome outcome;
    if (step.thread.gate()) {
        outcome = beginStep(at, {.kind = OperationKind::Wake,
                                 .timed = limit != nullptr,
                                 .object = id(),
                                 .length = limit ? *limit : Duration{}})
                      .permit;
    } else {
        outcome = park(step, limit ? deadlineAfter(*limit) : Instant::max());
    }
    if (outcome == WaitOutcome::TimedOut) {
        const Guard guard{record().guard, step.thread.tid()};
        if (leaveLine(step.thread, record().waiters, step.task)) {
            writeWaitEnded(step, outcome, id(), {}, nextSequence(record().word));
            return false;
        }
    }
    if (outcome == WaitOutcome::TimedOut && !step.thread.gate())
        park(step);  // it was notified in the last moment: the wake-up is on its way
    writeWaitEnded(step, WaitOutcome::Granted, id(), {}, nextSequence(record().word));
    return true;
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

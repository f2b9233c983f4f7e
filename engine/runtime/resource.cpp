#include "engine/runtime/event.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/semaphore.h"

namespace heddle::runtime {

template <class Rule>
void Resource<Rule>::takeInLine(const Step& step, wire::Operation operation) {
    {
        const Guard guard{record().guard, step.thread.tid()};
        // It may have become free meanwhile; if not, the last look at the state and the mark are one step.
        StateWord marked;
        for (bool isMarked = false; !isMarked;) {
            StateWord seen{record().word.load(std::memory_order_relaxed)};
            if (!seen.hasWaiters() && Rule::take(seen.state(), step.task)) {
                if (takeNow(step))
                    return;
                continue;
            }
            marked = seen.next(seen.state(), true);
            isMarked = record().word.compare_exchange_weak(seen.bits, marked.bits, std::memory_order_acq_rel);
        }
        writeWaitBegan(step, operation, id(), {}, marked.sequence());
        standInLine(step, record().waiters);
    }
    const wire::WaitOutcome outcome = park(step);
    writeWaitEnded(step, outcome, id(), {}, nextSequence(record().word));
}

template <class Rule>
void Resource<Rule>::handOver(const Step& step) {
    TaskRef next;
    {
        const Guard guard{record().guard, step.thread.tid()};
        next = takeFirst(step.thread, record().waiters);
        const bool more = !isEmpty(record().waiters);
        const StateWord now = changeWord(record().word, [&](StateWord word) {
            const std::uint32_t given = Rule::give(word.state(), step.task);
            return word.next(next.isNone() ? given : Rule::take(given, next).value_or(given), more);
        });
        if (next.isNone())
            write(step, {.value = now.sequence(), .kind = wire::EventKind::Released, .detail = 1});
        else
            write(step, {.value = wire::packPair(next.value(), now.sequence()),
                         .kind = wire::EventKind::Granted,
                         .detail = 1});
    }
    if (!next.isNone())
        wake(step.thread, next, wire::WaitOutcome::Granted);
}

template class Resource<MutexRule>;
template class Resource<SemaphoreRule>;
template class Resource<EventRule>;

}  // namespace heddle::runtime

#include <algorithm>

#include "engine/runtime/event.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/recursive_mutex.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_mutex.h"
#include "engine/wire/readers.h"

namespace heddle::runtime {

using wire::EventKind;
using wire::WaitOutcome;

template <class Rule>
WaitOutcome Resource<Rule>::takeFor(const Taking& wanted, Duration limit, CallSite at) {
    const Step step = beginStep(at, {.kind = wanted.kind,
                                     .timed = true,
                                     .units = static_cast<std::uint16_t>(wanted.units),
                                     .object = id(),
                                     .length = limit});
    if (step.permit == WaitOutcome::TimedOut) {
        writeWaits(step, wanted, nextSequence(record().word), WaitLimit::Timed);
        writeWaitEnded(step, WaitOutcome::TimedOut, id(), {}, nextSequence(record().word));
        return step.permit;
    }
    return takeNow(step, wanted.units) ? WaitOutcome::Granted
                                       : takeInLine(step, wanted, deadlineAfter(limit));
}

template <class Rule>
TaskRef Resource<Rule>::ownerNow() const {
    if constexpr (requires { Rule::ownerOf(0u); })
        return Rule::ownerOf(StateWord{record().word.load(std::memory_order_relaxed)}.state());
    return {};
}

template <class Rule>
bool Resource<Rule>::isOwnerDead(const Step& step) const {
    const TaskRef owner = ownerNow();
    return !owner.isNone() && hasDiedElsewhere(step.thread, owner);
}

template <class Rule>
void Resource<Rule>::writeWaits(const Step& step, const Taking& wanted, std::uint32_t sequence,
                                WaitLimit limit) const {
    if (wanted.wait == wire::Operation::Acquire)
        writeWaitForUnits(step, id(), wanted.units, sequence, limit);
    else
        writeWaitBegan(step, wanted.wait, id(), {}, sequence, limit);
}

template <class Rule>
bool Resource<Rule>::takeFromTheDead(const Step& step) {
    if constexpr (requires { Rule::ownerOf(0u); }) {
        const TaskRef owner = ownerNow();
        if (owner.isNone() || !hasDiedElsewhere(step.thread, owner))
            return false;
        const Guard guard{record().guard, step.thread.tid()};
        if (ownerNow() != owner)
            return false;
        takeOutTheDead(step.thread, record().waiters);
        if (isEmpty(record().waiters))
            return false;
        const TaskRef first = takeOut(step);
        changeWord(record().word, [&](StateWord word) {
            return word.next(*Rule::take(0, first, 1), !isEmpty(record().waiters), 0);
        });
        lendIfWanted();
        if (first == step.task)
            return true;
        wake(step.thread, first, WaitOutcome::OwnerDied);
    }
    return false;
}

template <class Rule>
TaskRef Resource<Rule>::takeOut(const Step& step) {
    step.thread.record(firstOf(record().waiters)).wanted.store(0, std::memory_order_relaxed);
    return takeFirst(step.thread, record().waiters);
}

template <class Rule>
bool Resource<Rule>::isLetDown(const Step& step) const {
    const wire::TaskRecord& own = step.record();
    return own.wanted.load(std::memory_order_relaxed) == 0 && own.grant.load(std::memory_order_acquire) == 0;
}

template <class Rule>
bool Resource<Rule>::hasAllTheSame(const Step& step, std::uint32_t units) {
    static_cast<void>(leaveLine(step.thread, record().waiters, step.task));
    bool hasIt = ownerNow() == step.task;
    if constexpr (kHasShares)
        hasIt = hasIt || (isShare(units) && hasShare(step));
    if (hasIt)
        return true;
    if constexpr (kHasShares)
        static_cast<void>(wire::forgetReader(step.thread.runtime().segment(), record(), step.task));
    step.record().wanted.store(static_cast<std::uint16_t>(units), std::memory_order_relaxed);
    prepend(step.thread, record().waiters, step.task);
    changeWord(record().word, [](StateWord word) { return word.next(word.state(), true, 0); });
    return false;
}

template <class Rule>
WaitOutcome Resource<Rule>::takeOnceMore(const Step& step, std::uint32_t units) {
    if (isLetDown(step)) {
        const Guard guard{record().guard, step.thread.tid()};
        if (isLetDown(step) && hasAllTheSame(step, units))
            return WaitOutcome::OwnerDied;
    }
    if constexpr (requires { Rule::ownerOf(0u); } && !kHasShares) {
        if (takeFromTheDead(step))
            return WaitOutcome::OwnerDied;
    }
    // Whoever stands behind one who lives goes on after that one at the earliest, and leaves the look to it.
    const TaskRef first = firstOf(record().waiters);
    if (first == step.task ? !kHasShares && !isFree(step, units)
                           : first.isNone() || !hasDiedElsewhere(step.thread, first))
        return WaitOutcome::TimedOut;
    wire::WaiterList letGo;
    WaitOutcome told = WaitOutcome::Granted;
    bool isMine = false;
    {
        const Guard guard{record().guard, step.thread.tid()};
        // Whoever gave back may have died before it came to the line.
        serveLine(step, 0, letGo);
        lendIfWanted();
        if constexpr (kHasShares) {
            if (isEmpty(letGo) && !isEmpty(record().waiters))
                told = freeFromTheDead(step, letGo);
        }
        isMine = leaveLine(step.thread, letGo, step.task);
        wakeUnderGuard(step, letGo, told);
    }
    tell(step, letGo, told);
    return isMine ? told : WaitOutcome::TimedOut;
}

template <class Rule>
bool Resource<Rule>::isFree(const Step& step, std::uint32_t units) const {
    const StateWord seen{record().word.load(std::memory_order_relaxed)};
    if constexpr (requires { Rule::ownerOf(0u); })
        return Rule::ownerOf(seen.state()).isNone();  // the running task may have become its owner just now
    else
        return Rule::take(seen.state(), step.task, units).has_value();
}

// A look is seen in the history of who waits. Where there is no owner who may die, only one that stands
// before it may hold it up; for the first in line there is no more than the odd chance to be let down.
template <class Rule>
Duration Resource<Rule>::timeToLook(const Step& step) const {
    if constexpr (requires { Rule::ownerOf(0u); })
        return std::chrono::milliseconds{250};
    return firstOf(record().waiters) == step.task ? std::chrono::seconds{10} : std::chrono::seconds{1};
}

template <class Rule>
WaitOutcome Resource<Rule>::parkBehindOwner(const Step& step, std::uint32_t units, Instant deadline,
                                            bool looks) {
    while (step.thread.gate() || looks) {
        if (const WaitOutcome outcome = takeOnceMore(step, units); outcome != WaitOutcome::TimedOut)
            return outcome;
        const Instant look = std::min(deadline, deadlineAfter(timeToLook(step)));
        const WaitOutcome outcome = park(step, look);
        if (outcome != WaitOutcome::TimedOut)
            return outcome;
        if (look == deadline)
            return takeOnceMore(step, units);
    }
    return park(step, deadline);
}

template <class Rule>
bool Resource<Rule>::hasPassedTheDead(const Step& step, std::uint32_t units) {
    const StateWord seen{record().word.load(std::memory_order_relaxed)};
    if (!seen.hasWaiters() || !Rule::take(seen.state(), step.task, units))
        return false;
    wire::WaiterList letGo;
    {
        const Guard guard{record().guard, step.thread.tid()};
        if (!takeOutTheDead(step.thread, record().waiters))
            return false;
        serveLine(step, 0, letGo);
        wakeUnderGuard(step, letGo);
    }
    wakeAll(step.thread, letGo);
    return true;
}

template <class Rule>
WaitOutcome Resource<Rule>::takeInLine(const Step& step, const Taking& wanted, Instant deadline) {
    hasPassedTheDead(step, wanted.units);
    if constexpr (kHasShares) {
        if (step.thread.gate()) {  // where nothing waits
            if (const WaitOutcome outcome = takeAfterTheDead(step, wanted.units);
                outcome != WaitOutcome::TimedOut)
                return outcome;
        }
    }
    bool looks = false;
    {
        const Guard guard{record().guard, step.thread.tid()};
        // It may have become free meanwhile; if not, the last look at the state and the mark are one step.
        StateWord marked;
        for (bool isMarked = false; !isMarked;) {
            StateWord seen{record().word.load(std::memory_order_relaxed)};
            if (!seen.hasWaiters() && Rule::take(seen.state(), step.task, wanted.units)) {
                if (takeUnderGuard(step, wanted.units))
                    return WaitOutcome::Granted;
                continue;
            }
            marked = seen.next(seen.state(), true);
            isMarked = record().word.compare_exchange_weak(seen.bits, marked.bits, std::memory_order_acq_rel);
        }
        step.record().wanted.store(static_cast<std::uint16_t>(wanted.units), std::memory_order_relaxed);
        looks = step.thread.runtime().hasRelatives();
        writeWaits(step, wanted, marked.sequence(), limitIf(deadline != Instant::max()));
        standInLine(step, record().waiters);
        if (lendsPriority())
            step.record().waitsFor.store(id().value(), std::memory_order_relaxed);
        lendIfWanted();
    }
    if (lendsPriority())
        lendOn(step.thread, ownerNow());
    WaitOutcome outcome = parkBehindOwner(step, wanted.units, deadline, looks);
    step.record().waitsFor.store(0, std::memory_order_relaxed);
    if (outcome == WaitOutcome::TimedOut) {
        wire::WaiterList letGo;
        bool isWakeUpComing = true;
        {
            const Guard guard{record().guard, step.thread.tid()};
            if (looks && isLetDown(step) && hasAllTheSame(step, wanted.units)) {
                outcome = WaitOutcome::OwnerDied;
                isWakeUpComing = false;
            } else if (leaveLine(step.thread, record().waiters, step.task)) {
                const bool more = !isEmpty(record().waiters);
                const StateWord now = changeWord(
                    record().word, [more](StateWord word) { return word.next(word.state(), more); });
                writeWaitEnded(step, outcome, id(), {}, now.sequence());
                serveLine(step, 0, letGo);  // those behind may have waited for this task only
                wakeUnderGuard(step, letGo);
            } else {
                outcome = WaitOutcome::Granted;
            }
        }
        wakeAll(step.thread, letGo);
        if (outcome == WaitOutcome::TimedOut) {
            if (lendsPriority())
                settlePriority(step.thread, ownerNow());
            return outcome;
        }
        if (isWakeUpComing)  // it was granted in the last moment
            outcome = park(step);
    }
    writeWaitEnded(step, outcome, id(), {}, nextSequence(record().word));
    return outcome;
}

template <class Rule>
std::uint32_t Resource<Rule>::numberEvent(std::uint32_t state) {
    return changeWord(record().word,
                      [&](StateWord word) { return word.next(state, !isEmpty(record().waiters)); })
        .sequence();
}

template <class Rule>
void Resource<Rule>::serveLine(const Step& step, std::uint32_t given, wire::WaiterList& letGo) {
    const auto says = [&](TaskRef other, std::uint32_t number, EventKind kind, std::uint32_t units) {
        write(step, {.value = wire::packPair(other.value(), number),
                     .kind = kind,
                     .detail = static_cast<std::uint16_t>(units)});
    };
    takeOutTheDead(step.thread, record().waiters);
    if (isEmpty(record().waiters)) {  // whoever stood there has gone on meanwhile
        const StateWord now = changeWord(record().word, [&](StateWord word) {
            const std::uint32_t state = word.state();
            return word.next(given == 0 ? state : Rule::give(state, step.task, given), false,
                             given == 0 ? 0 : 1);
        });
        if (given != 0)
            says({}, now.sequence(), EventKind::Released, given);
        return;
    }
    // While somebody stands in line nobody else changes the state, but an owner who locks once more.
    std::uint32_t state = StateWord{record().word.load(std::memory_order_relaxed)}.state();
    if (given != 0)
        state = Rule::give(state, step.task, given);
    for (TaskRef next = firstOf(record().waiters); !next.isNone(); next = firstOf(record().waiters)) {
        const std::uint32_t wanted = step.thread.record(next).wanted.load(std::memory_order_relaxed);
        // Nothing: somebody died who was about to take it out. What it wants it says when it looks.
        const std::optional<std::uint32_t> taken =
            wanted == 0 ? std::nullopt : Rule::take(state, next, wanted);
        if (!taken)
            break;
        const bool isHandedOver = wanted == given;
        if (given != 0 && !isHandedOver)
            says({}, numberEvent(state), EventKind::Released, given);
        given = 0;
        state = *taken;
        // In this order: whoever is killed in between leaves it let down, and not with a share that it does
        // not know of.
        append(step.thread, letGo, takeOut(step));
        if constexpr (kHasShares) {
            if (isShare(wanted))
                noteShare(step, next);
        }
        says(next, numberEvent(state), EventKind::Granted, isHandedOver ? wanted : 0);
        if (!isHandedOver) {
            wire::Event its = Rule::takenEvent(StateWord{nextSequence(record().word)}, wanted);
            its.task = next.value();
            its.site = step.thread.record(next).site.load(std::memory_order_relaxed);
            write(step, its);
        }
        takeOutTheDead(step.thread, record().waiters);
    }
    if (given != 0)
        says({}, numberEvent(state), EventKind::Released, given);
}

template <class Rule>
void Resource<Rule>::handOver(const Step& step, std::uint32_t units) {
    wire::WaiterList letGo;
    {
        const Guard guard{record().guard, step.thread.tid()};
        serveLine(step, units, letGo);
        lendIfWanted();
        wakeUnderGuard(step, letGo);
    }
    wakeAll(step.thread, letGo);
}

template <class Rule>
void Resource<Rule>::lendIfWanted() const {
    if constexpr (requires { Rule::ownerOf(0u); }) {
        if (!lendsPriority())
            return;
        if (const TaskRef owner = ownerNow(); !owner.isNone())
            lendHighestPriority(ThreadContext::current(), record().waiters, owner);
    }
}

template class Resource<MutexRule>;
template class Resource<RecursiveMutexRule>;
template class Resource<SharedMutexRule>;
template class Resource<SemaphoreRule>;
template class Resource<EventRule>;

}  // namespace heddle::runtime

// The members of Resource: for the two files that make it of its rules (resource.cpp, shares.cpp).
#pragma once

#include "engine/runtime/resource.h"

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
        const Inside inside{*this, step};
        if (ownerNow() != owner)
            return false;
        takeOutTheDead(step.thread, record().waiters);
        const TaskRef first = firstOf(record().waiters);
        if (first.isNone())
            return false;
        const Change change{
            .letsGo = first, .outcome = WaitOutcome::OwnerDied, .stateAfter = *Rule::take(0, first, 1)};
        under_way::note(record(), change);
        numberEvent(change.stateAfter, 0);
        LetGo letGo;
        letGoOn(step, record().waiters, change, letGo);
        lendIfWanted();
        return letGo.own.has_value();
    }
    return false;
}

template <class Rule>
WaitOutcome Resource<Rule>::takeOnceMore(const Step& step) {
    if constexpr (requires { Rule::ownerOf(0u); } && !kHasShares) {
        if (takeFromTheDead(step))
            return WaitOutcome::OwnerDied;
    }
    // Whoever stands behind one who lives goes on after that one at the earliest, and leaves the look to it.
    const TaskRef first = firstOf(record().waiters);
    if (first == step.task ? !kHasShares : first.isNone() || !hasDiedElsewhere(step.thread, first))
        return WaitOutcome::TimedOut;
    LetGo letGo;
    {
        const Inside inside{*this, step};
        const std::size_t served = serveLine(step, 0, letGo);
        lendIfWanted();
        if constexpr (kHasShares) {
            if (served == 0 && !isEmpty(record().waiters))
                freeFromTheDead(step, letGo);
        }
    }
    wakeAll(step.thread, letGo.others);
    return letGo.own.value_or(WaitOutcome::TimedOut);
}

// Where nobody is known who may die with it, only one that stands before it may hold it up.
template <class Rule>
Duration Resource<Rule>::timeToLook(const Step& step) const {
    if constexpr (kHasShares || requires { Rule::ownerOf(0u); })
        return std::chrono::milliseconds{250};
    return firstOf(record().waiters) == step.task ? kSeldom : std::chrono::seconds{1};
}

template <class Rule>
bool Resource<Rule>::hasPassedTheDead(const Step& step, std::uint32_t units) {
    const StateWord seen{record().word.load(std::memory_order_relaxed)};
    if (!seen.hasWaiters() || !Rule::take(seen.state(), step.task, units))
        return false;
    LetGo letGo;
    {
        const Inside inside{*this, step};  // which may have let those behind the dead go on already
        if (takeOutTheDead(step.thread, record().waiters))
            serveLine(step, 0, letGo);
    }
    wakeAll(step.thread, letGo.others);
    return !StateWord{record().word.load(std::memory_order_relaxed)}.hasWaiters();
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
        const Inside inside{*this, step};
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
    LetGo letGo;
    const WaitOutcome outcome =
        waitInLine(step, {.line = record().waiters,
                          .deadline = deadline,
                          .looks = looks,
                          .look = [&] { return takeOnceMore(step); },
                          .nextLook = [&] { return timeToLook(step); },
                          .giveUp =
                              [&] {
                                  const StateWord now = changeWord(record().word, [&](StateWord word) {
                                      return word.next(word.state(), !isEmpty(record().waiters));
                                  });
                                  writeWaitEnded(step, WaitOutcome::TimedOut, id(), {}, now.sequence());
                                  // Those behind may have waited for this task only.
                                  serveLine(step, 0, letGo);
                              }});
    step.record().waitsFor.store(0, std::memory_order_relaxed);
    if (outcome == WaitOutcome::TimedOut) {
        wakeAll(step.thread, letGo.others);
        if (lendsPriority())
            settlePriority(step.thread, ownerNow());
        return outcome;
    }
    writeWaitEnded(step, outcome, id(), {}, nextSequence(record().word));
    return outcome;
}

template <class Rule>
std::uint32_t Resource<Rule>::numberEvent(std::uint32_t state, std::uint32_t events) {
    return changeWord(record().word,
                      [&](StateWord word) { return word.next(state, !isEmpty(record().waiters), events); })
        .sequence();
}

template <class Rule>
std::size_t Resource<Rule>::serveLine(const Step& step, std::uint32_t given, LetGo& letGo,
                                      const Service& service) {
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
        return 0;
    }
    // While somebody stands in line nobody else changes the state, but an owner who locks once more, and who
    // clears an event.
    std::uint32_t state =
        service.from.value_or(StateWord{record().word.load(std::memory_order_relaxed)}.state());
    if (given != 0)
        state = Rule::give(state, step.task, given);
    std::size_t served = 0;
    for (TaskRef next = firstOf(record().waiters); !next.isNone(); next = firstOf(record().waiters)) {
        const std::uint32_t wanted = step.thread.record(next).wanted.load(std::memory_order_relaxed);
        const std::optional<std::uint32_t> taken = Rule::take(state, next, wanted);
        if (!taken)
            break;
        const bool isHandedOver = wanted == given;
        if (given != 0 && !isHandedOver)
            says({}, numberEvent(state), EventKind::Released, given);
        given = 0;
        state = *taken;
        Change change{.letsGo = next,
                      .outcome = service.told,
                      .concernsAll = service.told == WaitOutcome::OwnerDied,
                      .stateAfter = state};
        if constexpr (kHasShares)
            change.place = notedShares(step);
        under_way::note(record(), change);
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
        letGoOn(step, record().waiters, change, letGo);
        ++served;
        takeOutTheDead(step.thread, record().waiters);
    }
    if (given != 0)
        says({}, numberEvent(state), EventKind::Released, given);
    under_way::forget(record());
    letPast();
    return served;
}

template <class Rule>
void Resource<Rule>::redo(const Step& step, const Change& change) {
    if constexpr (kHasShares) {
        const bool isNoted = notedShares(step) != change.place;
        if (!isNoted && isShare(step.thread.record(change.letsGo).wanted.load(std::memory_order_relaxed)))
            noteShare(step, change.letsGo);
    }
    LineObject::redo(step, change);
}

// What the dead one has given back, or waited for, is had by those who wait now.
template <class Rule>
void Resource<Rule>::proceed(const Step& step, const std::optional<Change>& left) {
    LetGo letGo;
    if (left && left->concernsAll)
        serveLine(step, 0, letGo, {.told = left->outcome});
    if constexpr (kHasShares) {
        if (!isEmpty(record().waiters))
            freeFromTheDead(step, letGo);
    }
    serveLine(step, 0, letGo);
    lendIfWanted();
    if (letGo.own)
        wakeUp(step, step.task, *letGo.own);
}

template <class Rule>
void Resource<Rule>::handOver(const Step& step, std::uint32_t units) {
    LetGo letGo;
    {
        const Inside inside{*this, step};
        serveLine(step, units, letGo);
        lendIfWanted();
    }
    wakeAll(step.thread, letGo.others);
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

}  // namespace heddle::runtime

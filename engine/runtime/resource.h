// An object of which units are taken and given back: the common part of the mutexes, Semaphore and Event. A
// Rule says what the 31 bits of its state mean, as pure functions:
//
//     static std::optional<std::uint32_t> take(state, task, units)   the state after `task` took; nothing: it
//                                                                    has to wait
//     static std::uint32_t give(state, task, units)                  the state after `task` gave back
//     static bool isOwner(state, task)                               may take without standing in line
//     static wire::Event takenEvent(word, units)                     what is told of it
//     static TaskRef ownerOf(state)                                  optional: who holds it alone. A process
//                                                                    that dies with it does not take it
//                                                                    along: the first in line has it then,
//                                                                    and is told
//     static bool isShare(units)                                     optional: whether these units are a
//                                                                    share, as a reader's. Who has one is
//                                                                    noted (wire/shares.h), so that it comes
//                                                                    back from the dead
//     static std::uint32_t shared(shares, capacity)                  with it: the state while so many are had
//     static std::uint32_t sharesIn(state, capacity)                 with it: how many are
//     kOutcomeOfDeath                                                with it: what who has it next is told
//     kNoShare                                                       with it: what is said to who gives back
//                                                                    a share that it does not have
//
// Uncontended, an operation is one compare-and-swap. Who cannot take stands in line; while somebody stands
// there nobody takes past the line, and who gives hands over to the first in it, and to those behind who can
// take as well.
#pragma once

#include <optional>
#include <vector>

#include "engine/runtime/deaths.h"
#include "engine/runtime/line_object.h"
#include "engine/runtime/priority.h"

namespace heddle::runtime {

template <class Rule>
class Resource : public LineObject {
protected:
    using LineObject::Inside;
    using LineObject::LineObject;

    // What a taker is about to do.
    struct Taking {
        wire::OperationKind kind;
        wire::Operation wait;  // what it is called while it waits
        std::uint32_t units = 1;
    };

    // Granted, or OwnerDied.
    wire::WaitOutcome take(const Taking& wanted, CallSite at) {
        const Step step = begin(wanted.kind, wanted.units, at);
        if (__builtin_expect(takeNow(step, wanted.units), 1))
            return wire::WaitOutcome::Granted;
        return takeInLine(step, wanted, Instant::max());
    }
    // TimedOut: it would have had to wait.
    wire::WaitOutcome tryTake(const Taking& wanted, CallSite at) {
        const Step step = begin(wanted.kind, wanted.units, at);
        if (takeNow(step, wanted.units) ||
            (hasPassedTheDead(step, wanted.units) && takeNow(step, wanted.units)))
            return wire::WaitOutcome::Granted;
        if constexpr (kHasShares)
            return takeAfterTheDead(step, wanted.units);
        // Who stands in line for no time at all is given what a dead one holds.
        return isOwnerDead(step) ? takeInLine(step, wanted, Instant::min()) : wire::WaitOutcome::TimedOut;
    }
    // TimedOut: `limit` has passed.
    wire::WaitOutcome takeFor(const Taking& wanted, Duration limit, CallSite at);
    static bool hasTaken(wire::WaitOutcome outcome) { return outcome != wire::WaitOutcome::TimedOut; }
    void give(wire::OperationKind kind, std::uint32_t units, CallSite at) {
        giveBack(begin(kind, units, at), units);
    }
    void giveBack(const Step& step, std::uint32_t units) {
        if (__builtin_expect(step.permit == wire::WaitOutcome::Cancelled, 0))
            return;
        if constexpr (kHasShares) {
            if (isShare(units))
                return giveShareBack(step);
        }
        StateWord seen{record().word.load(std::memory_order_relaxed)};
        while (!seen.hasWaiters()) {
            const StateWord wanted = seen.next(Rule::give(seen.state(), step.task, units), false);
            if (record().word.compare_exchange_weak(seen.bits, wanted.bits, std::memory_order_acq_rel)) {
                write(step, {.value = wanted.sequence(),
                             .kind = wire::EventKind::Released,
                             .detail = static_cast<std::uint16_t>(units)});
                giveLentPriorityBack(step);
                return;
            }
        }
        handOver(step, units);
        giveLentPriorityBack(step);
    }

private:
    static constexpr bool kHasShares = requires { Rule::isShare(0u); };
    static constexpr bool isShare(std::uint32_t units) {
        if constexpr (kHasShares)
            return Rule::isShare(units);
        return false;
    }
    [[nodiscard]] Step begin(wire::OperationKind kind, std::uint32_t units, CallSite at) const {
        return beginStep(at, {.kind = kind, .units = static_cast<std::uint16_t>(units), .object = id()});
    }
    bool takeNow(const Step& step, std::uint32_t units) {
        if (__builtin_expect(step.permit == wire::WaitOutcome::Cancelled, 0))
            return true;
        if constexpr (kHasShares) {
            if (isShare(units))
                return takeShareNow(step);
        }
        return changeNow(step, units);
    }
    // The state alone; of a share, with who takes it noted, under the guard.
    bool changeNow(const Step& step, std::uint32_t units) {
        StateWord seen{record().word.load(std::memory_order_relaxed)};
        while (!seen.hasWaiters() || Rule::isOwner(seen.state(), step.task)) {
            const std::optional<std::uint32_t> taken = Rule::take(seen.state(), step.task, units);
            if (!taken)
                return false;
            const StateWord wanted = seen.next(*taken, seen.hasWaiters());
            if (record().word.compare_exchange_weak(seen.bits, wanted.bits, std::memory_order_acq_rel)) {
                write(step, Rule::takenEvent(wanted, units));
                return true;
            }
        }
        return false;
    }
    void giveLentPriorityBack(const Step& step) const {
        if (__builtin_expect(lendsPriority(), 0))
            settlePriority(step.thread, step.task);
    }
    void writeWaits(const Step& step, const Taking& wanted, std::uint32_t sequence, WaitLimit limit) const;
    // TimedOut: the deadline came first.
    wire::WaitOutcome takeInLine(const Step& step, const Taking& wanted, Instant deadline);
    // Where only the line stands in the way: whether there were dead ones at its head, who are out of it now,
    // and those behind them have what they waited for.
    bool hasPassedTheDead(const Step& step, std::uint32_t units);
    [[nodiscard]] bool lendsPriority() const {
        return record().lendsPriority.load(std::memory_order_relaxed) != 0;
    }
    // Under the guard: the owner gets the highest priority in line, where the object lends priorities.
    void lendIfWanted() const;
    // Who holds it alone; none where nobody does, or where that is not known.
    [[nodiscard]] TaskRef ownerNow() const;
    // A share is noted before it is counted, and forgotten afterwards, under the guard.
    bool takeShareNow(const Step& step);
    bool noteAndTakeShare(const Step& step);  // the guard is held
    // The guard is held: takes what can be had now.
    bool takeUnderGuard(const Step& step, std::uint32_t units) {
        if constexpr (kHasShares) {
            if (isShare(units))
                return noteAndTakeShare(step);
        }
        return changeNow(step, units);
    }
    void giveShareBack(const Step& step);
    void noteShare(const Step& step, TaskRef holder);
    [[nodiscard]] std::uint32_t notedShares(const Step& step) const;
    // Takes what the dead hold, where nobody else waits for it: OwnerDied, Granted, or TimedOut where there
    // is nothing to take. If others stand in line they have it then.
    wire::WaitOutcome takeAfterTheDead(const Step& step, std::uint32_t units);
    // Under the guard, in these: what the dead hold goes to those in line who can take it.
    void freeFromTheDead(const Step& step, LetGo& letGo);
    // Who has a share and is dead; where the next holder is told of that, only one of them.
    [[nodiscard]] std::vector<TaskRef> deadHolders(const Step& step) const;
    // What the state is without their shares.
    [[nodiscard]] std::uint32_t stateWithout(const Step& step, const std::vector<TaskRef>& dead) const;
    void forgetShares(const Step& step, const std::vector<TaskRef>& dead);
    void forgetStaleShares(const Step& step);
    // Nobody stands in line: takes it in one step, so that nobody comes in between who would not be told.
    wire::WaitOutcome takeFromDeadHolders(const Step& step, std::uint32_t units);
    // As if each of the dead had given back so many units.
    void writeReturned(const Step& step, const std::vector<TaskRef>& dead, std::uint32_t units);
    // For who stands in line: what the dead hold goes to the first who lives, and a dead one at the head of
    // the line does not stand in the way of those behind. TimedOut: the running task still waits.
    wire::WaitOutcome takeOnceMore(const Step& step);
    // Until the next takeOnceMore().
    [[nodiscard]] Duration timeToLook(const Step& step) const;
    // Whether who holds it has died with its process, which is another one.
    [[nodiscard]] bool isOwnerDead(const Step& step) const;
    // Whether the running task was given what a dead one held.
    bool takeFromTheDead(const Step& step);
    void handOver(const Step& step, std::uint32_t units);
    // How those in line are served.
    struct Service {
        wire::WaitOutcome told = wire::WaitOutcome::Granted;
        std::optional<std::uint32_t> from{};  // as if that were the state
    };
    // Under the guard: `given` units are free again, and those at the head of the line take what they can.
    // How many they are.
    std::size_t serveLine(const Step& step, std::uint32_t given, LetGo& letGo, const Service& service = {});
    void redo(const Step& step, const Change& change) override;
    void proceed(const Step& step, const std::optional<Change>& left) override;
    // Under the guard, while nobody takes past the line: the number of an event that leaves the object in
    // `state`.
    std::uint32_t numberEvent(std::uint32_t state, std::uint32_t events = 1);
};

}  // namespace heddle::runtime

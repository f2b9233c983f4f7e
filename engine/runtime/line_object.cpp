#include "engine/runtime/line_object.h"

#include <algorithm>

#include "engine/base/futex.h"
#include "engine/runtime/deaths.h"
#include "engine/wire/grant.h"

namespace heddle::runtime {

using wire::WaiterList;
using wire::WaitOutcome;

void LineObject::wakeUp(const Step& step, TaskRef waiter, WaitOutcome outcome) {
    if (waiter == step.task)
        wire::grant(step.thread.runtime().segment(), waiter, outcome);
    else
        wake(step.thread, waiter, outcome);
}

void LineObject::letGoOn(const Step& step, WaiterList& line, const Change& noted, LetGo& letGo) {
    const TaskRef first = takeFirst(step.thread, line);
    under_way::noteMade(record());
    letPast();
    if (first == step.task)
        letGo.own = noted.outcome;
    else if (step.thread.runtime().hasRelatives())
        wake(step.thread, first, noted.outcome);
    else
        append(step.thread, letGo.others, first);
    under_way::forgetTask(record());
}

void LineObject::letPast() {
    if (isEmpty(record().waiters) && StateWord{record().word.load(std::memory_order_relaxed)}.hasWaiters())
        changeWord(record().word, [](StateWord word) { return word.next(word.state(), false, 0); });
}

bool LineObject::letFirstGo(const Step& step, bool isOneOfAll) {
    WaiterList& line = record().waiters;
    takeOutTheDead(step.thread, line);
    const TaskRef first = firstOf(line);
    if (first.isNone()) {
        if (isOneOfAll)
            under_way::forget(record());
        return false;
    }
    under_way::note(record(), {.letsGo = first, .concernsAll = isOneOfAll, .isMade = true});
    write(step, {.value = wire::packPair(first.value(), nextSequence(record().word)),
                 .kind = wire::EventKind::Granted});
    static_cast<void>(takeFirst(step.thread, line));
    if (step.thread.gate())
        step.thread.runtime().segment().controlOf(first).isNotified.store(1, std::memory_order_relaxed);
    else
        wakeUp(step, first, WaitOutcome::Granted);
    under_way::forgetTask(record());
    return true;
}

void LineObject::redo(const Step&, const Change& change) {
    if (StateWord{record().word.load(std::memory_order_relaxed)}.state() != change.stateAfter)
        changeWord(record().word,
                   [&](StateWord word) { return word.next(change.stateAfter, word.hasWaiters(), 0); });
}

void LineObject::findEnd(const Step& step, WaiterList& line) const {
    TaskRef end;
    for (TaskRef at = firstOf(line); !at.isNone();
         at = TaskRef{step.thread.record(at).nextWaiter.load(std::memory_order_relaxed)})
        end = at;
    line.last.store(end.value(), std::memory_order_relaxed);
}

void LineObject::settle(const Step& step) {
    findEnd(step, record().waiters);
    if (static_cast<wire::ObjectKind>(record().kind.load()) == wire::ObjectKind::Queue)
        findEnd(step, record().putters);
    const std::optional<Change> left = under_way::claim(record());
    if (left) {
        if (!left->isMade)
            redo(step, *left);
        if (const TaskRef task = left->letsGo; !task.isNone()) {
            static_cast<void>(
                leaveLine(step.thread, left->isPutter ? record().putters : record().waiters, task));
            std::atomic<std::uint32_t>& grant = step.thread.record(task).grant;
            std::uint32_t none = 0;
            if (step.thread.gate())
                step.thread.runtime().segment().controlOf(task).isNotified.store(1);
            else if (!grant.compare_exchange_strong(none, static_cast<std::uint32_t>(left->outcome)))
                futexWake(grant);  // the dead one may not have come to that
            else
                wakeUp(step, task, left->outcome);
        }
        under_way::forgetTask(record());
    }
    proceed(step, left);
    under_way::forget(record());
}

void LineObject::tellCarrier(const Step& step) {
    const std::uint32_t granted = step.record().grant.load(std::memory_order_acquire);
    if (granted == 0 || !step.thread.fibers())
        return;
    const Inside inside{*this, step};  // whoever lives and wakes it has done so
    const wire::Segment& segment = step.thread.runtime().segment();
    if (!wire::isOnStackOfGranted(segment, step.task))
        wire::grant(segment, step.task, static_cast<WaitOutcome>(granted));
}

WaitOutcome LineObject::parkAndLook(const Step& step, const Waiting& waiting) {
    const Runtime& runtime = step.thread.runtime();
    if (!step.thread.gate() && !runtime.hasRelatives() && !step.thread.fibers())
        if (const WaitOutcome outcome = parkWhileAlone(step, waiting.deadline);
            outcome != WaitOutcome::TimedOut || !runtime.hasRelatives())
            return outcome;
    for (bool hasJustCome = true;; hasJustCome = false) {
        const bool looks = step.thread.gate() || runtime.hasRelatives();
        const auto look = [&] { return looks && waiting.look ? waiting.look() : WaitOutcome::TimedOut; };
        if (looks && !hasJustCome && Guard::isLeftByTheDead(record().guard))
            const Inside inside{*this, step};
        if (waiting.looks)
            tellCarrier(step);
        if (const WaitOutcome outcome = look(); outcome != WaitOutcome::TimedOut)
            return outcome;
        const Instant next = std::min(waiting.deadline, deadlineAfter(looks ? waiting.nextLook() : kSeldom));
        if (const WaitOutcome outcome = park(step, next); outcome != WaitOutcome::TimedOut)
            return outcome;
        if (next == waiting.deadline)
            return look();
    }
}

WaitOutcome LineObject::waitInLine(const Step& step, const Waiting& waiting) {
    WaitOutcome outcome = parkAndLook(step, waiting);
    if (outcome == WaitOutcome::TimedOut) {
        {
            const Inside inside{*this, step};
            if (leaveLine(step.thread, waiting.line, step.task)) {
                if (waiting.giveUp)
                    waiting.giveUp();
                return outcome;
            }
        }
        if (waiting.looks)
            tellCarrier(step);
        outcome = park(step);  // it was let go on in the last moment: the wake-up is there, or on its way
    }
    while (!under_way::forgetOwn(record(), step.task)) const Inside wait{*this, step};
    return outcome;
}

bool LineObject::waitToGo(const Step& step, bool looks, wire::OperationKind kind, const Duration* limit,
                          CallSite at, const std::function<void()>& giveUp) {
    const auto leave = [&] {
        writeWaitEnded(step, WaitOutcome::TimedOut, id(), {}, nextSequence(record().word));
        if (giveUp)
            giveUp();
    };
    if (step.thread.gate()) {
        const Step next = beginStep(
            at,
            {.kind = kind, .timed = limit != nullptr, .object = id(), .length = limit ? *limit : Duration{}});
        if (next.permit == WaitOutcome::TimedOut) {
            const Inside inside{*this, step};
            if (leaveLine(step.thread, record().waiters, step.task)) {
                leave();
                return false;
            }
        }
    } else if (waitInLine(step, {.line = record().waiters,
                                 .deadline = limit ? deadlineAfter(*limit) : Instant::max(),
                                 .looks = looks,
                                 .giveUp = leave}) == WaitOutcome::TimedOut) {
        return false;
    }
    writeWaitEnded(step, WaitOutcome::Granted, id(), {}, nextSequence(record().word));
    return true;
}

}  // namespace heddle::runtime

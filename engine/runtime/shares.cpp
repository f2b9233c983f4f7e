// Shares: who has one is noted, and it comes back when its process dies.
#include "engine/runtime/robust_semaphore.h"
#include "engine/runtime/shared_mutex.h"

#include "engine/wire/shares.h"

namespace heddle::runtime {

using wire::EventKind;
using wire::WaitOutcome;

template <class Rule>
void Resource<Rule>::noteShare(const Step& step, TaskRef holder) {
    if (!wire::noteShare(step.thread.runtime().segment(), record(), holder))
        giveUp("share an object with so many others",
               "the run already has as many shares and synchronisation objects as it can hold");
}

template <class Rule>
bool Resource<Rule>::noteAndTakeShare(const Step& step) {
    noteShare(step, step.task);
    if (changeNow(step, 1))
        return true;
    static_cast<void>(wire::forgetShare(step.thread.runtime().segment(), record(), step.task));
    return false;
}

template <class Rule>
bool Resource<Rule>::takeShareNow(const Step& step) {
    const StateWord seen{record().word.load(std::memory_order_relaxed)};
    if (seen.hasWaiters() || !Rule::take(seen.state(), step.task, 1))
        return false;
    const Inside inside{*this, step};
    return noteAndTakeShare(step);
}

template <class Rule>
std::uint32_t Resource<Rule>::notedShares(const Step& step) const {
    return static_cast<std::uint32_t>(wire::shareHolders(step.thread.runtime().segment(), record()).size());
}

template <class Rule>
void Resource<Rule>::giveShareBack(const Step& step) {
    const wire::Segment& segment = step.thread.runtime().segment();
    wire::WaiterList letGo;
    bool isMine = false;
    {
        const Inside inside{*this, step};
        isMine = wire::hasShare(segment, record(), step.task);
        if (isMine) {
            if (isEmpty(record().waiters)) {
                const StateWord now = changeWord(record().word, [&](StateWord word) {
                    return word.next(Rule::give(word.state(), step.task, 1), false);
                });
                write(step, {.value = now.sequence(), .kind = EventKind::Released, .detail = 1});
            } else {
                serveLine(step, 1, letGo);
            }
            static_cast<void>(wire::forgetShare(segment, record(), step.task));
        }
    }
    if (!isMine)  // without the guard: in a controlled run the others go on
        misuse(Rule::kNoShare);
    wakeAll(step.thread, letGo);
}

template <class Rule>
void Resource<Rule>::writeReturned(TaskRef dead, std::uint32_t units, std::uint32_t sequence,
                                   const Step& step) const {
    write(step, {.value = sequence,
                 .task = dead.value(),
                 .kind = EventKind::Released,
                 .detail = static_cast<std::uint16_t>(units)});
}

template <class Rule>
bool Resource<Rule>::freeShares(const Step& step) {
    const wire::Segment& segment = step.thread.runtime().segment();
    const std::vector<TaskRef> holders = wire::shareHolders(segment, record());
    std::vector<TaskRef> dead;
    for (const TaskRef holder : holders) {
        if (hasDiedElsewhere(step.thread, holder))
            dead.push_back(holder);
    }
    for (const TaskRef holder : dead) static_cast<void>(wire::forgetShare(segment, record(), holder));
    const auto left = static_cast<std::uint32_t>(holders.size() - dead.size());
    const auto gone = static_cast<std::uint32_t>(dead.size());
    if (gone == 0)
        return false;
    const bool hasOwner = !ownerNow().isNone();
    const std::uint32_t capacity = record().capacity.load(std::memory_order_relaxed);
    const StateWord now = changeWord(record().word, [&](StateWord word) {
        return word.next(hasOwner ? word.state() : Rule::shared(left, capacity), word.hasWaiters(), gone);
    });
    for (std::uint32_t i = 0; i < gone; ++i) writeReturned(dead[i], 1, now.sequence() - gone + 1 + i, step);
    return true;
}

template <class Rule>
WaitOutcome Resource<Rule>::freeFromTheDead(const Step& step, wire::WaiterList& letGo) {
    const TaskRef writer = ownerNow();
    if (writer.isNone() ? !freeShares(step) : !hasDiedElsewhere(step.thread, writer))
        return WaitOutcome::TimedOut;
    if (!writer.isNone())
        writeReturned(writer, wire::kAllUnits, numberEvent(0), step);
    const WaitOutcome told = writer.isNone() ? Rule::kOutcomeOfDeath : WaitOutcome::OwnerDied;
    serveLine(step, 0, letGo, told);
    return told;
}

template <class Rule>
WaitOutcome Resource<Rule>::takeAfterTheDead(const Step& step, std::uint32_t units) {
    if (!step.thread.gate() && !step.thread.runtime().hasRelatives())
        return WaitOutcome::TimedOut;
    wire::WaiterList letGo;
    WaitOutcome told = WaitOutcome::TimedOut, own = WaitOutcome::TimedOut;
    {
        const Inside inside{*this, step};
        const bool hasPassed = takeOutTheDead(step.thread, record().waiters);
        const std::size_t served = hasPassed ? serveLine(step, 0, letGo) : 0;
        if (hasPassed)
            told = WaitOutcome::Granted;
        const TaskRef writer = ownerNow();
        if (served != 0) {
            // They come first, and hold it now.
        } else if (!isEmpty(record().waiters)) {
            told = freeFromTheDead(step, letGo);
        } else if (!writer.isNone() && hasDiedElsewhere(step.thread, writer)) {
            // In one step: nobody comes in between, who would not be told.
            if (isShare(units))
                noteShare(step, step.task);
            const StateWord now = changeWord(record().word, [&](StateWord word) {
                return word.next(*Rule::take(0, step.task, units), false, 2);
            });
            writeReturned(writer, wire::kAllUnits, now.sequence() - 1, step);
            write(step, Rule::takenEvent(now, units));
            own = WaitOutcome::OwnerDied;
        } else if (writer.isNone() && freeShares(step)) {
            if (takeUnderGuard(step, units))
                own = Rule::kOutcomeOfDeath;
        }
    }
    tell(step, letGo, told);
    return own;
}

template class Resource<SharedMutexRule>;
template class Resource<RobustSemaphoreRule>;

}  // namespace heddle::runtime

// Shares: who has one is noted, and it comes back when its process dies.
#include "engine/runtime/resource_members.h"
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
    return wire::countShares(step.thread.runtime().segment(), record());
}

template <class Rule>
void Resource<Rule>::giveShareBack(const Step& step) {
    const wire::Segment& segment = step.thread.runtime().segment();
    LetGo letGo;
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
    wakeAll(step.thread, letGo.others);
}

template <class Rule>
void Resource<Rule>::writeReturned(const Step& step, const std::vector<TaskRef>& dead, std::uint32_t units) {
    for (const TaskRef one : dead)
        write(step, {.value = nextSequence(record().word),
                     .task = one.value(),
                     .kind = EventKind::Released,
                     .detail = static_cast<std::uint16_t>(units)});
}

template <class Rule>
std::vector<TaskRef> Resource<Rule>::deadHolders(const Step& step) const {
    std::vector<TaskRef> dead;
    for (const TaskRef holder : wire::shareHolders(step.thread.runtime().segment(), record())) {
        if (!hasDiedElsewhere(step.thread, holder))
            continue;
        dead.push_back(holder);
        if (Rule::kOutcomeOfDeath == WaitOutcome::OwnerDied)
            break;  // one at a time: who has it next is told of it
    }
    return dead;
}

template <class Rule>
std::uint32_t Resource<Rule>::stateWithout(const Step& step, const std::vector<TaskRef>& dead) const {
    return Rule::shared(notedShares(step) - static_cast<std::uint32_t>(dead.size()),
                        record().capacity.load(std::memory_order_relaxed));
}

// Who was killed while it took or gave back is noted, and not counted.
template <class Rule>
void Resource<Rule>::forgetStaleShares(const Step& step) {
    const StateWord now{record().word.load(std::memory_order_relaxed)};
    const std::uint32_t counted =
        Rule::sharesIn(now.state(), record().capacity.load(std::memory_order_relaxed));
    std::uint32_t noted = notedShares(step);
    if (noted <= counted)
        return;
    for (const TaskRef holder : wire::shareHolders(step.thread.runtime().segment(), record())) {
        if (noted > counted && hasDiedElsewhere(step.thread, holder)) {
            forgetShares(step, {holder});
            --noted;
        }
    }
}

template <class Rule>
void Resource<Rule>::forgetShares(const Step& step, const std::vector<TaskRef>& dead) {
    for (const TaskRef holder : dead)
        static_cast<void>(wire::forgetShare(step.thread.runtime().segment(), record(), holder));
}

// What the dead have is not free before somebody has it, and then they are forgotten: whoever is killed in
// between leaves them to be found once more, and told of.
template <class Rule>
void Resource<Rule>::freeFromTheDead(const Step& step, LetGo& letGo) {
    if (const TaskRef writer = ownerNow(); !writer.isNone()) {
        if (!hasDiedElsewhere(step.thread, writer))
            return;
        writeReturned(step, {writer}, wire::kAllUnits);
        serveLine(step, 0, letGo, {.told = WaitOutcome::OwnerDied, .from = 0});
        return;
    }
    forgetStaleShares(step);
    while (!isEmpty(record().waiters)) {
        const std::vector<TaskRef> dead = deadHolders(step);
        if (dead.empty())
            return;
        const std::uint32_t state = stateWithout(step, dead);
        writeReturned(step, dead, 1);
        const std::size_t served = serveLine(step, 0, letGo, {.told = Rule::kOutcomeOfDeath, .from = state});
        if (served == 0)
            numberEvent(state, 0);
        forgetShares(step, dead);
        if (served == 0)
            return;
    }
}

template <class Rule>
WaitOutcome Resource<Rule>::takeFromDeadHolders(const Step& step, std::uint32_t units) {
    const TaskRef writer = ownerNow();
    if (!writer.isNone() && !hasDiedElsewhere(step.thread, writer))
        return WaitOutcome::TimedOut;
    if (writer.isNone())
        forgetStaleShares(step);
    const std::vector<TaskRef> dead = writer.isNone() ? deadHolders(step) : std::vector{writer};
    if (dead.empty())
        return WaitOutcome::TimedOut;
    const std::uint32_t state = writer.isNone() ? stateWithout(step, dead) : 0;
    const std::optional<std::uint32_t> taken = Rule::take(state, step.task, units);
    writeReturned(step, dead, writer.isNone() ? 1 : wire::kAllUnits);
    if (taken && isShare(units))
        noteShare(step, step.task);
    const StateWord now = changeWord(record().word, [&](StateWord word) {
        return word.next(taken.value_or(state), false, taken ? 1 : 0);
    });
    if (taken)
        write(step, Rule::takenEvent(now, units));
    if (writer.isNone())
        forgetShares(step, dead);
    if (!taken)
        return WaitOutcome::TimedOut;
    return writer.isNone() ? Rule::kOutcomeOfDeath : WaitOutcome::OwnerDied;
}

template <class Rule>
WaitOutcome Resource<Rule>::takeAfterTheDead(const Step& step, std::uint32_t units) {
    if (!step.thread.gate() && !step.thread.runtime().hasRelatives())
        return WaitOutcome::TimedOut;
    LetGo letGo;
    WaitOutcome own = WaitOutcome::TimedOut;
    {
        const Inside inside{*this, step};
        const std::size_t served =
            takeOutTheDead(step.thread, record().waiters) ? serveLine(step, 0, letGo) : 0;
        if (served != 0) {
            // They come first, and hold it now.
        } else if (!isEmpty(record().waiters)) {
            freeFromTheDead(step, letGo);
        } else {
            own = takeFromDeadHolders(step, units);
        }
    }
    wakeAll(step.thread, letGo.others);
    return own;
}

template class Resource<SharedMutexRule>;
template class Resource<RobustSemaphoreRule>;

}  // namespace heddle::runtime

// The shares of readers: who has one is noted, and it comes back when its process dies.
#include "engine/runtime/shared_mutex.h"

#include "engine/wire/readers.h"

namespace heddle::runtime {

using wire::EventKind;
using wire::WaitOutcome;

template <class Rule>
void Resource<Rule>::noteShare(const Step& step, TaskRef reader) {
    if (!wire::noteReader(step.thread.runtime().segment(), record(), reader))
        giveUp("read a shared mutex together with so many others",
               "the run already has as many readers and synchronisation objects as it can hold");
}

template <class Rule>
bool Resource<Rule>::noteAndTakeShare(const Step& step) {
    noteShare(step, step.task);
    if (changeNow(step, 1))
        return true;
    static_cast<void>(wire::forgetReader(step.thread.runtime().segment(), record(), step.task));
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
    return static_cast<std::uint32_t>(wire::readersOf(step.thread.runtime().segment(), record()).size());
}

template <class Rule>
void Resource<Rule>::giveShareBack(const Step& step) {
    const wire::Segment& segment = step.thread.runtime().segment();
    wire::WaiterList letGo;
    bool isMine = false;
    {
        const Inside inside{*this, step};
        isMine = wire::isReader(segment, record(), step.task);
        if (isMine) {
            if (isEmpty(record().waiters)) {
                const StateWord now = changeWord(record().word, [&](StateWord word) {
                    return word.next(Rule::give(word.state(), step.task, 1), false);
                });
                write(step, {.value = now.sequence(), .kind = EventKind::Released, .detail = 1});
            } else {
                serveLine(step, 1, letGo);
            }
            static_cast<void>(wire::forgetReader(segment, record(), step.task));
        }
    }
    if (!isMine)  // without the guard: in a controlled run the others go on
        misuse("a task unlocks a shared mutex that it does not read");
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
    const std::vector<TaskRef> readers = wire::readersOf(segment, record());
    std::vector<TaskRef> dead;
    for (const TaskRef reader : readers) {
        if (hasDiedElsewhere(step.thread, reader))
            dead.push_back(reader);
    }
    for (const TaskRef reader : dead) static_cast<void>(wire::forgetReader(segment, record(), reader));
    const auto left = static_cast<std::uint32_t>(readers.size() - dead.size());
    const auto gone = static_cast<std::uint32_t>(dead.size());
    if (gone == 0)
        return false;
    const StateWord now = changeWord(record().word, [&](StateWord word) {
        const bool isWritten = !Rule::ownerOf(word.state()).isNone();
        return word.next(isWritten ? word.state() : left, word.hasWaiters(), gone);
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
    const WaitOutcome told = writer.isNone() ? WaitOutcome::Granted : WaitOutcome::OwnerDied;
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
                own = WaitOutcome::Granted;
        }
    }
    tell(step, letGo, told);
    return own;
}

template class Resource<SharedMutexRule>;

}  // namespace heddle::runtime

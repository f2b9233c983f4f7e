#include "engine/runtime/barrier.h"

#include "engine/runtime/expect.h"

#include "engine/base/check.h"

namespace heddle::runtime {

using wire::EventKind;
using wire::OperationKind;

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr std::uint32_t kBroken = kLargestState;  // else the state is how many have arrived
constexpr std::uint16_t kNotPassed = 1;           // TaskRecord::wanted of who goes on because it broke

}  // namespace

Barrier::Barrier(std::uint32_t parties, std::string_view name, CallSite at)
    : LineObject(wire::ObjectKind::Barrier, name, parties, 0, at), m_parties(parties) {
    if (parties == 0 || parties >= kBroken)
        misuse("a barrier is made for nobody, or for more tasks than a run can have");
}

std::uint32_t Barrier::state() const {
    return StateWord{record().word.load(kRelaxed)}.state();
}

std::uint32_t Barrier::numberEvent(std::uint32_t state) {
    return changeWord(record().word, [state](StateWord word) { return word.next(state, false); }).sequence();
}

std::optional<bool> Barrier::arrive(const Duration* limit, CallSite at) {
    const Step step = beginStep(at, {.kind = OperationKind::ArriveAtBarrier, .object = id()});
    bool isLast = false, looks = false;
    {
        const Inside inside{*this, step};
        if (state() == kBroken)
            return std::nullopt;
        const std::uint32_t arrived = state() + 1;
        isLast = arrived == m_parties;
        write(step, {.value = wire::packPair(arrived, numberEvent(arrived)), .kind = EventKind::ValueSet});
        if (isLast && step.thread.gate())
            step.thread.runtime().segment().controlOf(step.task).isNotified.store(1, kRelaxed);
        if (isLast) {
            endRound(step);
        } else {
            writeWaitBegan(step, wire::Operation::WaitBarrier, id(), {}, nextSequence(record().word),
                           limitIf(limit));
            step.record().wanted.store(0, kRelaxed);
            standInLine(step, record().waiters);
            looks = step.thread.runtime().hasRelatives();
        }
    }
    if (!isLast)
        return waitForOthers(step, looks, limit, at) ? std::optional{false} : std::nullopt;
    if (step.thread.gate())
        beginStep(at, {.kind = OperationKind::PassBarrier, .object = id()});
    return true;
}

bool Barrier::waitForOthers(const Step& step, bool looks, const Duration* limit, CallSite at) {
    if (!waitToGo(step, looks, OperationKind::PassBarrier, limit, at, [&] { breakUp(step); }))
        return false;
    return step.record().wanted.load(kRelaxed) != kNotPassed;
}

void Barrier::endRound(const Step& step) {
    while (letFirstGo(step)) {
    }
    write(step, {.value = numberEvent(0), .kind = EventKind::ValueSet});
}

void Barrier::breakUp(const Step& step) {
    if (state() != kBroken)
        write(step, {.value = numberEvent(kBroken), .kind = EventKind::ValueSet});
    for (TaskRef at = firstOf(record().waiters); !at.isNone();
         at = TaskRef{step.thread.record(at).nextWaiter.load(kRelaxed)})
        step.thread.record(at).wanted.store(kNotPassed, kRelaxed);
    while (letFirstGo(step)) {
    }
}

// The dead one came last, or gave up.
void Barrier::proceed(const Step& step, const std::optional<Change>&) {
    if (state() == m_parties)
        endRound(step);
    else if (state() == kBroken)
        breakUp(step);
}

bool Barrier::isBroken(CallSite at) const {
    beginStep(at, {.kind = OperationKind::Read, .object = id()});
    return state() == kBroken;
}

}  // namespace heddle::runtime

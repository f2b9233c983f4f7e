// What the fold keeps of one task between two events: the facts from which its state follows, and its open
// interval. Three cache lines; the first is all that most events need.
#pragma once

#include <cstdint>

#include "engine/model/history.h"
#include "engine/wire/event.h"

namespace heddle::model {

// How far a wait that the runtime told of has come.
enum class WaitPhase : std::uint8_t {
    None = 0,     // it waits for nothing that we know of
    Waiting = 1,  // its event has not come
    Granted = 2,  // its event has come, but it has not gone on yet
};

struct alignas(64) TaskRecord {
    Entry open;                   // the state shown, since when
    Entry* tail = nullptr;        // where the next closed entry goes, within the last block
    std::uint32_t closed = 0;     // entries in the history
    std::uint32_t changedAt = 0;  // the snapshot that has to copy it anew

    State own =
        State::New;  // what the evidence says of it alone: without stops, and for a fiber without its carrier
    WaitPhase waitPhase = WaitPhase::None;
    wire::TaskKind kind = wire::TaskKind::Process;
    bool stopped : 1 = false;         // suspended from outside
    bool onCarrier : 1 = false;       // Fiber: occupies its carrier
    bool isReopened : 1 = false;      // the open interval was closed before: it stands in the history already
    bool isListedKnown : 1 = false;   // in TaskFold::m_known
    bool waitsForOthers : 1 = false;  // in a wait that only other tasks can end (DeadlockWatch keeps it)
    bool isStuck : 1 = false;         // nobody can let it go on any more (likewise)
    bool isJoined : 1 = false;        // somebody waits or has waited for its end (likewise)
    bool isWaitShown : 1 = false;     // an entry of the history shows its wait (a thread: or its fiber's)
    bool countsAsLive : 1 = false;    // alive, or ended so lately that it counts (likewise)

    std::uint32_t wait = 0;     // number of the wait that it is in; meaningful unless waitPhase is None
    std::uint32_t waker = 0;    // of the present Ready or Running
    std::uint32_t granter = 0;  // who ended its wait, before the kernel says that it is ready
    std::uint32_t partner = 0;  // a thread: the fiber on it; a fiber: its carrier
    std::uint16_t cpu = static_cast<std::uint16_t>(CpuId::None);  // the last one it ran on
    std::uint16_t holds = 0;  // of how many objects it is a holder; the largest number stays
    std::uint32_t scope = 0;  // of its process, in DeadlockWatch's tree

    // --- second line ---
    alignas(64) std::int64_t totals[kStateCount] = {};  // ns in each state before open.begin

    // --- third line ---
    History* history = nullptr;
    std::uint64_t voluntarySwitches = 0;
    std::uint64_t involuntarySwitches = 0;
    std::int64_t waitSince = 0;  // ns; since when it waits, as the runtime told
    std::uint32_t site = 0;
    std::uint32_t lastWaker = 0;
    std::uint32_t waitObject = 0;  // 1 + number of the object in whose queue it stands; 0: none
    std::uint32_t nextWaiter = 0, previousWaiter = 0;  // in that queue
    std::uint32_t firstFiber = 0, nextFiber = 0;  // a thread's fibers; the next one of this fiber's carrier
    std::uint32_t nextInProcess = 0;              // a process: its first thread; a thread: the next one

    void changeHolds(int by) {
        if (holds != 0xffff)
            holds = static_cast<std::uint16_t>(holds + by);
    }
    [[nodiscard]] bool isFiber() const { return kind == wire::TaskKind::Fiber; }
    [[nodiscard]] bool isEnded() const { return own == State::Terminated; }
};
static_assert(sizeof(TaskRecord) == 192);

}  // namespace heddle::model

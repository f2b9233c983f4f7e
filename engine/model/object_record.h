// What the fold keeps of one synchronisation object.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/object_info.h"
#include "engine/wire/event.h"

namespace heddle::model {

struct alignas(64) ObjectRecord {
    // What every event needs, in one line of the cache.
    ObjectId id;
    wire::ObjectKind kind = wire::ObjectKind::Mutex;
    bool certain = true;
    bool cameBack = false;         // Semaphore: a holder has released units
    bool cameForeign = false;      // Semaphore: somebody has released units that it did not hold
    bool hasOpenWaits = false;     // waits that its state may end at once, if it stays
    bool hasNewRule = false;       // more tasks can end a wait for it than could before
    bool isOverdueListed = false;  // ObjectFold looks how old what it keeps back is
    bool hasExpected = false;      // false until the first numbered event
    std::uint32_t expected = 0;    // the sequence number that comes next
    std::uint32_t scope = 0;       // whoever uses it is of this scope (ScopeTree)
    std::uint32_t changedAt = 0;   // the snapshot that has to copy it anew
    TaskId
        soleHolder;  // the one holder, where there is one alone: whom a wait hangs on, without a look there
    std::uint32_t firstWaiter = 0, lastWaiter = 0;  // TaskIds; the queue runs through the task records
    // Came before one with a lower number: a heap, the lowest first. Its `time`: since when it is kept.
    std::vector<wire::Event> early;

    std::int64_t level = 0;
    std::vector<Holder> holders;
    std::int64_t heldUnits = 0;    // by all of them
    std::uint32_t mostWanted = 0;  // Semaphore: nobody in line asks for more units
    std::uint64_t waiterCount = 0;
    std::uint64_t acquisitions = 0;
    std::uint64_t contended = 0;
    std::uint64_t maxWaiters = 0;
    std::int64_t maxDepth = 0;
    std::int64_t underWay = 0;  // Pipe...: messages sent and not received yet
    std::uint64_t reads = 0, writes = 0;
    std::uint64_t ownerDeaths = 0;
    TaskId lastDeadOwner, lastHeir;
    bool awaitsHeir = false;  // SharedMutex: its writer died, and who takes it next was told
    TextId name;
    TaskId creator;
    std::int64_t created = 0;
    std::int64_t capacity = 0;

    GrowingList<Hold, 28> holds;
    GrowingList<LevelStep, 28> levels;
    GrowingList<LevelStep, 28> waiterCounts;

    // After each change of who holds it.
    void noteHolders() { soleHolder = holders.size() == 1 ? holders.front().task : TaskId{}; }
    // Of a semaphore: its units came back, and always from who had taken them.
    [[nodiscard]] bool isUsedAsLock() const { return cameBack && !cameForeign; }
    // Of a semaphore: how many there are.
    [[nodiscard]] std::int64_t units() const { return level + heldUnits; }
    // One task at most holds it.
    [[nodiscard]] bool isExclusive() const {
        return kind == wire::ObjectKind::Mutex || kind == wire::ObjectKind::RecursiveMutex;
    }
    // Alone or not at all: who holds it is the one that a waiter waits for.
    [[nodiscard]] bool isMutexLike() const { return isExclusive() || kind == wire::ObjectKind::SharedMutex; }
};

}  // namespace heddle::model

#include "engine/model/wait_ender.h"

#include <algorithm>

namespace heddle::model {

using wire::ObjectKind;
using wire::Operation;

namespace {

constexpr int kLineLooked = 64;  // how far ahead in a line somebody is looked for
// Linux gives a pipe 16 pages, and each message one of them. A message is told as sent before it is written
// and as received after it was read, so a pipe with fewer under way has room. (To who has too many pipes it
// gives less: no verdict then.)
constexpr std::int64_t kPipePlaces = 16;
constexpr std::int64_t kLeavingTime = 10'000'000;  // ns; a fiber that waits has left its carrier by then

bool isHeldAlone(const ObjectRecord& object) {
    return object.holders.size() == 1 && object.holders.front().units >= wire::kAllUnits;
}

// The process of a holder has died: the runtime hands on what it held.
bool isRobust(const TaskFold& tasks, const ObjectRecord& object, std::uint32_t waiter) {
    return std::any_of(object.holders.begin(), object.holders.end(), [&](const Holder& holder) {
        return tasks.hasDiedElsewhere(holder.task.value(), waiter);
    });
}

// Whether somebody stands ahead of it in line, to stay, whose wait is `such`.
template <class Such>
bool isBehindOne(const Store& store, const TaskFold& tasks, const TaskRecord& waiter, Such such) {
    int looked = 0;
    for (std::uint32_t w = waiter.previousWaiter; w != 0 && looked < kLineLooked; ++looked) {
        if (staysInLine(store, tasks.record(w)) && such(store.waits[tasks.record(w).wait]))
            return true;
        w = tasks.record(w).previousWaiter;
    }
    return false;
}

// As many units as it asks for are free, and nobody before it in line waits for more.
bool hasItsUnits(const Store& store, const TaskFold& tasks, const TaskRecord& waiter,
                 const ObjectRecord& semaphore) {
    const auto wantsMore = [&semaphore](const Wait& wait) { return wait.units > semaphore.level; };
    return !wantsMore(store.waits[waiter.wait]) &&
           (tasks.isControlled() || !isBehindOne(store, tasks, waiter, wantsMore));
}

WaitEnder enderAt(const Store& store, const TaskFold& tasks, std::uint32_t task, const Wait& wait) {
    const TaskRecord& t = tasks.record(task);
    if (t.waitObject == 0)
        return WaitEnder::Anybody;
    const ObjectRecord& object = store.objects[t.waitObject - 1];
    if (!object.certain || !object.early.empty())
        return WaitEnder::Anybody;
    const auto onlyIf = [](bool isSo, WaitEnder ender) { return isSo ? ender : WaitEnder::Anybody; };
    switch (object.kind) {
        case ObjectKind::Mutex:
            return onlyIf(!object.soleHolder.isNone() && !isRobust(tasks, object, task),
                          WaitEnder::EveryHolder);
        case ObjectKind::RecursiveMutex:
            return onlyIf(!object.soleHolder.isNone() && object.soleHolder.value() != task &&
                              !isRobust(tasks, object, task),
                          WaitEnder::EveryHolder);
        case ObjectKind::SharedMutex:
            return onlyIf(!object.holders.empty() && !isRobust(tasks, object, task) &&
                              (wait.operation != Operation::LockShared || isHeldAlone(object) ||
                               isBehindOne(store, tasks, t,
                                           [](const Wait& w) { return w.operation == Operation::Lock; })),
                          WaitEnder::EveryHolder);
        case ObjectKind::Semaphore:
            return onlyIf(!hasItsUnits(store, tasks, t, object),
                          object.isUsedAsLock() && wait.units <= object.units() ? WaitEnder::EnoughHolders
                                                                                : WaitEnder::SharingTask);
        case ObjectKind::Queue:
            return onlyIf(wait.operation == Operation::Get
                              ? object.level == 0
                              : object.capacity > 0 && object.level >= object.capacity,
                          WaitEnder::SharingTask);
        case ObjectKind::Event:
            return onlyIf(object.level == 0, WaitEnder::SharingTask);
        case ObjectKind::Condition:
        case ObjectKind::Barrier:
            return WaitEnder::SharingTask;
        case ObjectKind::Pipe:
            // Who waits to read has a message coming that is under way already; who waits to write has room
            // as soon as one was received, before it wakes up and says so.
            return onlyIf(
                wait.operation == Operation::Read ? object.underWay <= 0 : object.underWay >= kPipePlaces,
                WaitEnder::SharingTask);
        case ObjectKind::Future:
            return onlyIf(object.level < static_cast<std::int64_t>(wire::FutureStatus::Done),
                          WaitEnder::SharingTask);
        case ObjectKind::Variable:
        case ObjectKind::File:
        case ObjectKind::Socket:
        case ObjectKind::Signal:
        case ObjectKind::SharedMemory:
        case ObjectKind::MessageQueue:
        case ObjectKind::Descriptor:
            break;
    }
    return WaitEnder::Anybody;
}

}  // namespace

bool staysInLine(const Store& store, const TaskRecord& waiter) {
    return waiter.waitPhase == WaitPhase::Waiting && !store.waits[waiter.wait].hasTimeLimit;
}

WaitEnder enderOf(const Store& store, const TaskFold& tasks, std::uint32_t task) {
    const TaskRecord& t = tasks.record(task);
    const Wait& wait = store.waits[t.wait];
    if (t.waitPhase != WaitPhase::Waiting || wait.hasTimeLimit)
        return WaitEnder::Anybody;
    switch (wait.operation) {
        case Operation::None:
        case Operation::Sleep:
        case Operation::Accept:
        case Operation::Connect:
            return WaitEnder::Anybody;
        case Operation::Join: {
            if (wait.other.isNone() || tasks.record(wait.other.value()).isEnded())
                return WaitEnder::Anybody;
            const bool isProcess = tasks.record(wait.other.value()).kind == wire::TaskKind::Process;
            return isProcess ? WaitEnder::JoinedProcess : WaitEnder::JoinedTask;
        }
        default:
            return enderAt(store, tasks, task, wait);
    }
}

std::uint32_t carrierHeldBy(const TaskFold& tasks, std::uint32_t fiber, std::int64_t time) {
    const TaskRecord& f = tasks.record(fiber);
    if (!f.isFiber() || f.onCarrier || f.partner == 0 || f.own != State::Ready)
        return 0;
    const TaskRecord& carrier = tasks.record(f.partner);
    const std::uint32_t occupant = carrier.partner;
    const bool isHeld = occupant != 0 && tasks.record(occupant).waitsForOthers &&
                        carrier.own == State::Blocked && time - carrier.open.begin >= kLeavingTime;
    return isHeld ? occupant : 0;
}

}  // namespace heddle::model

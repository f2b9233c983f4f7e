// The scenes of tst_killed_midway: an object, some who wait, and somebody who is killed after so many
// instructions of what it does to let them go on.
#pragma once

#include <atomic>
#include <optional>
#include <set>
#include <vector>

#include "engine/runtime/barrier.h"
#include "engine/runtime/condition.h"
#include "engine/runtime/event.h"
#include "engine/runtime/queue.h"
#include "engine/runtime/recursive_mutex.h"
#include "engine/runtime/robust_semaphore.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_mutex.h"
#include "engine/wire/grant.h"
#include "tests/engine/runtime/object_story.h"
#include "tests/engine/runtime/stepped_process.h"

namespace heddle::test {

using namespace runtime;
using namespace std::chrono_literals;

inline constexpr Duration kLong = 20s;  // who has waited so long was let down
inline constexpr auto kNothing = [] {};

// How a scene ended in which somebody was killed after some instructions of an operation.
struct Outcome {
    std::uint64_t made;  // instructions; fewer than asked for if the operation was over
    bool isRight;
};
using Scene = Outcome (*)(std::uint64_t instructions);

inline void awaitLine(const wire::WaiterList& line, std::size_t length) {
    while (lengthOf(line) != length) sleepFor(50us);
}
inline wire::ObjectRecord& recordOf(const SyncObject& object) {
    return observedSegment().object(object.id());
}

// Who waits as the only one in the object's line, out of it.
inline TaskRef takenOut(const SyncObject& object) {
    wire::WaiterList& line = recordOf(object).waiters;
    awaitLine(line, 1);
    line.last = 0;
    return TaskRef{line.first.exchange(0)};
}

inline std::uint64_t killAfter(std::uint64_t instructions, SteppedProcess& victim) {
    const std::uint64_t made = victim.make(instructions);
    victim.kill();
    return made;
}

// Whether an object is whole again: who comes into its line now is let go on as ever.
template <class Wait, class LetGo>
bool letsTheNextGo(const SyncObject& object, const Wait& wait, const LetGo& letGo) {
    bool isGone = false;
    Thread next{"next", [&] { isGone = static_cast<bool>(wait()); }};
    awaitLine(recordOf(object).waiters, 1);
    letGo();
    next.join();
    return isGone;
}
template <class Lock>
bool isWhole(Lock& lock) {
    return lock.tryLock() && letsTheNextGo(
                                 lock,
                                 [&] {
                                     const auto found = lock.lockFor(kLong);
                                     if (found)
                                         lock.unlock();
                                     return found;
                                 },
                                 [&] { lock.unlock(); });
}
// One of which no unit is free.
inline bool isWhole(Semaphore& units) {
    return letsTheNextGo(
        units, [&] { return units.acquireFor(kLong); }, [&] { units.release(); });
}
template <class Items>
bool isWholeAndEmpty(Items& queue) {
    return !queue.tryGet() && letsTheNextGo(
                                  queue, [&] { return queue.getFor(kLong) == 7; }, [&] { queue.put(7); });
}

template <class Lock>
Outcome unlocks(std::uint64_t instructions) {
    Lock lock{"lock"};
    std::optional<Locked> found;
    std::uint64_t made = 0;
    {
        SteppedProcess victim{[&] { lock.lock(); }, [&] { lock.unlock(); }};
        Thread heir{"heir", [&] {
                        found = lock.lockFor(kLong);
                        if (found)
                            lock.unlock();
                    }};
        awaitLine(recordOf(lock).waiters, 1);
        made = killAfter(instructions, victim);
    }
    return {made, found && isWhole(lock)};
}

inline Outcome writerLetsReadersIn(std::uint64_t instructions) {
    SharedMutex lock{"rw"};
    std::atomic<int> haveRead{0};
    std::uint64_t made = 0;
    {
        SteppedProcess victim{[&] { lock.lock(); }, [&] { lock.unlock(); }};
        const auto read = [&] {
            if (lock.lockSharedFor(kLong)) {
                ++haveRead;
                lock.unlockShared();
            }
        };
        Thread one{"one", read}, other{"other", read};
        awaitLine(recordOf(lock).waiters, 2);
        made = killAfter(instructions, victim);
    }
    return {made, haveRead == 2 && isWhole(lock)};
}

inline Outcome readerLetsWriterIn(std::uint64_t instructions) {
    SharedMutex lock{"rw"};
    std::optional<Locked> found;
    std::uint64_t made = 0;
    {
        SteppedProcess victim{[&] { lock.lockShared(); }, [&] { lock.unlockShared(); }};
        Thread writer{"writer", [&] {
                          found = lock.lockFor(kLong);
                          if (found)
                              lock.unlock();
                      }};
        awaitLine(recordOf(lock).waiters, 1);
        made = killAfter(instructions, victim);
    }
    return {made, found && isWhole(lock)};
}

inline Outcome givesUnitBack(std::uint64_t instructions) {
    RobustSemaphore units{1, "units"};
    std::optional<Locked> found;
    std::uint64_t made = 0;
    {
        SteppedProcess victim{[&] { units.acquire(); }, [&] { units.release(); }};
        Thread heir{"heir", [&] {
                        found = units.acquireFor(kLong);
                        if (found)
                            units.release();
                    }};
        awaitLine(recordOf(units).waiters, 1);
        made = killAfter(instructions, victim);
    }
    return {made, found && units.tryAcquire() && !units.tryAcquire()};
}

// A holder has died, and somebody is killed while it takes over: whoever has it then is told all the same.
inline Outcome takesOver(std::uint64_t instructions) {
    RobustSemaphore units{1, "units"};
    Process{"holder", [&] { units.acquire(); }}.join();
    SteppedProcess victim{kNothing, [&] { static_cast<void>(units.tryAcquire()); }};
    const std::uint64_t made = killAfter(instructions, victim);
    const auto found = units.acquireFor(kLong);
    return {made, found == Locked::OwnerDied && !units.tryAcquire()};
}

// ...for those who wait.
inline Outcome takesOverForOthers(std::uint64_t instructions) {
    SharedMutex lock{"rw"};
    std::atomic<int> areTold{0};
    std::uint64_t made = 0;
    {
        SteppedProcess victim{kNothing, [&] { static_cast<void>(lock.tryLock()); }};
        Semaphore isLocked{0};
        Process writer{"writer", [&] {
                           lock.lock();
                           isLocked.release();
                           sleepFor(1h);
                       }};
        isLocked.acquire();
        const auto read = [&] {
            if (const auto found = lock.lockSharedFor(kLong)) {
                areTold += found == Locked::OwnerDied;
                lock.unlockShared();
            }
        };
        Thread one{"one", read}, other{"other", read};
        awaitLine(recordOf(lock).waiters, 2);
        writer.kill();
        writer.join();
        made = killAfter(instructions, victim);
    }
    return {made, areTold == 2 && isWhole(lock)};
}

// Somebody comes into line and gives up; whoever stands there or comes later is served.
inline Outcome givesUp(std::uint64_t instructions) {
    Semaphore units{0, "units"};
    std::atomic<int> served{0};
    std::uint64_t made = 0;
    {
        const auto take = [&] { served += units.acquireFor(kLong); };
        SteppedProcess victim{kNothing, [&] { static_cast<void>(units.acquireFor(1us, 2)); }};
        Thread earlier{"earlier", take};
        awaitLine(recordOf(units).waiters, 1);
        made = killAfter(instructions, victim);
        Thread later{"later", take};
        while (units.tryAcquire() || lengthOf(recordOf(units).waiters) < 2) sleepFor(50us);
        units.release(2);
    }
    return {made, served == 2 && !units.tryAcquire() && isWhole(units)};
}

// What the dead one wanted to do is done once more by the test in this and the following ones.
inline Outcome releases(std::uint64_t instructions) {
    Semaphore units{0, "units"};
    bool gotTwo = false, gotOne = false;
    std::uint64_t made = 0;
    {
        SteppedProcess victim{kNothing, [&] { units.release(3); }};
        Thread two{"two", [&] { gotTwo = units.acquireFor(kLong, 2); }};
        awaitLine(recordOf(units).waiters, 1);
        Thread one{"one", [&] { gotOne = units.acquireFor(kLong); }};
        awaitLine(recordOf(units).waiters, 2);
        made = killAfter(instructions, victim);
        units.release(3);
    }
    static_cast<void>(units.tryAcquire(3));  // if the dead one had given its three back
    return {made, gotTwo && gotOne && !units.tryAcquire() && isWhole(units)};
}

inline Outcome sets(std::uint64_t instructions) {
    Event event{"event"};
    std::atomic<int> gone{0};
    std::uint64_t made = 0;
    {
        SteppedProcess victim{kNothing, [&] { event.set(); }};
        const auto wait = [&] { gone += event.waitFor(kLong); };
        Thread one{"one", wait}, other{"other", wait};
        awaitLine(recordOf(event).waiters, 2);
        made = killAfter(instructions, victim);
        event.set();
    }
    event.clear();
    return {made, gone == 2 && letsTheNextGo(
                                   event, [&] { return event.waitFor(kLong); }, [&] { event.set(); })};
}

template <bool isForAll>
Outcome notifies(std::uint64_t instructions) {
    Mutex mutex{"m"};
    Condition condition{"c"};
    std::atomic<int> gone{0};
    std::uint64_t made = 0;
    {
        SteppedProcess victim{kNothing, [&] { isForAll ? condition.notifyAll() : condition.notify(); }};
        const auto wait = [&] {
            mutex.lock();
            gone += condition.waitFor(mutex, kLong).isNotified;
            mutex.unlock();
        };
        std::vector<Thread> waiting;
        for (std::size_t i = 1; i <= (isForAll ? 2 : 1); ++i) {
            waiting.emplace_back("waits", wait);
            awaitLine(recordOf(condition).waiters, i);
        }
        made = killAfter(instructions, victim);
        isForAll ? condition.notifyAll() : condition.notify();
    }
    return {made, gone == (isForAll ? 2 : 1) && isWhole(mutex) &&
                      letsTheNextGo(
                          condition,
                          [&] {
                              mutex.lock();
                              const bool isNotified = condition.waitFor(mutex, kLong).isNotified;
                              mutex.unlock();
                              return isNotified;
                          },
                          [&] { condition.notify(); })};
}

inline Outcome comesLast(std::uint64_t instructions) {
    Barrier barrier{3, "barrier"};
    std::atomic<int> passed{0};
    std::uint64_t made = 0;
    {
        SteppedProcess victim{kNothing, [&] { barrier.arriveAndWait(); }};
        const auto arrive = [&] { passed += barrier.arriveFor(kLong).has_value(); };
        Thread one{"one", arrive}, other{"other", arrive};
        awaitLine(recordOf(barrier).waiters, 2);
        made = killAfter(instructions, victim);
        static_cast<void>(barrier.arriveFor(20ms));  // in its place, or as the first of the next round
    }
    return {made, passed == 2};
}

inline Outcome puts(std::uint64_t instructions) {
    Queue<int> queue{1, "queue"};
    std::optional<int> got;
    std::uint64_t made = 0;
    {
        SteppedProcess victim{kNothing, [&] { queue.put(1); }};
        Thread getter{"getter", [&] { got = queue.getFor(kLong); }};
        awaitLine(recordOf(queue).waiters, 1);
        made = killAfter(instructions, victim);
        if (!queue.putFor(2, kLong))
            return {made, false};
    }
    return {made,
            got && queue.tryGet() == (*got == 1 ? std::optional{2} : std::nullopt) && isWholeAndEmpty(queue)};
}

// The one who waits is a fiber, whose carrier has to be told.
inline Outcome putsForFiber(std::uint64_t instructions) {
    Queue<int> queue{1, "queue"};
    std::optional<int> got;
    std::uint64_t made = 0;
    {
        SteppedProcess victim{kNothing, [&] { queue.put(1); }};
        Thread carrier{"carrier", [&] { Fiber getter{"getter", [&] { got = queue.getFor(kLong); }}; }};
        awaitLine(recordOf(queue).waiters, 1);
        made = killAfter(instructions, victim);
        if (!queue.putFor(2, kLong))
            return {made, false};
    }
    return {made, got && queue.tryGet() == (*got == 1 ? std::optional{2} : std::nullopt)};
}

// Two are there, and two wait for room.
template <class Items>
Outcome gets(std::uint64_t instructions) {
    Items queue{2, "queue"};
    queue.put(1);
    queue.put(2);
    std::vector<int> got;
    std::uint64_t made = 0;
    {
        SteppedProcess victim{kNothing, [&] { static_cast<void>(queue.get()); }};
        Thread third{"third", [&] { queue.put(3); }};
        awaitLine(recordOf(queue).putters, 1);
        Thread fourth{"fourth", [&] { queue.put(4); }};
        awaitLine(recordOf(queue).putters, 2);
        made = killAfter(instructions, victim);
        while (got.size() < 3) {
            const std::optional<int> next = queue.getFor(kLong);
            if (!next)
                return {made, false};
            got.push_back(*next);
        }
    }
    if (const std::optional<int> last = queue.tryGet())
        got.push_back(*last);
    const std::set<int> each{got.begin(), got.end()};
    return {made,
            each.size() == got.size() && each.contains(3) && each.contains(4) && isWholeAndEmpty(queue)};
}

// Nobody waits for room.
inline Outcome getsTheSmallest(std::uint64_t instructions) {
    PriorityQueue<int> queue{3, "queue"};
    for (const int item : {1, 3, 2}) queue.put(item);
    SteppedProcess victim{kNothing, [&] { static_cast<void>(queue.get()); }};
    const std::uint64_t made = killAfter(instructions, victim);
    std::vector<int> left;
    while (const std::optional<int> next = queue.tryGet()) left.push_back(*next);
    return {made, left == std::vector{1, 2, 3} || left == std::vector{2, 3}};
}

}  // namespace heddle::test

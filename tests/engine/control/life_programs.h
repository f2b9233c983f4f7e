// Small programs about life and death, for tests that run them under control: with real tasks, and carried.
// What each expects of itself holds whatever is chosen.
#pragma once

#include <csignal>
#include <optional>

#include "engine/runtime/condition.h"
#include "engine/runtime/expect.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/process.h"
#include "engine/runtime/recursive_mutex.h"
#include "engine/runtime/robust_semaphore.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_mutex.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/runtime/yield.h"

namespace heddle::test {

inline void sleepForEver() {
    for (;;) runtime::sleepFor(std::chrono::hours{1});
}

// The victim has a thread, and a daemon of its own: all of them end with it, wherever they stand.
inline void kills(int signal) {
    using namespace runtime;
    Semaphore areThere{0, "there"};
    SharedVariable afterwards{0, "afterwards"}, isOver{0, "over"};
    const Body live = [&] {
        areThere.release();
        for (;;) {
            sleepFor(std::chrono::hours{1});
            if (isOver.get() != 0)
                afterwards.set(1);
        }
    };
    Process victim{"victim", [&] {
                       Thread thread{"its thread", live};
                       Process daemon{"its daemon", live, {.isDaemon = true}};
                       live();
                   }};
    areThere.acquire(3);
    victim.send(signal);
    isOver.set(1);
    expect(!victim.isAlive(), "who was killed is dead");
    victim.join();
    expect(victim.exitCode() == -signal, "its parent is told the signal");
    expect(afterwards.get() == 0, "nobody of the dead does anything");
}

// Whoever asks for the lock of a dead process, and however, has it, and is told.
template <class Lock>
void inherits() {
    using namespace runtime;
    Lock lock{"L"};
    Semaphore isTaken{0, "taken"};
    Process holder{"holder", [&] {
                       lock.lock();
                       isTaken.release();
                       sleepForEver();
                   }};
    isTaken.acquire();
    expect(!lock.tryLock(), "the holder lives");
    Process heir{"heir", [&] {
                     expect(lock.lock() == Locked::OwnerDied, "the heir is told");
                     lock.unlock();
                 }};
    holder.kill();
    holder.join();
    heir.join();
    expect(lock.tryLock() == Locked::AsUsual, "it is an ordinary lock again");
    lock.unlock();
}

// The share of a dead reader comes back, of one that lives it does not; who had only read has changed
// nothing.
inline void inheritsFromReader() {
    using namespace runtime;
    SharedMutex lock{"L"};
    Semaphore isTaken{0, "taken"};
    Process reader{"reader", [&] {
                       lock.lockShared();
                       isTaken.release();
                       sleepForEver();
                   }};
    isTaken.acquire();
    expect(!lock.tryLock(), "the reader lives");
    Process heir{"heir", [&] {
                     expect(lock.lock() == Locked::AsUsual, "nothing is half changed");
                     lock.unlock();
                 }};
    reader.kill();
    reader.join();
    heir.join();
    lock.lockShared();
    expect(!lock.tryLock(), "a share of the living");
    lock.unlockShared();
}

// The unit of a dead holder comes back, of one that lives it does not; who has it next is told.
inline void inheritsUnit() {
    using namespace runtime;
    RobustSemaphore units{2, "units"};
    Semaphore isTaken{0, "taken"};
    units.acquire();
    Process holder{"holder", [&] {
                       units.acquire();
                       isTaken.release();
                       sleepForEver();
                   }};
    isTaken.acquire();
    expect(!units.tryAcquire(), "the holder lives");
    Process heir{"heir", [&] {
                     expect(units.acquire() == Locked::OwnerDied, "the heir is told");
                     units.release();
                 }};
    holder.kill();
    holder.join();
    heir.join();
    expect(units.tryAcquire() == Locked::AsUsual, "it is an ordinary unit again");
    expect(!units.tryAcquire(), "two units of the living");
    units.release();
    units.release();
}

// What a dead one waited for goes to the next in line.
inline void notifiesTheLiving() {
    using namespace runtime;
    Mutex lock{"L"};
    Condition condition{"C"};
    Semaphore standsInLine{0, "stands in line"};
    const Body wait = [&] {
        lock.lock();
        standsInLine.release();
        condition.wait(lock);
        lock.unlock();
    };
    const auto isInLine = [&] {
        standsInLine.acquire();
        lock.lock();  // it has given it up
        lock.unlock();
    };
    Process victim{"victim", wait};
    isInLine();
    Process heir{"heir", wait};
    isInLine();
    victim.kill();
    victim.join();
    condition.notify();
    heir.join();
}

// A process that ends in the middle of its body, its other thread with it; its child goes on.
inline void exits() {
    using namespace runtime;
    Mutex lock{"L"};
    Process quitter{"quitter", [&] {
                        Thread thread{"its thread", [] { sleepForEver(); }};
                        Process child{"orphan", [] { yield(), yield(); }};
                        lock.lock();
                        exitProcess(7, "it had enough");
                    }};
    quitter.join();
    expect(quitter.exitCode() == 7, "its parent is told the code");
    expect(lock.lock() == Locked::OwnerDied, "it took the lock along");
    lock.unlock();
}

// A daemon thread ends with its process, and a daemon process with its maker, in the middle of what they do.
inline void leavesDaemons() {
    using namespace runtime;
    Process parent{"parent", [] {
                       Thread thread{"daemon thread", [] { sleepForEver(); }, {.isDaemon = true}};
                       Process process{"daemon process", [] { sleepForEver(); }, {.isDaemon = true}};
                       yield();
                   }};
    Thread own{"own daemon", [] { sleepForEver(); }, {.isDaemon = true}};
    parent.join();
    expect(parent.exitCode() == 0, "it came to its end");
}

// While it is suspended it does nothing, though its event comes; a signal that it could refuse waits as well.
inline void suspends(bool isTerminated) {
    using namespace runtime;
    Semaphore event{0, "event"};
    SharedVariable hasCome{0, "has come"};
    Process waiter{"waiter", [&] {
                       event.acquire();
                       hasCome.set(1);
                       sleepForEver();
                   }};
    waiter.suspend();
    event.release();
    yield();
    expect(hasCome.get() == 0, "who is suspended does nothing");
    if (isTerminated)
        waiter.terminate();
    expect(waiter.isAlive(), "who is suspended lives");
    waiter.activate();
    if (!isTerminated)
        waiter.kill();
    waiter.join();
    expect(waiter.exitCode() == (isTerminated ? -SIGTERM : -SIGKILL), "its end comes when it goes on");
    expect(!isTerminated || hasCome.get() == 0, "...and before anything else");
}

}  // namespace heddle::test

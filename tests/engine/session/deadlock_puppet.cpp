// Programs on the runtime that come to a deadlock by themselves, whatever the scheduler does.
#include <chrono>
#include <cstdio>
#include <functional>
#include <map>
#include <string>

#include "engine/runtime/barrier.h"
#include "engine/runtime/condition.h"
#include "engine/runtime/fiber.h"
#include "engine/runtime/process.h"
#include "engine/runtime/queue.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_mutex.h"
#include "engine/runtime/thread.h"

namespace {

using namespace heddle::runtime;

// "left" holds a and wants b, "right" holds b and wants a.
template <class Task, class Take>
void crossed(const Take& take) {
    Barrier bothHold{2, "both hold"};
    Task left{"left", [&] {
                  take(0);
                  bothHold.arriveAndWait();
                  take(1);
              }};
    Task right{"right", [&] {
                   take(1);
                   bothHold.arriveAndWait();
                   take(0);
               }};
}

template <class Task>
void crossedLocks() {
    Mutex a{"a"}, b{"b"};
    crossed<Task>([&](int which) { (which == 0 ? a : b).lock(); });
}

template <class Task>
void crossedBooks() {
    SharedMutex a{"a"}, b{"b"};
    crossed<Task>([&](int which) { (which == 0 ? a : b).lock(); });
}

// Used as locks: units came back before, from who had taken them.
void use(Semaphore& units) {
    units.acquire();
    units.release();
}

template <class Task>
void crossedSemaphores() {
    Semaphore a{1, "a"}, b{1, "b"};
    use(a);
    use(b);
    crossed<Task>([&](int which) { (which == 0 ? a : b).acquire(); });
}

template <class Task>
void waitsForAnItem() {
    Queue<int> items{1, "items"};
    Task getter{"getter", [&] { static_cast<void>(items.get()); }};
}

template <class Task>
void waitsForANotification() {
    Mutex lock{"lock"};
    Condition told{"told"};
    Task waiter{"waiter", [&] {
                    lock.lock();
                    told.wait(lock);
                }};
}

template <class Task>
void waitsForUnits() {
    Semaphore units{0, "units"};
    Task waiter{"waiter", [&] { units.acquire(); }};
}

void waitsForTheUnitsOfADeadOne() {
    Semaphore room{1, "room"}, isTaken{0, "taken"};
    use(room);
    Process holder{"holder", [&] {
                       room.acquire();
                       isTaken.release();
                       sleepFor(std::chrono::hours{1});
                   }};
    isTaken.acquire();
    holder.kill();
    holder.join();
    Process waiter{"waiter", [&] { room.acquire(); }};
}

const std::map<std::string, std::function<void()>> kPrograms{
    {"locks-threads", crossedLocks<Thread>},
    {"locks-processes", crossedLocks<Process>},
    {"locks-fibers", crossedLocks<Fiber>},
    {"books-processes", crossedBooks<Process>},
    {"semaphores-threads", crossedSemaphores<Thread>},
    {"semaphores-processes", crossedSemaphores<Process>},
    {"semaphores-fibers", crossedSemaphores<Fiber>},
    {"item-thread", waitsForAnItem<Thread>},
    {"item-process", waitsForAnItem<Process>},
    {"item-fiber", waitsForAnItem<Fiber>},
    {"notification-thread", waitsForANotification<Thread>},
    {"notification-process", waitsForANotification<Process>},
    {"notification-fiber", waitsForANotification<Fiber>},
    {"units-process", waitsForUnits<Process>},
    {"units-fiber", waitsForUnits<Fiber>},
    {"dead-holder", waitsForTheUnitsOfADeadOne},
};

}  // namespace

int main(int argc, char** argv) {
    const auto found = kPrograms.find(argc > 1 ? argv[1] : "");
    if (found == kPrograms.end()) {
        std::fputs("deadlock_puppet NAME: no such program\n", stderr);
        return 2;
    }
    runProgram(found->first, found->second);
}

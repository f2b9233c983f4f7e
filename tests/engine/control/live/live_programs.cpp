// Small programs on the runtime, for tests that run them under control: live_programs NAME [COUNT].
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/runtime/condition.h"
#include "engine/runtime/daemon.h"
#include "engine/runtime/event.h"
#include "engine/runtime/expect.h"
#include "engine/runtime/fiber.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/process.h"
#include "engine/runtime/queue.h"
#include "engine/runtime/recursive_mutex.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_mutex.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/runtime/yield.h"
#include "tests/engine/control/life_programs.h"

namespace {

namespace test = heddle::test;

using namespace heddle::runtime;

int g_count = 2;

std::string nameOf(int i) {
    return "worker " + std::to_string(i + 1);
}

// The same work by tasks of any kind: everybody adds to what all share, under a lock.
struct Work {
    Mutex lock{"lock"};
    Semaphore room{2, "room"};
    SharedVariable sum{0, "sum"};

    void doIt() {
        room.acquire();
        lock.lock();
        sum.set(sum.get() + 1);
        lock.unlock();
        room.release();
    }
};

template <class TaskType>
void together(int count, const Body& body) {
    std::vector<TaskType> tasks;
    for (int i = 0; i < count; ++i) tasks.emplace_back(nameOf(i), body);
}

void threads() {
    Work work;
    together<Thread>(g_count, [&] { work.doIt(); });
}

void processes() {
    Work work;
    together<Process>(g_count, [&] { work.doIt(); });
}

void fibers() {
    Work work;
    together<Fiber>(g_count, [&] {
        work.doIt();
        yield();
    });
}

void mixed() {
    Work work;
    const auto inFibers = [&] { together<Fiber>(2, [&] { work.doIt(); }); };
    Process process{"process", inFibers};
    Thread carrier{"carrier", inFibers};
    Thread thread{"thread", [&] { work.doIt(); }};
    thread.join();
    inFibers();
}

void crossed() {
    Mutex a{"A"}, b{"B"};
    Thread first{"first", [&] { a.lock(), b.lock(), b.unlock(), a.unlock(); }};
    Thread second{"second", [&] { b.lock(), a.lock(), a.unlock(), b.unlock(); }};
}

void ordered() {
    Mutex a{"A"}, b{"B"};
    together<Thread>(2, [&] { a.lock(), b.lock(), b.unlock(), a.unlock(); });
}

void crossedProcesses() {
    Mutex a{"A"}, b{"B"};
    Process first{"first", [&] { a.lock(), b.lock(), b.unlock(), a.unlock(); }};
    Process second{"second", [&] { b.lock(), a.lock(), a.unlock(), b.unlock(); }};
}

void crossedFibers() {
    Mutex a{"A"}, b{"B"};
    Fiber first{"first", [&] { a.lock(), b.lock(), b.unlock(), a.unlock(); }};
    Fiber second{"second", [&] { b.lock(), a.lock(), a.unlock(), b.unlock(); }};
}

void queue() {
    Queue<int> queue{1, "queue"};
    Event done{"done"};
    Thread consumer{"consumer", [&] {
                        for (int i = 0; i < 3; ++i) static_cast<void>(queue.get());
                        done.set();
                    }};
    for (int i = 0; i < 3; ++i) queue.put(i);
    done.wait();
}

// A task that serves others for ever, and one that it serves.
template <class TaskType>
void served(bool isDaemon) {
    // Nobody joins the server, and its queue is there as long as it is.
    auto* const requests = new Queue<int>{2, "requests"};
    static_cast<void>(new TaskType{"server", [requests, isDaemon] {
                                       if (isDaemon)
                                           becomeDaemon();
                                       for (;;) static_cast<void>(requests->get());
                                   }});
    for (int i = 0; i < g_count; ++i) requests->put(i);
}

void takesAll() {
    RecursiveMutex often{"often"};
    SharedMutex book{"book"};
    Semaphore room{2, "room"};
    often.lock(), often.lock();
    book.lockShared();
    room.acquire(2);
    yield();
    Thread waiter{"waiter", [&] { often.lock(), book.lock(), room.acquire(); }};
}

// Told once, and waits twice.
void waitsTwice() {
    Mutex lock{"lock"};
    Condition told{"told"};
    Thread waiter{"waiter", [&] {
                      lock.lock();
                      told.wait(lock);
                      told.wait(lock);
                      lock.unlock();
                  }};
    Thread teller{"teller", [&] { told.notifyAll(); }};
}

void sleeps() {
    together<Thread>(g_count, [] { sleepFor(std::chrono::minutes{5}); });
}

void loopForEver() {
    for (std::atomic<int> i{0};; ++i) {
    }
}

template <class TaskType>
void loopsIn() {
    TaskType looper{"looper", [] { loopForEver(); }};
    looper.join();
}

// Its own alarm wakes the thread where it stands, again and again.
void restless() {
    Thread thread{"restless", [] {
                      struct sigaction nothing = {};
                      nothing.sa_handler = [](int) {};
                      ::sigaction(SIGUSR1, &nothing, nullptr);
                      sigevent event = {};
                      event.sigev_notify = SIGEV_THREAD_ID;
                      event.sigev_signo = SIGUSR1;
                      event._sigev_un._tid = ::gettid();
                      timer_t timer;
                      const itimerspec often{{0, 1'000'000}, {0, 1'000'000}};
                      if (::timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
                          ::timer_settime(timer, 0, &often, nullptr);
                      yield();
                  }};
    for (;;) yield();
}

template <class TaskType>
void crashesIn() {
    TaskType victim{"victim", [] {
                        yield();
                        std::abort();
                    }};
}

void crashesFirst() {
    yield();
    std::abort();
}

// Past the runtime: nobody has said so.
void vanishes() {
    Thread thread{"thread", [] { yield(); }};
    yield();
    std::_Exit(7);
}

// Its victim has a handler.
void refuses() {
    Semaphore isReady{0, "ready"};
    Process victim{"victim", [&] {
                       std::signal(SIGTERM, [](int) {});
                       isReady.release();
                       yield();
                   }};
    isReady.acquire();
    victim.terminate();
}

void throws() {
    Mutex lock{"lock"};
    Thread thrower{"thrower", [&] {
                       lock.lock();
                       throw std::runtime_error{"nothing is well"};
                   }};
}

void expects() {
    SharedVariable money{0, "money"};
    together<Thread>(g_count, [&] { money.set(money.get() + 1); });
    expect(money.get() == g_count, "money is right");
}

void keepsItsWord() {
    SharedVariable money{0, "money"};
    Mutex lock{"lock"};
    together<Thread>(g_count, [&] {
        lock.lock();
        money.set(money.get() + 1);
        lock.unlock();
    });
    expect(money.get() == g_count, "money is right");
}

void expectsInFiber() {
    Mutex lock{"lock"};
    Fiber fiber{"fiber", [&] {
                    lock.lock();
                    expect(false, "fibers fail, too");
                }};
}

void unlocks() {
    Mutex lock{"lock"};
    Thread thief{"thief", [&] { lock.unlock(); }};
    lock.lock();
    thief.join();
    lock.unlock();
}

// Twenty operations each, on what all share.
void twenty(SharedVariable& sum) {
    for (int i = 0; i < 10; ++i) sum.set(sum.get() + 1);
}

template <class TaskType>
void twentyEach() {
    SharedVariable sum{0, "sum"};
    together<TaskType>(g_count, [&] { twenty(sum); });
}

// Tasks that never come to an end.
template <class TaskType>
void steady() {
    SharedVariable sum{0, "sum"};
    together<TaskType>(g_count, [&] {
        for (;;) sum.set(sum.get() + 1);
    });
}

const std::map<std::string, std::function<void()>> kPrograms{
    {"threads", threads},
    {"processes", processes},
    {"fibers", fibers},
    {"mixed", mixed},
    {"crossed", crossed},
    {"ordered", ordered},
    {"queue", queue},
    {"sleeps", sleeps},
    {"loops", loopsIn<Thread>},
    {"loops-in-process", loopsIn<Process>},
    {"loops-in-fiber", loopsIn<Fiber>},
    {"restless", restless},
    {"served", [] { served<Thread>(true); }},
    {"served-by-process", [] { served<Process>(true); }},
    {"served-for-ever", [] { served<Process>(false); }},
    {"takes-all", takesAll},
    {"waits-twice", waitsTwice},
    {"crashes", crashesIn<Process>},
    {"crashes-in-thread", crashesIn<Thread>},
    {"crashes-in-fiber", crashesIn<Fiber>},
    {"vanishes", vanishes},
    {"kills", [] { test::kills(SIGKILL); }},
    {"terminates", [] { test::kills(SIGTERM); }},
    {"inherits", test::inherits<Mutex>},
    {"inherits-recursive", test::inherits<RecursiveMutex>},
    {"inherits-shared", test::inherits<SharedMutex>},
    {"inherits-from-reader", test::inheritsFromReader},
    {"inherits-unit", test::inheritsUnit},
    {"exits", test::exits},
    {"leaves-daemons", test::leavesDaemons},
    {"notifies-the-living", test::notifiesTheLiving},
    {"suspends", [] { test::suspends(false); }},
    {"suspends-and-terminates", [] { test::suspends(true); }},
    {"refuses", refuses},
    {"throws", throws},
    {"crossed-processes", crossedProcesses},
    {"crossed-fibers", crossedFibers},
    {"keeps-its-word", keepsItsWord},
    {"twenty-threads", twentyEach<Thread>},
    {"twenty-processes", twentyEach<Process>},
    {"twenty-fibers", twentyEach<Fiber>},
    {"steady-threads", steady<Thread>},
    {"steady-processes", steady<Process>},
    {"steady-fibers", steady<Fiber>},
    {"expects", expects},
    {"unlocks", unlocks},
    {"expects-in-fiber", expectsInFiber},
    {"crashes-first", crashesFirst},
};

}  // namespace

int main(int argc, char** argv) {
    const auto found = kPrograms.find(argc > 1 ? argv[1] : "");
    if (found == kPrograms.end()) {
        std::fputs("live_programs NAME [COUNT]: no such program\n", stderr);
        return 2;
    }
    if (argc > 2)
        g_count = std::atoi(argv[2]);
    heddle::runtime::runProgram(found->first, found->second);
}

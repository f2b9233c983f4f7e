// Runs written by hand, event by event, for tests of the views and for looking at them.
#pragma once

#include <string>
#include <vector>

#include "tests/support/stream_builder.h"

namespace heddle::test {

using namespace std::chrono_literals;
using model::StreamBuilder;
using wire::Operation;

// Two threads that hold what the other one needs, and six that wait for A behind them.
struct DeadlockRun {
    StreamBuilder s;
    TaskId main;
    std::vector<TaskId> threads;  // [0] is Thread-1
    ObjectId a, b;

    // Until Thread-1 and Thread-2 wait for each other; followers of them wait for A too.
    explicit DeadlockRun(int followers = 6) {
        main = s.process("deadlock-ab");
        s.admit(main).after(40ms).in(main);
        a = s.mutex("A", main);
        b = s.mutex("B", main);
        for (int i = 1; i <= 2 + followers; ++i) {
            threads.push_back(s.thread(main, "Thread-" + std::to_string(i)));
            s.after(8ms).admit(threads.back());
        }
        const auto site = [this](std::uint32_t line) { return s.site("deadlock_ab.cpp", line); };
        s.after(20ms).join(main, threads[0], site(44)).out(main);
        s.in(threads[0]).after(80ms).acquire(threads[0], b, 1, site(28)).after(20ms);
        s.wait(threads[0], Operation::Sleep, {}, site(29)).out(threads[0]);
        s.in(threads[1]).after(120ms).acquire(threads[1], a, 1, site(21)).after(30ms);
        s.wait(threads[1], Operation::Lock, b, site(22)).out(threads[1]);
        for (int i = 0; i < followers; ++i) {
            const TaskId t = threads[static_cast<std::size_t>(2 + i)];
            s.in(t, i % 2).after(30ms).wait(t, Operation::Lock, a, site(21)).out(t);
        }
        s.after(60ms).woken(threads[0]).after(40ms).in(threads[0]).waitEnd(threads[0]).after(60ms);
        s.wait(threads[0], Operation::Lock, a, site(30)).out(threads[0]).after(1090ms);
    }
};

// A semaphore of three units: P1, P2 and P3 have one each, P4 and the rest wait; P1 has released it to P4 if
// asked.
struct SemaphoreRun {
    StreamBuilder s;
    TaskId main;
    std::vector<TaskId> workers;  // [0] is P1
    ObjectId semaphore;

    explicit SemaphoreRun(int count = 8) {
        main = s.process("semaphore-processes");
        s.in(main);
        semaphore = s.semaphore("S", main, 3);
        for (int i = 1; i <= count; ++i) {
            workers.push_back(s.process("P" + std::to_string(i), main));
            s.after(1ms).admit(workers.back());
        }
        s.after(1ms).join(main, workers[0], s.site("semaphore.cpp", 30)).out(main);
        for (int i = 0; i < count; ++i) {
            const TaskId p = workers[static_cast<std::size_t>(i)];
            const SiteId site = s.site("semaphore.cpp", 12);
            s.in(p, i % 2).after(2ms);
            if (i < 3)
                s.acquire(p, semaphore, 1, site)
                    .after(3ms)
                    .wait(p, Operation::Sleep, {}, s.site("semaphore.cpp", 13))
                    .out(p);
            else
                s.wait(p, Operation::Acquire, semaphore, site).out(p);
        }
        s.after(1200ms);
    }

    void handOver() {
        const TaskId giver = workers[0], taker = workers[3];
        s.woken(giver).after(1ms).in(giver).waitEnd(giver).after(1ms);
        s.grant(giver, semaphore, taker)
            .woken(taker, giver)
            .after(1ms)
            .in(taker, 1)
            .waitEnd(taker, semaphore)
            .after(5ms);
    }
};

// Many threads: the first two run, a tenth is ready, the others wait.
struct CrowdRun {
    StreamBuilder s;
    TaskId main;
    std::vector<TaskId> threads;
    ObjectId gate;

    explicit CrowdRun(int count) {
        main = s.process("crowd");
        s.in(main);
        gate = s.mutex("gate", main);
        for (int i = 1; i <= count; ++i) {
            threads.push_back(s.thread(main, "worker " + std::to_string(i)));
            s.admit(threads.back());
        }
        s.out(main);
        for (std::size_t i = 0; i < threads.size(); ++i) {
            if (i % 10 == 1)
                continue;
            s.in(threads[i])
                .after(10us)
                .wait(threads[i], Operation::Lock, gate, s.site("crowd.cpp", 7))
                .out(threads[i]);
        }
        s.in(threads[1], 0).in(threads[11 % threads.size()], 1).after(1ms);
    }
};

}  // namespace heddle::test

// Fibers in threads in processes.
#include "engine/runtime/fiber.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/process.h"
#include "engine/runtime/thread.h"
#include "engine/runtime/yield.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Mutex shared{"shared"};
    auto fiber = [&] {
        shared.lock();  // one lock for all fibers of all threads of all processes
        sleepFor(set.milliseconds("hold"));
        shared.unlock();
        yield();
    };
    auto thread = [&] {
        std::vector<Fiber> fibers;
        for (std::int64_t i = 1; i <= set["fibers"]; ++i)
            fibers.push_back(Fiber{"fiber " + std::to_string(i), fiber});
    };  // whoever leaves the scope joins them
    auto process = [&] {
        std::vector<Thread> threads;
        for (std::int64_t i = 1; i <= set["threads"]; ++i)
            threads.push_back(Thread{"thread " + std::to_string(i), thread});
    };
    std::vector<Process> processes;
    for (std::int64_t i = 1; i <= set["processes"]; ++i)
        processes.push_back(Process{"process " + std::to_string(i), process});
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::int64_t processes = set["processes"], threads = processes * set["threads"];
    const std::int64_t fibers = threads * set["fibers"];
    const auto count = [&](wire::TaskKind kind) { return static_cast<std::int64_t>(tasksOf(seen, kind)); };
    const model::ObjectInfo* shared = objectNamed(seen, "shared");
    // The process that starts the others counts too.
    const std::uint64_t locks = shared ? shared->acquisitions : 0;
    return {count(wire::TaskKind::Process) == processes + 1 && count(wire::TaskKind::Thread) == threads &&
                count(wire::TaskKind::Fiber) == fibers && locks == static_cast<std::uint64_t>(fibers) &&
                mostHoldersAtOnce(*shared) == 1,
            Phrase{"%1 processes, %2 threads, %3 fibers, %3 locks, one holder at a time", processes + 1,
                   threads, fibers},
            Phrase{"%1 processes, %2 threads, %3 fibers, %4 locks", count(wire::TaskKind::Process),
                   count(wire::TaskKind::Thread), count(wire::TaskKind::Fiber), locks},
            longestOf(stretches(seen, model::State::Blocked, "thread "))};
}

}  // namespace

extern const Scenario kProcessThreadFiber{
    .id = "process-thread-fiber",
    .title = "Fibers in threads in processes",
    .category = "Fibers",
    .text =
        "Each process starts threads, each thread carries fibers, and every fiber wants the same lock. Watch "
        "the tree of tasks, and the lock go from fiber to fiber across threads and processes.",
    .question = "While a fiber holds the lock and sleeps, what does its thread do?",
    .answer = "It carries its other fibers, until they wait for the lock as well: then it is blocked.",
    .parameters = {{"processes", "processes", 1, 100, 2, ""},
                   {"threads", "threads in each process", 1, 100, 2, ""},
                   {"fibers", "fibers on each thread", 1, 10'000, 3, ""},
                   {"hold", "time that a fiber keeps the lock", 0, 60'000, 30, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

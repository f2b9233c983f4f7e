// Computing threads under an interpreter's lock take turns; computing processes have one each.
#include "engine/runtime/cpu_work.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/process.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

// What an interpreter does: it gives its lock up every few milliseconds, so that others come to it too.
void interpret(Mutex& interpreterLock, const Parameters& set) {
    for (Duration done{}; done < set.milliseconds("work"); done += set.milliseconds("switch")) {
        interpreterLock.lock();
        compute(set.milliseconds("switch"));
        interpreterLock.unlock();
    }
}

void run(const Parameters& set) {
    Mutex shared{"GIL"};
    Thread{"threads",
           [&] {
               std::vector<Thread> tasks;
               for (std::int64_t i = 1; i <= set["tasks"]; ++i)
                   tasks.push_back(Thread{"thread " + std::to_string(i), [&] { interpret(shared, set); }});
           }}
        .join();
    Thread{"processes",
           [&] {
               std::vector<Process> tasks;
               for (std::int64_t i = 1; i <= set["tasks"]; ++i)
                   tasks.push_back(Process{"process " + std::to_string(i), [&] {
                                               Mutex own{"a GIL of its own"};
                                               interpret(own, set);
                                           }});
           }}
        .join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* lock = objectNamed(seen, "GIL");
    const Duration threads = lifeOf(seen, "threads").length(), work = set.milliseconds("work");
    const bool takeTurns = lock && isHeldAlone(*lock, 1) && lock->contended > 0;
    const std::size_t inside = mostHoldersAtOnce(seen, "a GIL of its own");
    return {
        takeTurns && threads >= set["tasks"] * work && (inside > 1 || work < std::chrono::milliseconds{50}),
        Phrase{"threads take turns: at least %1 times the work of one; processes hold their locks at once",
               set["tasks"]},
        Phrase{"%1 as threads, %2 as processes; of these up to %3 at once", threads,
               lifeOf(seen, "processes").length(), inside},
        longestOf(waits(seen, wire::Operation::Lock, "thread "))};
}

}  // namespace

extern const Scenario kGilCpuBound{
    .id = "gil-cpu-bound",
    .title = "Computing under one interpreter lock",
    .category = "Threads",
    .text =
        "An interpreter with one lock (as Python's) runs one thread at a time and passes the lock on every "
        "few "
        "milliseconds. Processes have an interpreter, and a lock, each. Compare the CPUs in both halves.",
    .question = "With two processors: how much faster are two computing threads than one?",
    .answer = "Not at all, they take turns. Two processes really compute at the same time.",
    .parameters = {{"tasks", "threads, and processes", 2, 64, 2, ""},
                   {"work", "CPU time of each", 10, 60'000, 200, "ms"},
                   {"switch", "for which a thread keeps the lock", 1, 1000, 5, "ms"}},
    .run = run,
    .check = check,
    .whyNotStepped = "it is about several processors, and in steps one task moves at a time",
};

}  // namespace heddle::scenarios

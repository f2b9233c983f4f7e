// The same program as two processes, with different data.
#include <unistd.h>

#include <thread>

#include "engine/model/snapshot.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/observed.h"
#include "engine/scenarios/scenario.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void tell(const char* name) {
    print("{}: process {}, child of {}", name, ::getpid(), ::getppid());
}

void run(const Parameters& set) {
    tell("main");
    print("there are {} processors", std::thread::hardware_concurrency());
    const auto program = [&](const char* name, std::int64_t data) {
        tell(name);
        sleepFor(set.milliseconds("work"));
        print("{} was given {}", name, data);
    };
    Process first{"first", [&] { program("first", 1); }};
    Process second{"second", [&] { program("second", 2); }};
    print("live children: {} and {}", first.pid(), second.pid());
}

Verdict check(const model::Snapshot& seen, const Parameters&) {
    const model::TaskInfo* first = taskNamed(seen, "first");
    const model::TaskInfo* second = taskNamed(seen, "second");
    const bool isFamily = first && second && first->parent == second->parent && first->pid != second->pid;
    return {isFamily && tasksOf(seen, wire::TaskKind::Process) == 3,
            "two children of one parent, with names and numbers of their own",
            isFamily ? Phrase{"first is %1, second is %2, children of %3", first->pid.value(),
                              second->pid.value(), seen.task(first->parent)->pid.value()}
                     : Phrase{"no such family"}};
}

}  // namespace

extern const Scenario kProcessIdentity;
const Scenario kProcessIdentity{
    .id = "process-identity",
    .title = "Names and numbers of processes",
    .category = "Processes",
    .text =
        "The same program runs as two processes, each with its own data. Every process has a number, and "
        "knows the number of its parent. Watch the tree: main, and its two children.",
    .question = "Both children run the same program. What do they have in common, and what not?",
    .answer =
        "In common: the program, the parent, and the memory as it was at the fork. Not in common: the "
        "process number, the data that each was given, and all that either writes afterwards.",
    .parameters = {{"work", "what each child does", 1, 60000, 200, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

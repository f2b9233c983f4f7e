// The same program as two processes, with different data.
#include <unistd.h>
#include <thread>

#include "engine/runtime/family.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void tell(const char* name) {
    print("{}: process {}, child of {}", name, ::getpid(), ::getppid());
}

void run(const Parameters& set) {
    tell("main");
    print("processors: {}", std::thread::hardware_concurrency());
    const auto program = [&](const char* name, std::int64_t data) {
        tell(name);
        sleepFor(set.milliseconds("work"));
        print("{} was given {}", name, data);
    };
    Process first{"first", [&] { program("first", 1); }};
    Process second{"second", [&] { program("second", 2); }};
    std::string alive;
    for (const Relative& child : liveChildren()) alive += " " + std::to_string(child.id);
    print("live children:{}", alive);
}

// It said its own number and its parent's, and its own data.
bool knowsItself(const model::Snapshot& seen, const model::TaskInfo& task, const char* data) {
    const std::string name = seen.nameOf(task.id);
    return saidAfter(seen, task.id, name + ": process ") ==
               pidOf(task) + ", child of " + pidOf(*seen.task(task.parent)) &&
           saidAfter(seen, task.id, name + " was given ") == data;
}

// Among the children that its parent found alive; one that had ended by then may be missing.
bool wasFound(const model::Snapshot& seen, const model::TaskInfo& task) {
    const auto said = linesOf(seen, task.parent);
    const std::string alive = saidAfter(seen, task.parent, "live children:") + " ";
    return alive.find(" " + pidOf(task) + " ") != std::string::npos ||
           (!said.empty() && task.exited && *task.exited <= said.back().time);
}

Verdict check(const model::Snapshot& seen, const Parameters&) {
    const model::TaskInfo *first = taskNamed(seen, "first"), *second = taskNamed(seen, "second");
    if (!first || !second || !first->parent || first->parent != second->parent || first->pid == second->pid)
        return {false, "two children of one parent", "no such family"};
    const int knowing = knowsItself(seen, *first, "1") + knowsItself(seen, *second, "2");
    const int found = wasFound(seen, *first) + wasFound(seen, *second);
    const std::int64_t cpus = numberIn(saidAfter(seen, first->parent, "processors: "));
    return {knowing + found == 4 && cpus >= cpusUsed(seen) && tasksOf(seen, wire::TaskKind::Process) == 3,
            "each child knows its number, its parent's and its data; the parent finds both alive",
            Phrase{"process %1 and %2: %3 know all that, %4 were found; %5 processors, %6 of them used",
                   pidOf(*first), pidOf(*second), knowing, found, cpus, cpusUsed(seen)},
            overlapOf(wholeLife(seen, "first"), wholeLife(seen, "second"))};
}

}  // namespace

extern const Scenario kProcessIdentity{
    .id = "process-identity",
    .title = "Names and numbers of processes",
    .category = "Processes",
    .text =
        "The same program runs as two processes, each with its own data. Each has a number, and knows "
        "that of its parent. Watch the tree: main, and its two children.",
    .question = "Both children run the same program. What do they have in common, and what not?",
    .answer =
        "In common: the program, the parent, and the memory as it was at the fork. Not in common: the "
        "number, the data that each was given, and all that either writes afterwards.",
    .parameters = {{"work", "what each child does", 1, 60000, 200, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

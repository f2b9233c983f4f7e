// After fork() two processes go on from the same place.
#include <unistd.h>

#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    const long before = ::getpid();
    print("process {} calls fork()", before);
    Process child{"child", [&] {
                      print("fork() returned 0 to the child: process {}, parent {}", ::getpid(), ::getppid());
                      sleepFor(set.milliseconds("work"));
                  }};
    print("fork() returned {} to the parent: process {}", child.pid(), ::getpid());
    sleepFor(set.milliseconds("work"));
    child.join();
}

// Both slept at the same time, and each was told the numbers that the kernel gave to the two.
Verdict check(const model::Snapshot& seen, const Parameters&) {
    const model::TaskInfo* child = taskNamed(seen, "child");
    const model::TaskInfo* parent = child ? seen.task(child->parent) : nullptr;
    if (!parent || parent->kind != wire::TaskKind::Process)
        return {false, "a process and its child", "no child"};
    const std::string its = pidOf(*child), mine = pidOf(*parent);
    const bool knowsParent =
        hasSaid(seen, child->id, "fork() returned 0 to the child: process " + its + ", parent " + mine);
    const bool knowsChild =
        hasSaid(seen, parent->id, "fork() returned " + its + " to the parent: process " + mine);
    const std::size_t both = mostAtOnce(waits(seen, wire::Operation::Sleep, ""));
    return {knowsParent && knowsChild && its != mine && both == 2,
            "two processes go on at the same time: the child with 0, the parent with the child's number",
            Phrase{"process %1 is the child of %2; %3 at once; %4, %5", its, mine, both,
                   Phrase{knowsParent ? "the child has its own number and its parent's"
                                      : "the child has other numbers"},
                   Phrase{knowsChild ? "the parent was given the child's" : "the parent was given another"}},
            wholeLife(seen, "child")};
}

}  // namespace

extern const Scenario kForkReturnsTwice{
    .id = "fork-returns-twice",
    .title = "fork() returns twice",
    .category = "Processes",
    .text =
        "One process calls fork(), two processes return from it: the child gets 0, the parent the number of "
        "the child. Both go on with the next line. Watch the second lane begin where the first one calls "
        "fork().",
    .question = "How many processes print a line after fork()?",
    .answer =
        "Two: parent and child. Each goes on behind the same fork(); the child was told 0, the parent the "
        "number of the child.",
    .parameters = {{"work", "what both do afterwards", 20, 60000, 300, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

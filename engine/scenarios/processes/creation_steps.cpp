// The steps in which a process, a thread and a fiber come into being, and when each was really done.
#include "engine/model/beginning.h"
#include "engine/runtime/fiber.h"
#include "engine/runtime/process.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    const auto work = [&] { sleepFor(set.milliseconds("work")); };
    const auto carry = [&] {
        Fiber{"first", work}.join();  // the stacks of its carrier come with it
        Fiber{"fiber", work}.join();
    };
    Process{"process", work}.join();
    Thread{"thread", work}.join();
    Thread{"carrier", carry}.join();
}

// "process: asked for, control block 35 us, memory and files 147 us..."
Phrase told(const std::string& name, const model::Beginning& beginning) {
    const bool isProcess = name == "process";
    const Phrase names[]{Phrase{"control block"}, Phrase{isProcess ? "memory and files" : "stack"},
                         Phrase{"filled"}, Phrase{"ready"}, Phrase{"running"}};
    Phrase steps{"%1: asked for", name};
    for (const auto& [milestone, at] : beginning.moments) {
        const Phrase& what = names[static_cast<std::size_t>(milestone)];
        steps = at ? Phrase{"%1, %2 %3", steps, what, *at - beginning.asked}
                   : Phrase{"%1, %2 not told", steps, what};
    }
    return beginning.isAllTold() ? steps : Phrase{"%1 (the rest only tracepoints tell)", steps};
}

Verdict check(const model::Snapshot& seen, const Parameters&) {
    Verdict verdict{true, "each gets what it needs, is ready after that, and then runs", {}};
    std::vector<Phrase> each;
    for (const std::string name : {"process", "thread", "fiber"}) {
        const model::TaskInfo* task = taskNamed(seen, name);
        if (!task)
            return {false, verdict.text, Phrase{"no %1 was seen", name}};
        const model::Beginning beginning = beginningOf(seen, *task);
        each.push_back(told(name, beginning));
        verdict.held = verdict.held && beginning.isInOrder();
        if (const auto runs = beginning.when(model::Milestone::Processor); runs && !verdict.shown)
            verdict.shown = between(task->id, task->created, *runs);
    }
    verdict.observed = Phrase{"%1; %2; %3", each[0], each[1], each[2]};
    return verdict;
}

}  // namespace

extern const Scenario kCreationSteps{
    .id = "creation-steps",
    .title = "How a task comes into being",
    .category = "Processes",
    .text =
        "The textbook's steps: obtain a control block, give it memory and files, fill it, put it into the "
        "ready queue. Of a process and a thread the kernel tells when each is done, of a fiber the runtime. "
        "A thread shares memory and files, but has its stack first. Click on the beginning of a lane.",
    .question = "What is made fastest, and what takes so long with the others?",
    .answer =
        "A fiber: a stack and a few words. A thread needs the kernel; for a process the kernel also copies "
        "the tables of its memory, between the control block and the last of memory and files.",
    .parameters = {{"work", "what each does", 1, 60'000, 50, "ms"}},
    .run = run,
    .check = check,
    .wantsCreationSteps = true,
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

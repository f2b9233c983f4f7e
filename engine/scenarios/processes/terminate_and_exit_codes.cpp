// What a parent learns of the end of its children, and what becomes of a child whose parent ends first.
#include "engine/runtime/family.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Process quitter{"quitter", [&] { exitProcess(static_cast<int>(set["code"]), "it had enough"); }};
    Process sleeper{"sleeper", [] { sleepFor(std::chrono::hours{1}); }};
    Process father{"father", [&] {
                       Process child{"orphan", [&] { sleepFor(set.milliseconds("work")); }};
                       exitProcess(0, "it leaves its child alone");
                   }};
    sleepFor(set.milliseconds("leave"));  // the quitter has ended, and nobody has asked: a zombie
    print("{} children are alive", liveChildren().size());
    sleeper.terminate();
    quitter.join();
    sleeper.join();
    father.join();
    print("the quitter's exit code is {}, the sleeper's {}", *quitter.exitCode(), *sleeper.exitCode());
    sleepFor(set.milliseconds("work"));
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::TaskInfo* quitter = taskNamed(seen, "quitter");
    const model::TaskInfo* sleeper = taskNamed(seen, "sleeper");
    const model::TaskInfo* orphan = taskNamed(seen, "orphan");
    const bool areThere =
        quitter && quitter->reaped && sleeper && sleeper->reaped && orphan && orphan->exited;
    if (!areThere)
        return {false, "three children and an orphan that end", "not all of them were seen to end"};
    const bool hasCode = model::endingOf(seen, *quitter).code == set["code"];
    const model::Ending slept = model::endingOf(seen, *sleeper);
    const bool isTerminated = slept.signal == SIGTERM && slept.by == sleeper->parent;
    const Duration zombie = *quitter->reaped - *quitter->exited;
    const bool isOrphan = model::orphanedAt(seen, *orphan).has_value();
    return {hasCode && isTerminated && isOrphan && zombie.count() > 0,
            "an exit code, a SIGTERM, a zombie until it is joined, an orphan that lives on",
            Phrase{"%1, %2, a zombie for %3, %4", Phrase{hasCode ? "the code" : "another code"},
                   Phrase{isTerminated ? "SIGTERM from main" : "no SIGTERM from main"}, zombie,
                   Phrase{isOrphan ? "an orphan" : "no orphan"}},
            between(quitter->id, *quitter->exited, *quitter->reaped)};
}

}  // namespace

extern const Scenario kTerminateAndExitCodes{
    .id = "terminate-and-exit-codes",
    .title = "Exit codes, zombies and orphans",
    .category = "Processes",
    .text =
        "The quitter ends itself with an exit code and stays a zombie until main joins it. The sleeper is "
        "terminated: its code is the signal's number below zero. The father ends before its child, which is "
        "an orphan then; another process adopts it.",
    .question = "The quitter has ended long before main joins it. What is left of it in between?",
    .answer =
        "Its entry in the table of processes, with the exit code: a zombie. It holds no memory and never "
        "runs; join() takes the code, and then the number is free again.",
    .parameters = {{"code", "exit code of the quitter", 0, 255, 7, ""},
                   {"leave", "before main joins anybody", 10, 60'000, 300, "ms"},
                   {"work", "what the orphan does", 10, 60'000, 300, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

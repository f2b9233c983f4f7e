// A daemon child is ended with its parent; another one is waited for.
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Process daemon{"daemon", [] { sleepFor(std::chrono::hours{1}); }, {.isDaemon = true}};
    Process worker{"worker", [&] { sleepFor(set.milliseconds("work")); }};
    while (worker.isAlive()) {
        print("the worker is alive, the daemon is {}", daemon.isAlive() ? "too" : "not");
        sleepFor(set.milliseconds("look"));
    }
    worker.join();
    print("main has nothing left to do, and ends");
}

// How often main found both alive; 0 if it was wrong once. Between its last look and what it says of it the
// worker may end.
std::size_t looksWhile(const model::Snapshot& seen, const model::TaskInfo& worker,
                       const model::TaskInfo& daemon) {
    std::size_t looks = 0, late = 0;
    for (const model::PrintedLine& line : linesOf(seen, worker.parent)) {
        if (!seen.text(line.text).starts_with("the worker is alive"))
            continue;
        late += line.time >= *worker.exited;
        if (line.time < worker.created || line.time >= *daemon.exited || late > 1 ||
            !seen.text(line.text).ends_with("too"))
            return 0;
        ++looks;
    }
    return looks;
}

Verdict check(const model::Snapshot& seen, const Parameters&) {
    const model::TaskInfo* daemon = taskNamed(seen, "daemon");
    const model::TaskInfo* worker = taskNamed(seen, "worker");
    if (!daemon || !worker || !daemon->exited || !worker->exited)
        return {false, "a daemon and a worker that end", "they were not there, or did not end"};
    const model::Ending ofDaemon = model::endingOf(seen, *daemon), ofWorker = model::endingOf(seen, *worker);
    const bool isWaitedFor = ofWorker.cause == model::EndCause::Returned && ofWorker.code == 0;
    const bool isEnded = daemon->isDaemon && ofDaemon.cause == model::EndCause::Signalled &&
                         ofDaemon.by == daemon->parent && *daemon->exited > *worker->exited;
    const std::size_t looks = looksWhile(seen, *worker, *daemon);
    return {isWaitedFor && isEnded && looks > 0,
            "main finds the worker alive until it comes to its end, and then ends the daemon",
            Phrase{"%1; %2; main was right %3 times that both are alive",
                   Phrase{isWaitedFor ? "the worker came to its end" : "the worker was ended"},
                   Phrase{isEnded ? "main ended the daemon" : "the daemon ended otherwise"}, looks},
            lastOf(waits(seen, wire::Operation::Sleep, "daemon"))};
}

}  // namespace

extern const Scenario kDaemonProcess{
    .id = "daemon-process",
    .title = "A daemon process",
    .category = "Processes",
    .text =
        "main makes two children. The worker is an ordinary child: main waits for it, and asks meanwhile "
        "whether it is alive. The daemon would sleep for an hour; it serves others, so nobody waits for it. "
        "Watch what ends its lane.",
    .question = "The daemon wants to sleep for an hour. How long does the run take?",
    .answer = "As long as the worker: a daemon is ended with its parent, in the middle of whatever it does.",
    .parameters = {{"work", "what the worker does", 50, 60'000, 600, "ms"},
                   {"look", "between two looks at it", 10, 10'000, 150, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

// A daemon child is ended with its parent; another one is waited for.
#include "engine/model/snapshot.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/observed.h"
#include "engine/scenarios/scenario.h"

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

Verdict check(const model::Snapshot& seen, const Parameters&) {
    const model::TaskInfo* daemon = taskNamed(seen, "daemon");
    const model::TaskInfo* worker = taskNamed(seen, "worker");
    if (!daemon || !worker || !daemon->exited || !worker->exited)
        return {false, "a daemon and a worker that end", "they were not there, or did not end"};
    const model::Ending ofDaemon = model::endingOf(seen, *daemon), ofWorker = model::endingOf(seen, *worker);
    const bool isWaitedFor = ofWorker.cause == model::EndCause::Returned && ofWorker.code == 0;
    const bool isEnded = daemon->isDaemon && ofDaemon.cause == model::EndCause::Signalled &&
                         ofDaemon.by == daemon->parent && *daemon->exited > *worker->exited;
    return {isWaitedFor && isEnded, "the worker comes to its end, and the daemon is ended by main after that",
            Phrase{"%1; %2", Phrase{isWaitedFor ? "the worker came to its end" : "the worker was ended"},
                   Phrase{isEnded ? "main ended the daemon" : "the daemon ended otherwise"}}};
}

}  // namespace

extern const Scenario kDaemonProcess;
const Scenario kDaemonProcess{
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

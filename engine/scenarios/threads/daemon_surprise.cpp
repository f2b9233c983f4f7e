// Nobody waits for the daemon, and yet it finishes: somebody else is waited for longer.
#include "engine/runtime/print.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    const Duration shortWork = set.milliseconds("daemon");
    Thread daemon{"daemon",
                  [shortWork] {
                      sleepFor(shortWork);
                      print("the daemon has finished");
                  },
                  {.isDaemon = true}};
    Thread worker{"worker", [&] {
                      sleepFor(set.milliseconds("worker"));
                      print("the worker has finished");
                  }};
    print("main has nothing more to do");
}  // here the worker is joined, and the daemon is not

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::TaskInfo* daemon = taskNamed(seen, "daemon");
    const model::TaskInfo* worker = taskNamed(seen, "worker");
    if (!daemon || !worker || !daemon->exited || !worker->exited)
        return {false, "a daemon and a worker that end", "they were not there, or did not end"};
    // The nearer the two times are, the less it is said who is first.
    const bool isEarly = set["daemon"] + 100 < set["worker"], isLate = set["daemon"] > set["worker"] + 100;
    const bool finished = model::endingOf(seen, *daemon).cause == model::EndCause::Returned;
    const bool workerDid = model::endingOf(seen, *worker).cause == model::EndCause::Returned;
    return {workerDid && (isEarly ? finished : !isLate || !finished),
            isEarly ? Phrase{"the daemon finishes before the worker, for which the process lives on"}
                    : Phrase{isLate ? "the daemon does not finish: the process ends with the worker"
                                    : "the worker finishes; the daemon may"},
            Phrase{finished ? "the daemon finished after %1, the worker ended after %2"
                            : "the daemon was cut short after %1, the worker ended after %2",
                   *daemon->exited - daemon->created, *worker->exited - worker->created},
            wholeLife(seen, "daemon")};
}

}  // namespace

extern const Scenario kDaemonSurprise{
    .id = "daemon-surprise",
    .title = "A daemon that finishes all the same",
    .category = "Threads",
    .text =
        "A daemon works for a short time, an ordinary thread for a long one. main does nothing. Nobody waits "
        "for the daemon, but the process lives until the worker has ended, and that is long enough. Make "
        "the daemon's work longer than the worker's, and run it again.",
    .question = "A daemon is not waited for. Will it finish its work before the process ends?",
    .answer =
        "Here yes, by accident: main waits for the worker, which takes longer. A daemon is cut short only "
        "if it still works when the process ends.",
    .parameters = {{"daemon", "what the daemon does [1000]", 0, 60'000, 300, "ms"},
                   {"worker", "what the other one does [3000]", 0, 60'000, 900, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

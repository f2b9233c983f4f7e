// A daemon thread ends with its process, wherever it stands.
#include "engine/runtime/print.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    const Duration beat = set.milliseconds("beat");
    // It lives as long as the process, so it may use nothing of main's: it has a copy.
    Thread daemon{"daemon",
                  [beat] {
                      for (int i = 1;; ++i) {
                          print("beat {}", i);
                          sleepFor(beat);
                      }
                  },
                  {.isDaemon = true}};
    Thread worker{"worker", [&] { sleepFor(set.milliseconds("work")); }};
    worker.join();
    print("main ends: nobody waits for the daemon");
}

Verdict check(const model::Snapshot& seen, const Parameters&) {
    const model::TaskInfo* daemon = taskNamed(seen, "daemon");
    const model::TaskInfo* worker = taskNamed(seen, "worker");
    if (!daemon || !worker || !daemon->exited || !worker->exited)
        return {false, "a daemon and a worker that end", "they were not there, or did not end"};
    const bool isCutShort = model::endingOf(seen, *daemon).cause == model::EndCause::WithProcess;
    const bool isWaitedFor = model::endingOf(seen, *worker).cause == model::EndCause::Returned;
    return {isCutShort && isWaitedFor && *daemon->exited > *worker->exited,
            "the worker comes to its end, the daemon is cut short when its process ends",
            Phrase{"%1, %2", Phrase{isWaitedFor ? "the worker came to its end" : "the worker was cut short"},
                   Phrase{isCutShort ? "the daemon was cut short" : "the daemon came to its end"}},
            lastOf(waits(seen, wire::Operation::Sleep, "daemon"))};
}

}  // namespace

extern const Scenario kDaemonThread{
    .id = "daemon-thread",
    .title = "A daemon thread",
    .category = "Threads",
    .text =
        "The daemon beats for ever. main waits for the worker only, and then ends. A process ends when its "
        "first thread comes to its end, and all other threads end with it: no destructor of the daemon "
        "runs, nothing that it was about to do is done. Watch its lane stop in the middle of a sleep.",
    .question = "The daemon's loop has no end, and nobody tells it to stop. Does the program end?",
    .answer = "Yes: when main ends, the process does, and the daemon with it, in the middle of its sleep.",
    .parameters = {{"work", "what the worker does", 50, 60'000, 500, "ms"},
                   {"beat", "between two beats of the daemon", 10, 10'000, 100, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

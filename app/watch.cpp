#include "app/watch.h"

#include "app/console.h"
#include "app/signals.h"
#include "engine/session/report/report.h"
#include "engine/session/report/words.h"

namespace heddle::app {
namespace {

using namespace std::chrono_literals;

std::string progressOf(const model::Snapshot& snapshot) {
    std::size_t alive = 0;
    for (const model::TaskInfo& task : snapshot.tasks()) alive += task.isAlive() ? 1u : 0u;
    return session::durationText(snapshot.now() - snapshot.start()) + ", " +
           std::to_string(snapshot.tasks().size()) + " tasks, " + std::to_string(alive) + " alive";
}

}  // namespace

void watchToEnd(session::Session& session, Terminal terminal) {
    ProgressLine progress;
    bool isStopping = false;
    while (!session.waitForEnd(50ms)) {
        if (caughtSignal() != 0 && !isStopping) {
            session.requestStop();
            isStopping = true;
        }
        if (progress.isVisible() && terminal == Terminal::Ours)
            progress.show(isStopping ? "stopping..." : progressOf(*session.snapshot()));
    }
}

bool tellOutcome(const session::Session& session) {
    const std::string title = session::titleOf(session.request());
    const session::Outcome& outcome = session.outcome();
    const session::RunRequest& request = session.request();
    if (outcome.timedOut)
        complain({Fault::BadInput, "run '" + title + "'",
                  "it did not end within " + session::durationText(request.timeLimit.value_or(0ns)) +
                      " and was ended",
                  "give it more with --timeout"});
    if (outcome.taskLimitReached)
        complain({Fault::BadInput, "run '" + title + "'",
                  "more than " + std::to_string(request.taskLimit) +
                      " of its tasks were alive at once and it was ended",
                  "allow more with --task-limit"});
    if (outcome.startError)
        complain(*outcome.startError);
    if (outcome.recordingError)
        complain(*outcome.recordingError);
    return !outcome.recordingError.has_value();
}

}  // namespace heddle::app

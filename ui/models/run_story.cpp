// What the whole run does at a moment; and once it is over, what it did.
#include <algorithm>

#include "ui/models/ending_text.h"
#include "ui/models/story_text.h"
#include "ui/models/story_words.h"
#include "ui/models/time_text.h"
#include "ui/models/words.h"

namespace heddle::ui {
namespace {

using model::State;

struct RunWords {
    Q_DECLARE_TR_FUNCTIONS(Run)
};

// "2 processes and 9 threads"
QString kindsText(const model::Snapshot& snapshot) {
    std::size_t processes = 0, threads = 0, fibers = 0, others = 0;
    for (const model::TaskInfo& task : snapshot.tasks())
        ++(task.kind == wire::TaskKind::Process  ? processes
           : task.kind == wire::TaskKind::Thread ? threads
           : task.kind == wire::TaskKind::Fiber  ? fibers
                                                 : others);
    QStringList kinds;
    const auto add = [&kinds](std::size_t count, const QString& one, const QString& many) {
        if (count > 0)
            kinds.append(count == 1 ? one : many.arg(countText(count)));
    };
    add(processes, RunWords::tr("one process"), RunWords::tr("%1 processes"));
    add(threads, RunWords::tr("one thread"), RunWords::tr("%1 threads"));
    add(fibers, RunWords::tr("one fiber"), RunWords::tr("%1 fibers"));
    add(others, RunWords::tr("one task of unknown origin"), RunWords::tr("%1 tasks of unknown origin"));
    return listText(kinds);
}

// "g++ and 2 more did not end well: g++ ended with status 1."
QString failureText(const StoryWords& words) {
    std::size_t failed = 0;
    const model::TaskInfo* first = nullptr;
    for (const model::TaskInfo& task : words.snapshot().tasks()) {
        if (task.kind != wire::TaskKind::Process || task.exitStatus.value_or(0) == 0)
            continue;
        ++failed;
        if (!first)
            first = &task;
    }
    if (!first)
        return {};
    const QString one = RunWords::tr("%1 %2", "who ended how")
                            .arg(words.name(first->id), words.quoted(endingText(words.snapshot(), *first)));
    return failed == 1 ? RunWords::tr("%1.").arg(one)
                       : RunWords::tr("%1; %2 more did not end well either.").arg(one, countText(failed - 1));
}

// Of the object that was fought over most.
QString contentionText(const StoryWords& words) {
    const auto objects = words.snapshot().objects();
    const auto most = std::max_element(objects.begin(), objects.end(), [](const auto& a, const auto& b) {
        return a.contended < b.contended;
    });
    if (most == objects.end() || most->contended == 0)
        return {};
    return RunWords::tr("Most fought over: %1, taken %2 times; %3 of them had to wait, up to %4 at once.")
        .arg(words.kindAndName(most->id), countText(most->acquisitions), countText(most->contended),
             countText(most->maxWaiters));
}

Story endedRun(const Moment& moment, const StoryWords& words) {
    const model::Snapshot& snapshot = moment.snapshot();
    const auto total = [&moment, &snapshot](std::initializer_list<State> states) {
        Duration sum{};
        for (const State state : states) sum += moment.totals()[model::indexOf(state)];
        return durationText(snapshot, sum);
    };
    Story told;
    told.title = RunWords::tr("The run has ended");
    told.lines.append(
        RunWords::tr("It lasted %1, with %2.")
            .arg(durationText(snapshot, snapshot.now() - snapshot.start()), kindsText(snapshot)));
    told.lines.append(
        RunWords::tr(
            "Together they ran for %1, were ready but without a processor for %2, and blocked for %3.")
            .arg(total({State::Running}), total({State::Ready}),
                 total({State::Blocked, State::SuspendedBlocked})));
    for (const QString& line : {contentionText(words), failureText(words)})
        if (!line.isEmpty())
            told.lines.append(line);
    told.lines.append(
        RunWords::tr("Click into the timeline to see what everybody did at that instant, and why."));
    return told;
}

Story runningRun(const Moment& moment) {
    QStringList states;
    for (const State state : {State::Running, State::Ready, State::Blocked, State::SuspendedReady,
                              State::SuspendedBlocked, State::New, State::Terminated, State::Unknown}) {
        if (const std::size_t count = moment.count(state); count > 0)
            states.append(countText(count) + QLatin1Char(' ') + termOf(state).word);
    }
    Story told;
    told.title = RunWords::tr("What does the run do?");
    const std::size_t tasks = moment.taskCount();
    told.lines.append(tasks == 0 ? RunWords::tr("No task has appeared yet.")
                      : tasks == 1
                          ? RunWords::tr("One task: %1.").arg(listText(states, 9))
                          : RunWords::tr("%1 tasks: %2.").arg(countText(tasks), listText(states, 9)));
    if (tasks > 0)
        told.lines.append(RunWords::tr("Choose a task in any view to see why it is not running."));
    return told;
}

// One that lasts before one that is over; of the others the heads.
void tellDeadlocks(const Moment& moment, const StoryWords& words, Story& told) {
    constexpr std::size_t kHeads = 3;
    std::vector<const model::Deadlock*> found;
    for (const model::Deadlock& deadlock : moment.snapshot().deadlocks()) {
        if (deadlock.wasOne() && deadlock.at <= moment.at())
            found.push_back(&deadlock);
    }
    std::stable_partition(found.begin(), found.end(),
                          [&moment](const model::Deadlock* d) { return d->holdsAt(moment.at()); });
    if (found.empty())
        return;
    told.deadlock = deadlockText(words, *found.front());
    for (std::size_t i = 1; i < found.size() && i <= kHeads; ++i)
        told.lines.append(RunWords::tr("Another one: %1").arg(deadlockText(words, *found[i]).head));
    if (found.size() > kHeads + 1)
        told.lines.append(RunWords::tr("And %1 more deadlocks.").arg(countText(found.size() - kHeads - 1)));
}

}  // namespace

Story runStory(const Moment& moment, Markup markup) {
    const model::Snapshot& snapshot = moment.snapshot();
    const StoryWords words(snapshot, moment.at(), markup);
    const bool isOver = snapshot.isEnded() && moment.isPresent() && !snapshot.tasks().empty();
    Story told = isOver ? endedRun(moment, words) : runningRun(moment);
    tellDeadlocks(moment, words, told);
    return told;
}

}  // namespace heddle::ui

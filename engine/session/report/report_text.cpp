#include <algorithm>

#include "engine/base/version.h"
#include "engine/model/wait_story.h"
#include "engine/session/report/deadlock_words.h"
#include "engine/session/report/ending_words.h"
#include "engine/session/report/report.h"
#include "engine/session/report/wait_summary.h"
#include "engine/session/report/words.h"

namespace heddle::session {
namespace {

using model::State;

constexpr std::size_t kWaitsTold = 5;  // for each task, the longest first

std::string joined(const std::vector<std::string>& parts, const char* separator) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : separator) + part;
    return text;
}

std::string times(std::uint64_t count) {
    return count == 1 ? "once" : std::to_string(count) + " times";
}

const char* sourceInWords(wire::KernelSource source) {
    switch (source) {
        case wire::KernelSource::Tracepoints:
            return "watched through scheduler tracepoints";
        case wire::KernelSource::Switches:
            return "watched through switch records";
        case wire::KernelSource::Sampling:
            return "sampled from /proc: states between two samples are unknown";
        case wire::KernelSource::Gate:
            return "stepped: one task moves at a time, and time is in steps";
        case wire::KernelSource::None:
            return "watched by nobody but the runtime";
    }
    return "watched by nobody but the runtime";
}

std::string endInWords(const model::Snapshot& snapshot, const model::TaskInfo& task) {
    if (task.isAlive())
        return "alive after " + durationText(snapshot.now() - task.created);
    const std::string life = " after " + durationText(*task.exited - task.created);
    return endingInWords(snapshot, task) + life;
}

std::string statesInWords(const model::TaskInfo& task) {
    std::vector<std::string> parts;
    for (const State state : {State::Running, State::Ready, State::Blocked, State::SuspendedReady,
                              State::SuspendedBlocked, State::New, State::Unknown}) {
        std::string name = model::nameOf(state);
        for (char& c : name) c = c == '_' ? ' ' : c;
        if (const Duration total = task.totals[model::indexOf(state)]; total.count() > 0)
            parts.push_back(name + ' ' + durationText(total));
    }
    return joined(parts, ", ");
}

std::string switchesInWords(const model::TaskInfo& task) {
    if (task.kind == wire::TaskKind::Fiber)
        return {};
    return "; gave the CPU up " + times(task.voluntarySwitches) + ", lost it " +
           times(task.involuntarySwitches);
}

bool isInDeadlock(const model::Snapshot& snapshot, TaskId task, const model::Interval& wait) {
    const auto deadlocks = snapshot.deadlocks();
    return std::any_of(deadlocks.begin(), deadlocks.end(), [&](const model::Deadlock& d) {
        const bool isInIt = std::find(d.tasks.begin(), d.tasks.end(), task) != d.tasks.end() ||
                            std::find(d.entangled.begin(), d.entangled.end(), task) != d.entangled.end();
        return isInIt && d.wasOne() && d.at < wait.end && (!d.brokenAt || *d.brokenAt > wait.begin);
    });
}

// What it waited for, and, where there is a holder, who held it and who ended the wait (in the longest one).
std::string waitInWords(const model::Snapshot& snapshot, TaskId task, const WaitSummary& wait) {
    using enum wire::Operation;
    const std::string length = durationText(wait.total);
    std::string text;
    switch (wait.reason.operation) {
        case None:
            return "blocked " + length + " in the kernel (" + times(wait.count) + ")";
        case Sleep:
            return "slept " + length + " (" + times(wait.count) + ")";
        case Join:
            return "waited " + length + " for " + snapshot.nameOf(wait.reason.other) + " to end";
        default:
            text = "waited " + length + " for " + described(snapshot, wait.reason.object);
    }
    if (wait.count > 1)
        text += " (" + times(wait.count) + ", at most " + durationText(wait.longest.length()) + ")";
    const model::WaitStory story = model::whyNotRunning(snapshot, task, wait.lastPart, 1);
    if (story.links.empty())
        return text;
    const model::StoryLink& link = story.links.front();
    std::vector<std::string> holders;
    for (const model::StoryHolder& holder : link.holders) holders.push_back(snapshot.nameOf(holder.task));
    if (!holders.empty())
        text += ", held by " + joined(holders, ", ");
    if (isInDeadlock(snapshot, task, wait.longest))
        text += "; a deadlock: nobody can release it";
    else if (link.endedBy)
        text += "; " + snapshot.nameOf(*link.endedBy) + " released it";
    return text;
}

std::string taskInWords(const model::Snapshot& snapshot, const model::TaskInfo& task) {
    std::string text = snapshot.nameOf(task.id) + "  " + nameOf(task.kind);
    if (task.kind == wire::TaskKind::Unknown)
        text += " kind and origin";
    if (task.kind == wire::TaskKind::Process)
        text += ", pid " + std::to_string(task.pid.value());
    else if (task.kind == wire::TaskKind::Thread)
        text += ", tid " + std::to_string(task.tid.value());
    if (task.parent)
        text += ", made by " + snapshot.nameOf(task.parent);
    if (task.isDaemon)
        text += ", a daemon";
    text += "; " + endInWords(snapshot, task) + '\n';
    if (const std::string after = aftermathInWords(snapshot, task); !after.empty())
        text += "    " + after + '\n';
    if (const std::string states = statesInWords(task); !states.empty())
        text += "    " + states + switchesInWords(task) + '\n';
    const std::vector<WaitSummary> waits = waitsOf(snapshot, task.id);
    for (std::size_t i = 0; i < waits.size() && i < kWaitsTold; ++i)
        text += "    " + waitInWords(snapshot, task.id, waits[i]) + '\n';
    if (waits.size() > kWaitsTold)
        text += "    and " + std::to_string(waits.size() - kWaitsTold) + " shorter waits for other things\n";
    return text;
}

std::string objectInWords(const model::Snapshot& snapshot, const model::ObjectInfo& object) {
    std::string text = described(snapshot, object.id);
    if (object.kind == wire::ObjectKind::Queue)
        text += "  depth at most " + std::to_string(object.maxDepth);
    else
        text += "  taken " + times(object.acquisitions) + ", " + std::to_string(object.contended) +
                " of them after a wait";
    text += "; at most " + std::to_string(object.maxWaiters) + " waited\n";
    if (object.ownerDeaths > 0)
        text += "    " + snapshot.nameOf(object.lastDeadOwner) + " died while it held it; " +
                (object.lastHeir.isNone() ? "its share came back"
                                          : snapshot.nameOf(object.lastHeir) + " has it then, and was told") +
                (object.ownerDeaths > 1 ? " (so it went " + times(object.ownerDeaths) + ")\n" : "\n");
    return text;
}

std::string expectationInWords(const model::Snapshot& snapshot, const model::FailedExpectation& failed) {
    const model::Site site = snapshot.site(failed.site);
    return "expectation of " + snapshot.nameOf(failed.task) + " did not hold after " +
           durationText(failed.at - snapshot.start()) + ": " + std::string{snapshot.text(failed.text)} +
           (site.file.empty() ? "" : " (" + std::string{site.file} + ":" + std::to_string(site.line) + ")") +
           '\n';
}

}  // namespace

std::string textOf(const Report& report) {
    const model::Snapshot& snapshot = *report.snapshot;
    const model::SourceInfo source = snapshot.source();
    std::string text = report.title + "  (" + durationText(snapshot.now() - snapshot.start()) + ", Heddle " +
                       std::string(version()) + ")\n" + sourceInWords(source.kernel) + "; " +
                       (source.lostEvents == 0 && source.gaps == 0
                            ? "nothing lost"
                            : std::to_string(source.lostEvents) + " events lost in " +
                                  std::to_string(source.gaps) + (source.gaps == 1 ? " place" : " places")) +
                       "\n";
    for (const std::string& remark : report.remarks) text += remark + '\n';
    text += '\n';
    for (const model::TaskInfo& task : snapshot.tasks()) text += taskInWords(snapshot, task);
    if (!snapshot.objects().empty())
        text += '\n';
    for (const model::ObjectInfo& object : snapshot.objects()) text += objectInWords(snapshot, object);
    if (snapshot.failedExpectationCount() > 0)
        text += '\n';
    for (const model::FailedExpectation& failed : snapshot.failedExpectations())
        text += expectationInWords(snapshot, failed);
    if (const std::uint64_t more = snapshot.failedExpectationCount() - snapshot.failedExpectations().size())
        text += "and " + std::to_string(more) + " more expectations that did not hold\n";
    if (!snapshot.deadlocks().empty())
        text += '\n';
    for (const model::Deadlock& deadlock : snapshot.deadlocks()) text += deadlockInWords(snapshot, deadlock);
    if (report.verdict)
        text += "\nexpected: " + report.verdict->text.text() +
                "\nobserved: " + report.verdict->observed.text() + "\n" +
                (report.verdict->held ? "as expected\n" : "NOT as expected\n");
    return text;
}

}  // namespace heddle::session

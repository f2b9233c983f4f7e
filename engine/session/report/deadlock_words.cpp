#include "engine/session/report/deadlock_words.h"

#include <filesystem>
#include <vector>

#include "engine/model/deadlock_story.h"
#include "engine/model/step_time.h"
#include "engine/session/report/words.h"

namespace heddle::session {
namespace {

using model::Deadlock;
using model::DeadlockEdge;
using model::Snapshot;
using model::WaitEnder;
using model::WayOut;

std::string listed(const std::vector<std::string>& parts, const char* separator = ", ") {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : separator) + part;
    return text;
}

std::string namesOf(const Snapshot& snapshot, const std::vector<TaskId>& tasks) {
    constexpr std::size_t kMost = 12;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < tasks.size() && i < kMost; ++i) names.push_back(snapshot.nameOf(tasks[i]));
    if (tasks.size() > kMost)
        names.push_back(std::to_string(tasks.size() - kMost) + " more");
    if (names.size() < 2)
        return listed(names);
    const std::string last = names.back();
    names.pop_back();
    return listed(names) + " and " + last;
}

// " at a.cpp:30"; empty when unknown.
std::string place(const Snapshot& snapshot, SiteId site) {
    const model::Site at = snapshot.site(site);
    return at.file.empty()
               ? ""
               : " at " + std::filesystem::path(at.file).filename().string() + ':' + std::to_string(at.line);
}

// As the run counts its time: "820 ms" after its start, or "step 4" of a controlled one.
std::string when(const Snapshot& snapshot, Instant time) {
    return model::isInSteps(snapshot) ? "step " + std::to_string(model::stepAt(snapshot, time))
                                      : durationText(time - snapshot.start());
}

std::string edgeInWords(const Snapshot& snapshot, const DeadlockEdge& edge) {
    const std::string name = snapshot.nameOf(edge.task);
    const std::string since = place(snapshot, edge.wait.site) + ", since " + when(snapshot, edge.since);
    switch (edge.ender) {
        case WaitEnder::JoinedTask:
        case WaitEnder::JoinedProcess:
            return name + " waits for " + snapshot.nameOf(edge.wait.other) + " to end" + since;
        case WaitEnder::CarriersFiber:
            return name + " is ready, but its carrier is blocked by " + snapshot.nameOf(edge.next);
        case WaitEnder::SharingTask:
            return name + " waits in " + nameOf(edge.wait.operation) + " for " +
                   described(snapshot, edge.wait.object) + since +
                   (edge.next ? "; " + snapshot.nameOf(edge.next) + " is left who could end that"
                              : "; nobody is left who could end that");
        default:
            break;
    }
    std::vector<std::string> holders;
    for (const model::Holder& holder : edge.holders)
        holders.push_back(snapshot.nameOf(holder.task) + place(snapshot, holder.site) + ", since " +
                          when(snapshot, holder.since));
    return name + " waits for " + described(snapshot, edge.wait.object) + since + "; held by " +
           listed(holders, "; ") + (edge.next ? "" : ", which has ended");
}

std::vector<std::string> conditionsInWords(const Snapshot& snapshot, const Deadlock& deadlock,
                                           const model::DeadlockStory& story) {
    std::vector<std::string> objects, holds;
    for (const ObjectId object : story.exclusive) objects.push_back(described(snapshot, object));
    for (const model::HoldAndWait& hold : story.holdAndWait)
        holds.push_back(snapshot.nameOf(hold.task) + " holds " + snapshot.nameOf(hold.held) + " (taken" +
                        place(snapshot, hold.taken) + ") and waits" + place(snapshot, hold.waits));
    std::vector<std::string> lines;
    lines.push_back("mutual exclusion: " +
                    (objects.empty() ? "no lock is involved; each needs what only another one can do"
                                     : listed(objects) + " cannot be had while held"));
    if (!holds.empty())
        lines.push_back("hold and wait: " + listed(holds, "; "));
    lines.push_back("no preemption: nobody takes anything back, and none of the waits has a time limit");
    lines.push_back(story.isCircular
                        ? "circular wait: " + namesOf(snapshot, deadlock.tasks) + ", and back to " +
                              snapshot.nameOf(deadlock.tasks.front())
                        : std::string("circular wait: none; what is waited for cannot come any more"));
    return lines;
}

std::string wayOutInWords(const Snapshot& snapshot, const model::DeadlockStory& story, const WayOut& way) {
    switch (way.kind) {
        case WayOut::Kind::LockOrder: {
            std::vector<std::string> orders;
            for (const model::HoldAndWait& hold : story.holdAndWait)
                orders.push_back(snapshot.nameOf(hold.held) + place(snapshot, hold.taken) + " before " +
                                 snapshot.nameOf(hold.wanted) + place(snapshot, hold.waits));
            return "take the locks in one order everywhere; now: " + listed(orders, ", but ");
        }
        case WayOut::Kind::EndTask:
            return "end " + snapshot.nameOf(way.task) +
                   ", which closed the circle, and give back what it holds";
        case WayOut::Kind::TakeBack:
            return "take " + described(snapshot, way.object) + " back from " + snapshot.nameOf(way.task);
        case WayOut::Kind::Provide:
            break;
    }
    return "let somebody else end the wait of " + snapshot.nameOf(way.task) + " for " +
           described(snapshot, way.object);
}

const char* endingInWords(Deadlock::Ending ending) {
    switch (ending) {
        case Deadlock::Ending::Withdrawn:
            return "it was none: more tasks could end its waits than had shown; withdrawn after ";
        case Deadlock::Ending::Unknown:
            return "whether it lasts is not known: events were lost after ";
        case Deadlock::Ending::Broken:
        case Deadlock::Ending::None:
            break;
    }
    return "broken after ";
}

}  // namespace

std::string deadlockInWords(const Snapshot& snapshot, const Deadlock& deadlock) {
    const model::DeadlockStory story = model::storyOf(deadlock);
    std::string text = std::string(deadlock.isPartial ? "partial deadlock" : "deadlock") + " after " +
                       when(snapshot, deadlock.at) + ": ";
    text += story.isCircular
                ? namesOf(snapshot, deadlock.tasks) +
                      (deadlock.tasks.size() == 1 ? " waits for itself" : " wait for each other")
                : snapshot.nameOf(deadlock.tasks.front()) + " waits for what nobody is left to do";
    text += deadlock.isPartial ? ", while others go on\n" : "\n";
    for (const DeadlockEdge& edge : deadlock.edges) text += "    " + edgeInWords(snapshot, edge) + '\n';
    if (!deadlock.entangled.empty())
        text += "    bound up with them: " + namesOf(snapshot, deadlock.entangled) + '\n';
    if (!deadlock.behind.empty())
        text += "    waiting behind them: " + namesOf(snapshot, deadlock.behind) + '\n';
    for (const std::string& line : conditionsInWords(snapshot, deadlock, story)) text += "    " + line + '\n';
    for (const WayOut& way : story.waysOut)
        text += "    way out: " + wayOutInWords(snapshot, story, way) + '\n';
    if (deadlock.brokenAt)
        text +=
            std::string("    ") + endingInWords(deadlock.ending) + when(snapshot, *deadlock.brokenAt) + '\n';
    return text;
}

}  // namespace heddle::session

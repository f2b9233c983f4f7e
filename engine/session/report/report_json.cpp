#include <nlohmann/json.hpp>

#include "engine/base/version.h"
#include "engine/model/deadlock_story.h"
#include "engine/session/report/ending_words.h"
#include "engine/session/report/report.h"
#include "engine/session/report/wait_summary.h"
#include "engine/session/report/words.h"

namespace heddle::session {
namespace {

using Json = nlohmann::ordered_json;
using model::State;

Json exitOf(const model::Snapshot& snapshot, const model::TaskInfo& task) {
    if (task.isAlive())
        return nullptr;
    const model::Ending ending = model::endingOf(snapshot, task);
    Json exit;
    if (ending.signal != 0)
        exit["signal"] = nameOfSignal(ending.signal);
    else
        exit["code"] = ending.code ? Json(*ending.code) : Json(nullptr);
    exit["cause"] = nameOf(ending.cause);
    exit["by"] = ending.by.value();
    exit["words"] = endingInWords(snapshot, task);
    return exit;
}

Json stateTimesOf(const model::TaskInfo& task) {
    Json times;
    for (const State state : {State::New, State::Ready, State::Running, State::Blocked, State::SuspendedReady,
                              State::SuspendedBlocked, State::Unknown})
        times[model::nameOf(state)] = task.totals[model::indexOf(state)].count();
    return times;
}

Json waitsAsJson(const model::Snapshot& snapshot, TaskId task) {
    Json waits = Json::array();
    for (const WaitSummary& wait : waitsOf(snapshot, task)) {
        Json entry{{"object", wait.reason.object.value()}, {"operation", nameOf(wait.reason.operation)}};
        if (wait.reason.other)
            entry["task"] = wait.reason.other.value();
        entry["count"] = wait.count;
        entry["ns"] = wait.total.count();
        waits.push_back(std::move(entry));
    }
    return waits;
}

Json taskAsJson(const model::Snapshot& snapshot, const model::TaskInfo& task) {
    return {{"id", task.id.value()},
            {"parent", task.parent.value()},
            {"kind", nameOf(task.kind)},
            {"name", snapshot.nameOf(task.id)},
            {"pid", task.pid.value()},
            {"tid", task.tid.value()},
            {"exit", exitOf(snapshot, task)},
            {"state_ns", stateTimesOf(task)},
            {"switches", {{"voluntary", task.voluntarySwitches}, {"involuntary", task.involuntarySwitches}}},
            {"waits", waitsAsJson(snapshot, task.id)}};
}

Json objectAsJson(const model::Snapshot& snapshot, const model::ObjectInfo& object) {
    return {{"id", object.id.value()},
            {"kind", nameOf(object.kind)},
            {"name", snapshot.nameOf(object.id)},
            {"acquisitions", object.acquisitions},
            {"contended", object.contended},
            {"max_waiters", object.maxWaiters},
            {"max_depth", object.maxDepth},
            {"owner_deaths", object.ownerDeaths}};
}

Json idsOf(const std::vector<TaskId>& tasks) {
    Json ids = Json::array();
    for (const TaskId task : tasks) ids.push_back(task.value());
    return ids;
}

Json siteAsJson(const model::Snapshot& snapshot, SiteId site) {
    const model::Site at = snapshot.site(site);
    return at.file.empty() ? Json(nullptr) : Json{{"file", at.file}, {"line", at.line}};
}

const char* enderName(model::WaitEnder ender) {
    switch (ender) {
        case model::WaitEnder::EveryHolder:
            return "every_holder";
        case model::WaitEnder::EnoughHolders:
            return "enough_holders";
        case model::WaitEnder::JoinedTask:
            return "joined_task";
        case model::WaitEnder::JoinedProcess:
            return "joined_process";
        case model::WaitEnder::SharingTask:
            return "sharing_task";
        case model::WaitEnder::CarriersFiber:
            return "carriers_fiber";
        case model::WaitEnder::Anybody:
            break;
    }
    return "anybody";
}

Json edgeAsJson(const model::Snapshot& snapshot, const model::DeadlockEdge& edge) {
    Json holders = Json::array();
    for (const model::Holder& holder : edge.holders)
        holders.push_back({{"task", holder.task.value()},
                           {"units", holder.units},
                           {"since_ns", toNs(holder.since)},
                           {"site", siteAsJson(snapshot, holder.site)}});
    return {{"task", edge.task.value()},
            {"operation", nameOf(edge.wait.operation)},
            {"object", edge.wait.object.value()},
            {"joins", edge.wait.other.value()},
            {"units", edge.wait.units},
            {"since_ns", toNs(edge.since)},
            {"site", siteAsJson(snapshot, edge.wait.site)},
            {"ended_by", enderName(edge.ender)},
            {"holders", std::move(holders)},
            {"next", edge.next.value()}};
}

Json conditionsAsJson(const model::Snapshot& snapshot, const model::DeadlockStory& story) {
    Json exclusive = Json::array(), holds = Json::array();
    for (const ObjectId object : story.exclusive) exclusive.push_back(object.value());
    for (const model::HoldAndWait& hold : story.holdAndWait)
        holds.push_back({{"task", hold.task.value()},
                         {"holds", hold.held.value()},
                         {"taken", siteAsJson(snapshot, hold.taken)},
                         {"waits_for", hold.wanted.value()},
                         {"waits", siteAsJson(snapshot, hold.waits)}});
    return {{"mutual_exclusion", std::move(exclusive)},
            {"hold_and_wait", std::move(holds)},
            {"no_preemption", true},
            {"circular_wait", story.isCircular}};
}

Json waysOutAsJson(const model::DeadlockStory& story) {
    Json ways = Json::array();
    for (const model::WayOut& way : story.waysOut) {
        const bool isOrder = way.kind == model::WayOut::Kind::LockOrder;
        ways.push_back({{"way", isOrder                                     ? "lock_order"
                                : way.kind == model::WayOut::Kind::EndTask  ? "end_task"
                                : way.kind == model::WayOut::Kind::TakeBack ? "take_back"
                                                                            : "provide"},
                        {"task", way.task.value()},
                        {"object", way.object.value()}});
    }
    return ways;
}

const char* endingName(model::Deadlock::Ending ending) {
    switch (ending) {
        case model::Deadlock::Ending::Broken:
            return "broken";
        case model::Deadlock::Ending::Withdrawn:
            return "withdrawn";
        case model::Deadlock::Ending::Unknown:
            return "unknown";
        case model::Deadlock::Ending::None:
            break;
    }
    return "lasts";
}

Json deadlockAsJson(const model::Snapshot& snapshot, const model::Deadlock& deadlock) {
    const model::DeadlockStory story = model::storyOf(deadlock);
    Json objects = Json::array(), edges = Json::array();
    for (const ObjectId object : deadlock.objects) objects.push_back(object.value());
    for (const model::DeadlockEdge& edge : deadlock.edges) edges.push_back(edgeAsJson(snapshot, edge));
    return {{"at_ns", toNs(deadlock.at)},
            {"tasks", idsOf(deadlock.tasks)},
            {"objects", std::move(objects)},
            {"shape", story.isCircular ? "circle" : "abandoned"},
            {"partial", deadlock.isPartial},
            {"ending", endingName(deadlock.ending)},
            {"broken_ns", deadlock.brokenAt ? Json(toNs(*deadlock.brokenAt)) : Json(nullptr)},
            {"edges", std::move(edges)},
            {"entangled", idsOf(deadlock.entangled)},
            {"behind", idsOf(deadlock.behind)},
            {"conditions", conditionsAsJson(snapshot, story)},
            {"ways_out", waysOutAsJson(story)}};
}

}  // namespace

std::string jsonOf(const Report& report) {
    const model::Snapshot& snapshot = *report.snapshot;
    Json tasks = Json::array(), objects = Json::array(), deadlocks = Json::array();
    for (const model::TaskInfo& task : snapshot.tasks()) tasks.push_back(taskAsJson(snapshot, task));
    for (const model::ObjectInfo& object : snapshot.objects())
        objects.push_back(objectAsJson(snapshot, object));
    for (const model::Deadlock& deadlock : snapshot.deadlocks())
        deadlocks.push_back(deadlockAsJson(snapshot, deadlock));
    Json expectation;
    if (report.verdict)
        expectation = {{"held", report.verdict->held},
                       {"text", report.verdict->text.text()},
                       {"observed", report.verdict->observed.text()}};
    Json failed = Json::array();
    for (const model::FailedExpectation& one : snapshot.failedExpectations())
        failed.push_back({{"at_ns", toNs(one.at)},
                          {"task", one.task.value()},
                          {"file", snapshot.site(one.site).file},
                          {"line", snapshot.site(one.site).line},
                          {"text", snapshot.text(one.text)}});
    const model::SourceInfo source = snapshot.source();
    const Json whole{{"heddle", version()},
                     {"source", {{"kernel", nameOf(source.kernel)}, {"lost_events", source.lostEvents}}},
                     {"start_ns", toNs(snapshot.start())},
                     {"end_ns", toNs(snapshot.now())},
                     {"tasks", std::move(tasks)},
                     {"objects", std::move(objects)},
                     {"deadlocks", std::move(deadlocks)},
                     {"failed_expectations", std::move(failed)},
                     {"failed_expectation_count", snapshot.failedExpectationCount()},
                     {"expectation", std::move(expectation)}};
    return whole.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace heddle::session

#include <sys/wait.h>

#include <nlohmann/json.hpp>

#include "engine/base/version.h"
#include "engine/session/report.h"
#include "engine/session/wait_summary.h"
#include "engine/session/words.h"

namespace heddle::session {
namespace {

using Json = nlohmann::ordered_json;
using model::State;

Json exitOf(const model::TaskInfo& task) {
    if (task.isAlive())
        return nullptr;
    if (!task.exitStatus)
        return {{"code", nullptr}};  // it ended, and only its parent knows how
    if (WIFSIGNALED(*task.exitStatus))
        return {{"signal", nameOfSignal(WTERMSIG(*task.exitStatus))}};
    return {{"code", WEXITSTATUS(*task.exitStatus)}};
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
            {"exit", exitOf(task)},
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
            {"max_depth", object.maxDepth}};
}

Json deadlockAsJson(const model::Deadlock& deadlock) {
    Json tasks = Json::array(), objects = Json::array();
    for (const TaskId task : deadlock.tasks) tasks.push_back(task.value());
    for (const ObjectId object : deadlock.objects) objects.push_back(object.value());
    return {{"at_ns", toNs(deadlock.at)}, {"tasks", std::move(tasks)}, {"objects", std::move(objects)}};
}

}  // namespace

std::string jsonOf(const Report& report) {
    const model::Snapshot& snapshot = *report.snapshot;
    Json tasks = Json::array(), objects = Json::array(), deadlocks = Json::array();
    for (const model::TaskInfo& task : snapshot.tasks()) tasks.push_back(taskAsJson(snapshot, task));
    for (const model::ObjectInfo& object : snapshot.objects())
        objects.push_back(objectAsJson(snapshot, object));
    for (const model::Deadlock& deadlock : snapshot.deadlocks())
        deadlocks.push_back(deadlockAsJson(deadlock));
    Json expectation;
    if (report.verdict)
        expectation = {{"held", report.verdict->held},
                       {"text", report.verdict->text},
                       {"observed", report.verdict->observed}};
    const model::SourceInfo source = snapshot.source();
    const Json whole{{"heddle", version()},
                     {"source", {{"kernel", nameOf(source.kernel)}, {"lost_events", source.lostEvents}}},
                     {"start_ns", toNs(snapshot.start())},
                     {"end_ns", toNs(snapshot.now())},
                     {"tasks", std::move(tasks)},
                     {"objects", std::move(objects)},
                     {"deadlocks", std::move(deadlocks)},
                     {"expectation", std::move(expectation)}};
    return whole.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace heddle::session

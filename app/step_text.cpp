#include "app/step_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/base/version.h"
#include "engine/session/report/deadlock_words.h"
#include "engine/session/stepping/lasting_deadlock.h"
#include "engine/session/stepping/step_choice.h"

namespace heddle::app {

using nlohmann::ordered_json;
using session::HistoryNode;
using session::NextStep;
using session::NodeId;
using session::Position;
using session::Standing;

namespace {

// "deadlock_ab.cpp:17", empty where nobody knows.
std::string lineOf(const Position& position, SiteId id) {
    const model::Site site = position.snapshot->site(id);
    if (site.file.empty())
        return {};
    return std::string(site.file.substr(site.file.rfind('/') + 1)) + ':' + std::to_string(site.line);
}

// The state of a task once the step was made.
const char* stateAfter(const Position& position, const HistoryNode& node) {
    const model::HistoryView history = position.snapshot->history(node.task);
    const std::size_t index = history.indexAt(model::beginOfStep(*position.snapshot, node.depth + 1));
    if (index >= history.size())
        return "unknown";
    // Who runs on made the next step too: in between it stood, and could go.
    const bool isLast = node.depth == (*position.history)[position.current].depth;
    const model::State state = history.at(index).state;
    return model::nameOf(state == model::State::Running && !isLast ? model::State::Ready : state);
}

std::string operationOf(const HistoryNode& node) {
    std::string text(node.intervention == session::Intervention::None ? control::wordOf(node.operation)
                                                                      : control::wordOf(node.intervention));
    return node.timedOut ? text + " timed-out" : text;
}

const char* wordOf(Standing standing) {
    switch (standing) {
        case Standing::GoesOn:
            return "goes_on";
        case Standing::AllEnded:
            return "all_ended";
        case Standing::Deadlock:
            return "deadlock";
        case Standing::Failed:
            return "failed";
        case Standing::NoNextStep:
            return "no_next_step";
    }
    return "goes_on";
}

std::string nextText(const Position& position, const NextStep& next) {
    std::string text = next.name;
    if (!next.isAlive())
        return text + "  has ended";
    text += "  " + std::string(control::wordOf(next.operation));
    if (!next.subject.empty())
        text += ' ' + next.subject;
    if (const std::string line = lineOf(position, next.site); !line.empty())
        text += "  (" + line + ')';
    if (!next.mayGo) {
        text += "  blocked: " + session::whyBlocked(position, next);
        if (next.blockedSince)
            text += ", blocked since step " + std::to_string(*next.blockedSince);
        if (next.mayTimeOut)
            text += "; it may time out";
    }
    return text;
}

// "Thread-3 can still go on\n"
std::string whoGoesOn(const Position& position) {
    const std::vector<TaskId> able = session::tasksThatMayGo(position);
    constexpr std::size_t kMost = 12;
    std::string text;
    for (std::size_t i = 0; i < able.size() && i < kMost; ++i)
        text += (i == 0 ? "" : ", ") + position.snapshot->nameOf(able[i]);
    if (able.size() > kMost)
        text += " and " + std::to_string(able.size() - kMost) + " more";
    return text + " can still go on\n";
}

ordered_json jsonOf(const Position& position, const NextStep& next) {
    ordered_json blockers = ordered_json::array();
    for (const TaskId task : next.blockedBy) blockers.push_back(task.value());
    return {{"id", next.task.value()},
            {"name", next.name},
            {"operation", next.isAlive() ? ordered_json(control::wordOf(next.operation)) : ordered_json()},
            {"object", next.subject},
            {"line", lineOf(position, next.site)},
            {"may_go", next.mayGo},
            {"blocked_by", blockers}};
}

}  // namespace

std::vector<NodeId> wayTo(const Position& position, NodeId node) {
    std::vector<NodeId> way;
    for (; node != NodeId::Start; node = (*position.history)[node].parent) way.push_back(node);
    std::reverse(way.begin(), way.end());
    return way;
}

std::string stepLine(const Position& position, NodeId id) {
    const HistoryNode& node = (*position.history)[id];
    return std::to_string(node.depth) + ' ' + node.taskName + ' ' + operationOf(node) + ' ' +
           (node.subject.empty() ? "-" : node.subject) + " -> " + stateAfter(position, node);
}

std::string choicesText(const Position& position) {
    std::string text;
    for (std::size_t i = 0; i < position.tasks.size(); ++i)
        text += (position.tasks[i].mayGo ? "  " : "- ") + std::to_string(i + 1) + "  " +
                nextText(position, position.tasks[i]) + '\n';
    return text;
}

std::string standingText(const Position& position) {
    std::string text;
    for (const model::Deadlock& deadlock : position.snapshot->deadlocks())
        text += session::deadlockInWords(*position.snapshot, deadlock);
    switch (position.standing) {
        case Standing::AllEnded:
            return text + "all tasks have ended\n";
        case Standing::Deadlock:
            return text + "nobody can go on\n";
        case Standing::Failed:
            return text + "the last step failed: " + position.message + '\n';
        case Standing::NoNextStep:
            return text + position.message + '\n';
        case Standing::GoesOn:
            break;
    }
    return session::isPartlyDeadlocked(position) ? text + whoGoesOn(position) : text;
}

std::string stepJson(const session::ControlledSession& run) {
    const session::PositionPtr position = run.position();
    ordered_json steps = ordered_json::array();
    for (const NodeId id : wayTo(*position, position->current)) {
        const HistoryNode& node = (*position->history)[id];
        steps.push_back({{"step", node.depth},
                         {"task", node.taskName},
                         {"operation", operationOf(node)},
                         {"object", node.subject},
                         {"line", lineOf(*position, node.site)},
                         {"state", stateAfter(*position, node)}});
    }
    ordered_json tasks = ordered_json::array();
    for (const NextStep& next : position->tasks) tasks.push_back(jsonOf(*position, next));
    ordered_json deadlocks = ordered_json::array();
    for (const model::Deadlock& deadlock : position->snapshot->deadlocks()) {
        ordered_json circle = ordered_json::array();
        for (const TaskId task : deadlock.tasks) circle.push_back(task.value());
        deadlocks.push_back({{"step", model::stepAt(*position->snapshot, deadlock.at)}, {"tasks", circle}});
    }
    ordered_json expectation;
    if (const auto verdict = run.verdict())
        expectation = {
            {"held", verdict->held}, {"text", verdict->text.text()}, {"observed", verdict->observed.text()}};
    const ordered_json all{{"heddle", version()},
                           {"scenario", run.request().scenario},
                           {"steps", steps},
                           {"tasks", tasks},
                           {"deadlocks", deadlocks},
                           {"standing", wordOf(position->standing)},
                           {"message", position->message},
                           {"expectation", expectation}};
    return all.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace heddle::app

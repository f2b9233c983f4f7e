#include "engine/scenarios/observed.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <vector>

namespace heddle::scenarios {
namespace {

using Changes = std::vector<std::pair<Instant, int>>;

void addHolds(const model::ObjectInfo& object, Changes& changes) {
    for (std::size_t i = 0; i < object.holds.size(); ++i) {
        changes.emplace_back(object.holds[i].begin, +1);
        changes.emplace_back(object.holds[i].end, -1);
    }
    for (const model::Holder& holder : object.holders) changes.emplace_back(holder.since, +1);
}

// At one and the same instant ends come before beginnings: a hand-off is no overlap.
std::size_t mostAtOnce(Changes changes) {
    std::sort(changes.begin(), changes.end());
    int now = 0, most = 0;
    for (const auto& [when, change] : changes) most = std::max(most, now += change);
    return static_cast<std::size_t>(most);
}

}  // namespace

const model::TaskInfo* taskNamed(const model::Snapshot& seen, std::string_view name) {
    for (const model::TaskInfo& task : seen.tasks())
        if (seen.text(task.name) == name)
            return &task;
    return nullptr;
}

Life lifeOf(const model::Snapshot& seen, std::string_view name) {
    const model::TaskInfo* task = taskNamed(seen, name);
    return task ? Life{task->created, task->exited.value_or(seen.now())} : Life{};
}

std::string pidOf(const model::TaskInfo& task) {
    return std::to_string(task.pid.value());
}

std::size_t tasksOf(const model::Snapshot& seen, wire::TaskKind kind) {
    const auto tasks = seen.tasks();
    return static_cast<std::size_t>(std::count_if(
        tasks.begin(), tasks.end(), [kind](const model::TaskInfo& task) { return task.kind == kind; }));
}

const model::ObjectInfo* objectNamed(const model::Snapshot& seen, std::string_view name) {
    for (const model::ObjectInfo& object : seen.objects())
        if (seen.text(object.name) == name)
            return &object;
    return nullptr;
}

std::size_t mostHoldersAtOnce(const model::ObjectInfo& object) {
    Changes changes;
    addHolds(object, changes);
    return mostAtOnce(std::move(changes));
}

std::size_t mostHoldersAtOnce(const model::Snapshot& seen, std::string_view name) {
    Changes changes;
    for (const model::ObjectInfo& object : seen.objects())
        if (seen.text(object.name) == name)
            addHolds(object, changes);
    return mostAtOnce(std::move(changes));
}

bool isHeldAlone(const model::ObjectInfo& object, std::uint32_t units) {
    std::vector<model::Hold> holds;
    for (std::size_t i = 0; i < object.holds.size(); ++i) holds.push_back(object.holds[i]);
    for (const model::Holder& holder : object.holders)
        holds.push_back({holder.task, {}, holder.since, Instant::max(), holder.site, holder.units});
    std::sort(holds.begin(), holds.end(),
              [](const model::Hold& a, const model::Hold& b) { return a.begin < b.begin; });
    for (std::size_t i = 0; i < holds.size(); ++i)
        for (std::size_t j = i + 1; j < holds.size() && holds[j].begin < holds[i].end; ++j)
            if (holds[i].task != holds[j].task && std::max(holds[i].units, holds[j].units) == units)
                return false;
    return true;
}

std::int64_t highestLevel(const model::ObjectInfo& object) {
    std::int64_t highest = object.level;
    for (std::size_t i = 0; i < object.levels.size(); ++i)
        highest = std::max(highest, object.levels[i].level);
    return highest;
}

std::int64_t levelOf(const model::Snapshot& seen, std::string_view name) {
    const model::ObjectInfo* variable = objectNamed(seen, name);
    return variable ? variable->level : 0;
}

std::int64_t levelAt(const model::Snapshot& seen, std::string_view name, Instant when) {
    std::int64_t level = 0;
    const model::ObjectInfo* variable = objectNamed(seen, name);
    for (std::size_t i = 0; variable && i < variable->levels.size() && variable->levels[i].time <= when; ++i)
        level = variable->levels[i].level;
    return level;
}

std::pair<std::int64_t, std::int64_t> putsAndTakes(const model::ObjectInfo& queue) {
    std::int64_t puts = 0, takes = 0;
    for (std::size_t i = 0; i < queue.levels.size(); ++i) {
        const std::int64_t change = queue.levels[i].level - (i == 0 ? 0 : queue.levels[i - 1].level);
        puts += std::max<std::int64_t>(change, 0);
        takes += std::max<std::int64_t>(-change, 0);
    }
    return {puts, takes};
}

std::optional<Instant> reached(const model::Snapshot& seen, std::string_view future,
                               wire::FutureStatus status) {
    const model::ObjectInfo* object = objectNamed(seen, future);
    if (!object)
        return std::nullopt;
    for (std::size_t i = 0; i < object->levels.size(); ++i)
        if (object->levels[i].level == static_cast<std::int64_t>(status))
            return object->levels[i].time;
    return std::nullopt;
}

std::int64_t endedIn(const model::Snapshot& seen, std::string_view prefix, std::int64_t count,
                     wire::FutureStatus status) {
    std::int64_t found = 0;
    for (std::int64_t i = 1; i <= count; ++i)
        found += reached(seen, std::string{prefix} + " " + std::to_string(i), status).has_value();
    return found;
}

namespace {

// What `add` makes of the intervals of those tasks, one task after the other; by beginning.
std::vector<Stretch> collect(const model::Snapshot& seen, std::string_view prefix, const auto& add) {
    std::vector<Stretch> found;
    for (const model::TaskInfo& task : seen.tasks()) {
        if (!seen.text(task.name).starts_with(prefix))
            continue;
        const model::HistoryView history = seen.history(task.id);
        for (std::size_t i = 0; i < history.size(); ++i) {
            const model::Interval interval = history.at(i);
            add(found, interval, Stretch{task.id, interval.begin, interval.end});
        }
    }
    std::sort(found.begin(), found.end(),
              [](const Stretch& a, const Stretch& b) { return a.begin < b.begin; });
    return found;
}

std::size_t transfersWhere(const model::Snapshot& seen, const auto& wanted) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < seen.transfers().size(); ++i) {
        const model::Transfer& transfer = seen.transfers()[i];
        count += wanted(seen.nameOf(transfer.sender), seen.nameOf(transfer.receiver));
    }
    return count;
}

}  // namespace

std::vector<Stretch> waits(const model::Snapshot& seen, wire::Operation operation, std::string_view prefix) {
    return collect(seen, prefix, [operation](auto& found, const model::Interval& interval, Stretch stretch) {
        const bool isInWait =
            interval.state == model::State::Blocked || interval.state == model::State::SuspendedBlocked;
        if (!isInWait || interval.wait.operation != operation)
            return;
        if (interval.isSameWait && !found.empty() && found.back().task == stretch.task)
            found.back().end = interval.end;
        else
            found.push_back(stretch);
    });
}

std::vector<Stretch> stretches(const model::Snapshot& seen, model::State state, std::string_view prefix) {
    return collect(seen, prefix, [state](auto& found, const model::Interval& interval, Stretch stretch) {
        if (interval.state == state)
            found.push_back(stretch);
    });
}

Duration longest(const std::vector<Stretch>& stretches) {
    Duration most{};
    for (const Stretch& stretch : stretches) most = std::max(most, stretch.end - stretch.begin);
    return most;
}

Duration sum(const std::vector<Stretch>& stretches) {
    Duration all{};
    for (const Stretch& stretch : stretches) all += stretch.end - stretch.begin;
    return all;
}

std::size_t timesWaited(const model::ObjectInfo& object) {
    std::size_t times = 0;
    for (std::size_t i = 1; i < object.waiterCounts.size(); ++i)
        times += object.waiterCounts[i].level > object.waiterCounts[i - 1].level;
    return times;
}

std::optional<Instant> firstToLeaveTheLine(const model::ObjectInfo& object) {
    for (std::size_t i = 1; i < object.waiterCounts.size(); ++i) {
        if (object.waiterCounts[i].level < object.waiterCounts[i - 1].level)
            return object.waiterCounts[i].time;
    }
    return std::nullopt;
}

std::size_t mostAtOnce(const std::vector<Stretch>& stretches) {
    Changes changes;
    for (const Stretch& stretch : stretches) {
        changes.emplace_back(stretch.begin, +1);
        changes.emplace_back(stretch.end, -1);
    }
    return mostAtOnce(std::move(changes));
}

std::size_t tasksIn(const std::vector<Stretch>& stretches) {
    std::set<TaskId> tasks;
    for (const Stretch& stretch : stretches) tasks.insert(stretch.task);
    return tasks.size();
}

bool hasBeen(const model::Snapshot& seen, std::string_view name, model::State state) {
    const model::TaskInfo* task = taskNamed(seen, name);
    return task && task->totals[model::indexOf(state)].count() > 0;
}

model::Ending endingOf(const model::Snapshot& seen, std::string_view name) {
    const model::TaskInfo* task = taskNamed(seen, name);
    return task && task->exited ? model::endingOf(seen, *task) : model::Ending{};
}

std::string notEndedBy(const model::Snapshot& seen, model::EndCause cause,
                       const std::vector<std::string_view>& names) {
    std::string others;
    for (const std::string_view name : names)
        if (endingOf(seen, name).cause != cause)
            others += std::string{name} + ", ";
    return others;
}

const model::Deadlock* deadlockIn(const model::Snapshot& seen) {
    for (const model::Deadlock& deadlock : seen.deadlocks())
        if (deadlock.wasOne() && !deadlock.tasks.empty())
            return &deadlock;
    return nullptr;
}

std::vector<model::PrintedLine> linesOf(const model::Snapshot& seen, TaskId task) {
    std::vector<model::PrintedLine> lines;
    for (std::size_t i = 0; i < seen.printed().size(); ++i)
        if (seen.printed()[i].task == task)
            lines.push_back(seen.printed()[i]);
    return lines;
}

bool hasSaid(const model::Snapshot& seen, TaskId task, std::string_view line) {
    const auto lines = linesOf(seen, task);
    return std::any_of(lines.begin(), lines.end(),
                       [&](const model::PrintedLine& one) { return seen.text(one.text) == line; });
}

std::string saidAfter(const model::Snapshot& seen, TaskId task, std::string_view beginning) {
    for (const model::PrintedLine& line : linesOf(seen, task))
        if (const std::string_view said = seen.text(line.text); said.starts_with(beginning))
            return std::string{said.substr(beginning.size())};
    return {};
}

std::int64_t numberIn(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : -1;
}

std::int64_t cpusUsed(const model::Snapshot& seen) {
    std::int64_t used = 0;
    for (const model::CpuInfo& cpu : seen.cpus()) {
        bool isUsed = false;
        for (std::size_t i = 0; i < cpu.steps.size() && !isUsed; ++i) isUsed = bool{cpu.steps[i].task};
        used += isUsed;
    }
    return used;
}

std::vector<model::Transfer> transfersThrough(const model::Snapshot& seen, ObjectId channel) {
    std::vector<model::Transfer> through;
    for (std::size_t i = 0; i < seen.transfers().size(); ++i)
        if (seen.transfers()[i].channel == channel)
            through.push_back(seen.transfers()[i]);
    return through;
}

std::size_t transfersBetween(const model::Snapshot& seen, std::string_view sender,
                             std::string_view receiver) {
    return transfersWhere(seen, [&](const std::string& from, const std::string& to) {
        return from == sender && to == receiver;
    });
}

std::size_t transfersAmong(const model::Snapshot& seen, std::string_view senders,
                           std::string_view receivers) {
    return transfersWhere(seen, [&](const std::string& from, const std::string& to) {
        return from.starts_with(senders) && to.starts_with(receivers);
    });
}

}  // namespace heddle::scenarios

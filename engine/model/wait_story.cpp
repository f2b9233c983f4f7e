#include "engine/model/wait_story.h"

#include <algorithm>

namespace heddle::model {

namespace {

bool isWaiting(State state) {
    return state == State::Blocked || state == State::SuspendedBlocked;
}

// Past holds stand in the order in which they ended: the first that ended after `at`.
std::size_t firstEndedAfter(const Series<Hold>& holds, Instant at) {
    std::size_t low = 0, high = holds.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (holds[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// Who held `object` at `at`, longest first.
std::vector<StoryHolder> holdersAt(const ObjectInfo& object, Instant at) {
    std::vector<StoryHolder> holders;
    const auto add = [&holders](TaskId task, Instant since, SiteId site) {
        const auto known = std::find_if(holders.begin(), holders.end(),
                                        [&](const StoryHolder& h) { return h.task == task; });
        if (known == holders.end())
            holders.push_back({task, since, site});
        else
            known->since = std::min(known->since, since);
    };
    const bool isExclusive =
        object.kind == wire::ObjectKind::Mutex || object.kind == wire::ObjectKind::RecursiveMutex;
    std::int64_t units = 0;
    for (std::size_t i = firstEndedAfter(object.holds, at); i < object.holds.size(); ++i) {
        const Hold& hold = object.holds[i];
        if (hold.begin <= at) {
            add(hold.task, hold.begin, hold.site);
            units += hold.units;
        }
        if ((isExclusive && hold.begin > at) || (object.capacity > 0 && units >= object.capacity))
            break;  // there are no more that it could have had
    }
    for (const Holder& holder : object.holders) {
        if (holder.since <= at)
            add(holder.task, holder.since, holder.site);
    }
    std::stable_sort(holders.begin(), holders.end(),
                     [](const StoryHolder& a, const StoryHolder& b) { return a.since < b.since; });
    return holders;
}

std::vector<TaskId> onCpusAt(const Snapshot& snapshot, Instant at) {
    std::vector<TaskId> tasks;
    for (const CpuInfo& cpu : snapshot.cpus()) {
        const std::size_t step = stepIndexAt(cpu.steps, at);
        if (step < cpu.steps.size() && !cpu.steps[step].task.isNone())
            tasks.push_back(cpu.steps[step].task);
    }
    return tasks;
}

std::optional<Interval> intervalAt(const Snapshot& snapshot, TaskId task, Instant at) {
    const HistoryView history = snapshot.history(task);
    const std::size_t index = history.indexAt(at);
    return index < history.size() ? std::optional{history.at(index)} : std::nullopt;
}

// Who has the carrier of `fiber` at `at`: a fiber on it, or the thread itself.
TaskId onCarrierAt(const Snapshot& snapshot, const TaskInfo& fiber, Instant at) {
    for (const TaskInfo& other : snapshot.tasks()) {
        if (other.carrier != fiber.carrier || other.id == fiber.id || other.kind != wire::TaskKind::Fiber)
            continue;
        if (const auto interval = intervalAt(snapshot, other.id, at); interval && interval->onCarrier)
            return other.id;
    }
    return fiber.carrier;
}

// Who ended the wait in interval `index`: the waker of what came after, or who handed the object over.
std::optional<TaskId> endedBy(const Snapshot& snapshot, TaskId task, const HistoryView& history,
                              std::size_t index) {
    const Interval wait = history.at(index);
    std::size_t next = index + 1;
    while (next < history.size() && isWaiting(history.at(next).state))
        ++next;  // the same wait, stopped or continued meanwhile
    if (next == history.size())
        return std::nullopt;
    const Instant end = history.at(next).begin;
    if (const ObjectInfo* object = snapshot.object(wait.wait.object)) {
        // Kernel and runtime tell of one hand-over at two instants: it may stand a little after the end of
        // the wait.
        const Instant limit = history.at(next).end;
        for (std::size_t i = firstEndedAfter(object->holds, wait.begin);
             i < object->holds.size() && object->holds[i].end <= limit; ++i) {
            if (object->holds[i].successor == task)
                return object->holds[i].task;
        }
    }
    const Interval after = history.at(next);
    if (!after.waker.isNone())
        return after.waker;
    if (wait.wait.operation == wire::Operation::Join && !wait.wait.other.isNone()) {
        const TaskInfo* joined = snapshot.task(wait.wait.other);
        if (joined && joined->exited && *joined->exited <= end)
            return joined->id;
    }
    return std::nullopt;
}

}  // namespace

WaitStory whyNotRunning(const Snapshot& snapshot, TaskId task, Instant at, std::size_t most) {
    WaitStory story;
    for (const TaskInfo* info = snapshot.task(task); info && story.links.size() < most;
         info = snapshot.task(task)) {
        const HistoryView history = snapshot.history(task);
        const std::size_t index = history.indexAt(at);
        if (index == history.size())
            break;
        StoryLink& link = story.links.emplace_back();
        link.task = task;
        link.interval = history.at(index);
        link.state = link.interval.state;

        TaskId next;
        const Wait& wait = link.interval.wait;
        if (isWaiting(link.state)) {
            link.endedBy = endedBy(snapshot, task, history, index);
            if (const ObjectInfo* object = snapshot.object(wait.object)) {
                link.holders = holdersAt(*object, at);
            } else if (wait.operation == wire::Operation::Join) {
                if (const TaskInfo* joined = snapshot.task(wait.other))
                    link.holders.push_back({joined->id, joined->created, joined->site});
            }
            if (!link.holders.empty())
                next = link.holders.front().task;
        } else if (link.state == State::Ready && info->kind == wire::TaskKind::Fiber &&
                   !link.interval.onCarrier && !info->carrier.isNone()) {
            const TaskId occupant = onCarrierAt(snapshot, *info, at);
            link.readyBehind.push_back(occupant);
            const auto carrier = intervalAt(snapshot, info->carrier, at);
            if (!carrier || carrier->state != State::Running)
                next = occupant;
        } else if (link.state == State::Ready) {
            link.readyBehind = onCpusAt(snapshot, at);
        }
        if (next.isNone())
            break;
        if (std::any_of(story.links.begin(), story.links.end(),
                        [next](const StoryLink& l) { return l.task == next; }))
            break;
        task = next;
    }
    return story;
}

}  // namespace heddle::model

#include "engine/scenarios/shown.h"

#include <algorithm>

#include "engine/scenarios/observed.h"

namespace heddle::scenarios {
namespace {

Duration lengthOf(const Stretch& stretch) {
    return stretch.end - stretch.begin;
}

std::optional<Stretch> unlessEmpty(const Stretch& stretch) {
    return between(stretch.task, stretch.begin, stretch.end);
}

}  // namespace

std::optional<Stretch> between(TaskId task, Instant begin, Instant end) {
    return begin < end ? std::optional{Stretch{task, begin, end}} : std::nullopt;
}

std::optional<Stretch> longestOf(const std::vector<Stretch>& stretches) {
    const auto found =
        std::max_element(stretches.begin(), stretches.end(),
                         [](const Stretch& a, const Stretch& b) { return lengthOf(a) < lengthOf(b); });
    return found == stretches.end() ? std::nullopt : unlessEmpty(*found);
}

std::optional<Stretch> shortestOf(const std::vector<Stretch>& stretches) {
    const auto found =
        std::min_element(stretches.begin(), stretches.end(),
                         [](const Stretch& a, const Stretch& b) { return lengthOf(a) < lengthOf(b); });
    return found == stretches.end() ? std::nullopt : unlessEmpty(*found);
}

std::optional<Stretch> firstOf(const std::vector<Stretch>& stretches) {
    return stretches.empty() ? std::nullopt : unlessEmpty(stretches.front());
}

std::optional<Stretch> lastOf(const std::vector<Stretch>& stretches) {
    return stretches.empty() ? std::nullopt : unlessEmpty(stretches.back());
}

std::optional<Stretch> firstAfter(const std::vector<Stretch>& stretches, Instant when) {
    const auto found = std::find_if(stretches.begin(), stretches.end(),
                                    [when](const Stretch& stretch) { return stretch.begin >= when; });
    return found == stretches.end() ? std::nullopt : unlessEmpty(*found);
}

std::optional<Stretch> mostMetOf(const std::vector<Stretch>& stretches) {
    std::optional<Stretch> found;
    std::ptrdiff_t most = -1;
    for (auto one = stretches.begin(); one != stretches.end(); ++one) {
        const auto later =
            std::lower_bound(one, stretches.end(), one->end,
                             [](const Stretch& other, Instant end) { return other.begin < end; });
        if (later - one > most) {
            most = later - one;
            found = unlessEmpty(*one);
        }
    }
    return found;
}

std::optional<Stretch> wholeOf(const std::vector<Stretch>& stretches) {
    if (stretches.empty())
        return std::nullopt;
    Stretch whole = stretches.front();
    for (const Stretch& stretch : stretches)
        if (stretch.task == whole.task)
            whole.end = std::max(whole.end, stretch.end);
    return unlessEmpty(whole);
}

std::optional<Stretch> overlapOf(const std::optional<Stretch>& one, const std::optional<Stretch>& other) {
    if (!one || !other)
        return std::nullopt;
    return between(one->task, std::max(one->begin, other->begin), std::min(one->end, other->end));
}

std::optional<Stretch> wholeLife(const model::Snapshot& seen, std::string_view name) {
    const model::TaskInfo* task = taskNamed(seen, name);
    return task ? between(task->id, task->created, task->exited.value_or(seen.now())) : std::nullopt;
}

std::optional<Stretch> longestOnItsWay(const model::Snapshot& seen, std::string_view sender,
                                       std::string_view receiver) {
    std::vector<Stretch> ways;
    for (std::size_t i = 0; i < seen.transfers().size(); ++i) {
        const model::Transfer& transfer = seen.transfers()[i];
        const model::TaskInfo* taker = seen.task(transfer.receiver);
        if (taker && seen.nameOf(transfer.sender) == sender && seen.nameOf(transfer.receiver) == receiver)
            ways.push_back({taker->id, std::max(transfer.sent, taker->created), transfer.received});
    }
    return longestOf(ways);
}

std::optional<Stretch> longestSleepAt(const model::Snapshot& seen, std::string_view prefix,
                                      std::string_view variable, std::int64_t level) {
    const model::ObjectInfo* object = objectNamed(seen, variable);
    std::vector<Stretch> parts;
    for (const Stretch& sleep : waits(seen, wire::Operation::Sleep, prefix)) {
        for (std::size_t i = 0; object && i < object->levels.size(); ++i) {
            const Instant end = i + 1 < object->levels.size() ? object->levels[i + 1].time : seen.now();
            if (object->levels[i].level == level)
                if (const auto part = overlapOf(sleep, Stretch{sleep.task, object->levels[i].time, end}))
                    parts.push_back(*part);
        }
    }
    return longestOf(parts);
}

std::optional<Stretch> firstDeadlock(const model::Snapshot& seen) {
    const model::Deadlock* first = deadlockIn(seen);
    return first ? between(first->tasks.front(), first->at, first->brokenAt.value_or(seen.now()))
                 : std::nullopt;
}

}  // namespace heddle::scenarios

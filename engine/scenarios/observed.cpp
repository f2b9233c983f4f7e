#include "engine/scenarios/observed.h"

#include <algorithm>
#include <vector>

namespace heddle::scenarios {

Life lifeOf(const model::Snapshot& seen, std::string_view name) {
    for (const model::TaskInfo& task : seen.tasks())
        if (seen.text(task.name) == name)
            return {task.created, task.exited.value_or(seen.now())};
    return {};
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
    // At one and the same instant ends come before beginnings: a hand-off is no overlap.
    std::vector<std::pair<Instant, int>> changes;
    for (std::size_t i = 0; i < object.holds.size(); ++i) {
        changes.emplace_back(object.holds[i].begin, +1);
        changes.emplace_back(object.holds[i].end, -1);
    }
    for (const model::Holder& holder : object.holders) changes.emplace_back(holder.since, +1);
    std::sort(changes.begin(), changes.end());
    int now = 0, most = 0;
    for (const auto& [when, change] : changes) most = std::max(most, now += change);
    return static_cast<std::size_t>(most);
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

std::string inWords(Duration length) {
    const double ms = std::chrono::duration<double, std::milli>{length}.count();
    char text[32];
    std::snprintf(text, sizeof text, ms >= 1000 ? "%.3f s" : "%.1f ms", ms >= 1000 ? ms / 1000 : ms);
    return text;
}

}  // namespace heddle::scenarios

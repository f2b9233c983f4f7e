// What it costs to start a process, a thread, a fiber.
#include <algorithm>

#include "engine/runtime/fiber.h"
#include "engine/runtime/process.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

template <class Task>
void startAndJoin(const Parameters& set, const char* name) {
    for (std::int64_t i = 1; i <= set["tasks"]; ++i) {
        Task task{name, [] {}};
        task.join();
    }
}

void run(const Parameters& set) {
    Thread{"processes", [&] { startAndJoin<Process>(set, "a process"); }}.join();
    Thread{"threads", [&] { startAndJoin<Thread>(set, "a thread"); }}.join();
    Thread{"fibers", [&] { startAndJoin<Fiber>(set, "a fiber"); }}.join();
}

// Of half of the tasks of that name it was less: one that was kept from the processor says nothing.
Stretch medianLife(const model::Snapshot& seen, std::string_view name) {
    std::vector<Stretch> lives;
    for (const model::TaskInfo& task : seen.tasks()) {
        if (task.exited && seen.text(task.name) == name)
            lives.push_back({task.id, task.requested.value_or(task.created), *task.exited});
    }
    const auto length = [](const Stretch& life) { return life.end - life.begin; };
    std::sort(lives.begin(), lives.end(),
              [&](const Stretch& a, const Stretch& b) { return length(a) < length(b); });
    return lives.empty() ? Stretch{} : lives[lives.size() / 2];
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const Stretch medianProcess = medianLife(seen, "a process");
    const auto length = [](const Stretch& life) { return life.end - life.begin; };
    const Duration process = length(medianProcess), thread = length(medianLife(seen, "a thread")),
                   fiber = length(medianLife(seen, "a fiber"));
    const auto started = [&](wire::TaskKind kind) { return static_cast<std::int64_t>(tasksOf(seen, kind)); };
    return {started(wire::TaskKind::Fiber) == set["tasks"] &&
                started(wire::TaskKind::Thread) == set["tasks"] + 3 &&
                started(wire::TaskKind::Process) == set["tasks"] + 1 && process > fiber && thread > fiber,
            "of the three a fiber costs least by far; whether a process costs more than a thread shows on a "
            "quiet machine",
            Phrase{"half of the processes took less than %1, of the threads %2, of the fibers %3", process,
                   thread, fiber},
            between(medianProcess.task, medianProcess.begin, medianProcess.end)};
}

}  // namespace

extern const Scenario kStartCost{
    .id = "start-cost",
    .title = "What starting costs",
    .category = "Threads",
    .text =
        "The same empty task is started and joined many times: as a process, as a thread, as a fiber. A "
        "process gets a copy of its parent's memory map, a thread a stack and a place in the kernel, a fiber "
        "only a stack.",
    .question = "How many threads can be started in the time of one process?",
    .answer =
        "Divide the figures that were observed: it depends on the machine, and on what else it does. A fiber "
        "costs far less than either, for the kernel has no part in it.",
    .parameters = {{"tasks", "tasks of each kind", 5, 4000, 40, ""}},
    .run = run,
    .check = check,
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

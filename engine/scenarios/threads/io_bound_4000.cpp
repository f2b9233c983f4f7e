// Thousands of tasks that only wait.
#include "engine/runtime/process.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

template <class Task>
void startAll(const char* prefix, const Parameters& set) {
    const Duration length = set.milliseconds("sleep");
    std::vector<Task> tasks;
    tasks.reserve(set.count("tasks"));
    for (std::int64_t i = 1; i <= set["tasks"]; ++i)
        tasks.push_back(Task{prefix + std::to_string(i), [length] { sleepFor(length); }});
}  // here all are joined

void run(const Parameters& set) {
    if (set.choice("as") != "processes")
        Process{"threads", [&] { startAll<Thread>("thread ", set); }}.join();
    if (set.choice("as") != "threads")
        Process{"processes", [&] { startAll<Process>("process ", set); }}.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const auto wanted = static_cast<std::size_t>(set["tasks"]);
    bool holds = true;
    std::vector<Phrase> observed;
    for (const std::string kind : {"threads", "processes"}) {
        if (set.choice("as") != "both" && set.choice("as") != kind)
            continue;
        const bool areThreads = kind == "threads";
        const auto slept = waits(seen, wire::Operation::Sleep, areThreads ? "thread " : "process ");
        const Duration all = lifeOf(seen, kind).length();
        holds = holds && tasksIn(slept) == wanted && all >= set.milliseconds("sleep");
        observed.push_back({areThreads ? "%1 threads in %2" : "%1 processes in %2", tasksIn(slept), all});
    }
    return {holds && seen.source().lostEvents == 0,
            Phrase{"each of %1 tasks is seen to sleep, and nothing is lost", wanted},
            observed.size() == 2 ? Phrase{"%1; %2", observed[0], observed[1]} : observed.front(),
            wholeLife(seen, set.choice("as") == "processes" ? "processes" : "threads")};
}

}  // namespace

extern const Scenario kIoBound4000{
    .id = "io-bound-4000",
    .title = "Thousands that only wait",
    .category = "Threads",
    .text =
        "Many tasks do nothing but wait, as clients of a slow server do: first threads, then processes. Who "
        "waits needs no processor, so all wait at the same time. Watch how long it takes to start them.",
    .question = "One task sleeps for half a second. How long do four hundred of them need?",
    .answer =
        "Little more than one: they sleep together. What is left is the cost of starting and joining "
        "them, which is larger for processes.",
    .parameters = {{"tasks", "tasks of each kind [4000]", 1, 10'000, 400, ""},
                   {"sleep", "that each sleeps [2000]", 1, 60'000, 500, "ms"},
                   {.key = "as", .meaning = "what they are", .choices = {"both", "threads", "processes"}}},
    .run = run,
    .check = check,
    // Who is kept from the processor until its sleep would be over need not sleep any more.
    .isUpToChance = [](const Parameters& set) { return set["sleep"] < 10 * kSureMs; },
    .whyNotStepped = "it is about thousands of sleeps at once, and in steps time is virtual",
};

}  // namespace heddle::scenarios

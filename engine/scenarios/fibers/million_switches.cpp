// As many switches between two fibers as you like.
#include "engine/runtime/fiber.h"
#include "engine/runtime/yield.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    std::vector<Fiber> fibers;
    for (const char* name : {"left", "right"}) {
        fibers.push_back(Fiber{name, [&set] {
                                   for (std::int64_t i = 0; i < set["switches"] / 2; ++i) yield();
                               }});
    }
    joinAll(fibers);
}

// Every turn of either fiber was seen.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    std::size_t turns = 0;
    for (const char* name : {"left", "right"}) {
        const model::TaskInfo* fiber = taskNamed(seen, name);
        const model::HistoryView history = fiber ? seen.history(fiber->id) : model::HistoryView{};
        for (std::size_t i = 0; i < history.size(); ++i)
            turns += history.at(i).state == model::State::Running;
    }
    const Life left = lifeOf(seen, "left");
    const double seconds = std::chrono::duration<double>(left.length()).count();
    const double rate = seconds > 0 ? static_cast<double>(turns) / seconds / 1e6 : 0;
    char millions[24];
    std::snprintf(millions, sizeof millions, "%.1f", rate);
    return {
        turns >= static_cast<std::size_t>(set["switches"]) && turns <= 2 * set.count("switches") + 100,
        Phrase{"each of %1 switches is seen, none is lost", set["switches"]},
        Phrase{"%1 turns in %2: %3 million switches a second", turns, left.length(), std::string{millions}},
        wholeLife(seen, "left")};
}

}  // namespace

extern const Scenario kMillionSwitches{
    .id = "million-switches",
    .title = "A million switches",
    .category = "Fibers",
    .text =
        "Two fibers of one thread yield to each other as fast as they can, and every switch is recorded with "
        "its time. Zoom in on the timeline until single turns can be seen.",
    .question = "How many times a second can two fibers switch, compared with two threads?",
    .answer =
        "Some ten million times: a switch saves a few registers and changes the stack, without the kernel. "
        "Two threads on one CPU need about a hundred times as long for each, for they go through the kernel.",
    .parameters = {{"switches", "switches", 2, 10'000'000, 1'000'000, ""}},
    .run = run,
    .check = check,
    .whyNotStepped = "it is about what a switch costs, and a step costs much more",
};

}  // namespace heddle::scenarios

// Cars wait for one light.
#include "engine/runtime/event.h"
#include "engine/runtime/print.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Event green{"green"};
    const auto drive = [&](std::int64_t i) {
        sleepFor(set.milliseconds("apart") * i);
        green.wait();
        print("car {} drives", i);
    };
    std::vector<Thread> cars;
    for (std::int64_t i = 1; i <= set["cars"]; ++i)
        cars.push_back(Thread{"car " + std::to_string(i), [&, i] { drive(i); }});
    sleepFor(set.milliseconds("red"));
    green.set();
    for (Thread& car : cars) car.join();
}

// Nobody who waited goes on before it is green.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* green = objectNamed(seen, "green");
    const bool wasSet = green && green->level == 1 && green->levels.size() == 2;
    const Instant since = wasSet ? green->levels[1].time : Instant::max();
    const std::size_t waited = green ? timesWaited(*green) : 0;
    const bool allInTime = waited > 0 && firstToLeaveTheLine(*green).value_or(Instant::max()) >= since;
    return {
        wasSet && allInTime && tasksOf(seen, wire::TaskKind::Thread) == static_cast<std::size_t>(set["cars"]),
        "the cars that came while it was red go on when it is green, and none before",
        Phrase{allInTime || waited == 0 ? "%1 waited" : "%1 waited, one went too early", waited},
        longestOf(waits(seen, wire::Operation::WaitEvent, "car "))};
}

}  // namespace

extern const Scenario kEventTrafficLight{
    .id = "event-traffic-light",
    .title = "A traffic light",
    .category = "Synchronisation",
    .text =
        "Cars come one after the other and wait for the event 'green'. When it is set, all who wait go on at "
        "once, and who comes later does not wait at all. Watch the line grow, and end in one moment.",
    .question = "A semaphore lets one go on for each release. How many does an event let go on?",
    .answer =
        "All who wait, however many they are; and who comes later does not wait at all, until the event is "
        "cleared.",
    .parameters = {{"cars", "cars", 1, 10'000, 20, ""},
                   {"apart", "time between two cars", 0, 60'000, 30, "ms"},
                   {"red", "how long the light is red", 0, 60'000, 400, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return set["red"] - set["apart"] < kSureMs; },
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

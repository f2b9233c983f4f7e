// Philosophers at a round table share forks: one between each two of them.
#include <deque>

#include "engine/runtime/mutex.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    const std::string_view way = set.choice("way");
    std::deque<Mutex> forks;
    for (std::int64_t i = 1; i <= set["philosophers"]; ++i) forks.emplace_back("fork " + std::to_string(i));
    Semaphore chairs{set.count("philosophers") - (way == "waiter" ? 1 : 0), "chairs"};
    SharedVariable meals{0, "meals"};
    const auto dine = [&](std::size_t i) {
        Mutex *first = &forks[i], *second = &forks[(i + 1) % forks.size()];
        if (way == "ordered" && i + 1 == forks.size())
            std::swap(first, second);
        for (std::int64_t meal = 0; meal < set["meals"]; ++meal) {
            chairs.acquire();
            first->lock();
            sleepFor(set.milliseconds("reach"));
            for (; way == "trylock" && !second->tryLock(); first->lock()) {
                first->unlock();
                sleepFor(set.milliseconds("reach") * static_cast<int>(i));
            }
            if (way != "trylock")
                second->lock();
            sleepFor(set.milliseconds("reach"));  // eats
            meals.update([](std::int32_t n) { return n + 1; });
            second->unlock();
            first->unlock();
            chairs.release();
        }
    };
    std::vector<Thread> guests;  // whoever leaves the scope joins them
    for (std::size_t i = 0; i < forks.size(); ++i)
        guests.push_back(Thread{"philosopher " + std::to_string(i + 1), [&, i] { dine(i); }});
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::Deadlock* deadlock = deadlockIn(seen);
    const std::size_t stuck = deadlock ? deadlock->tasks.size() : 0;
    if (set.choice("way") == "naive")
        return {stuck == set.count("philosophers"), "all wait in a circle", Phrase{"%1 do", stuck},
                firstDeadlock(seen)};
    const std::int64_t meals = levelOf(seen, "meals"), wanted = set["philosophers"] * set["meals"];
    return {stuck == 0 && meals == wanted, Phrase{"%1 meals, and no deadlock", wanted},
            Phrase{"%1 meals", meals}, longestOf(waits(seen, wire::Operation::Lock, "philosopher "))};
}

}  // namespace

extern const Scenario kDiningPhilosophers{
    .id = "dining-philosophers",
    .title = "Dining philosophers",
    .category = "Synchronisation",
    .text =
        "Each takes the left fork, reaches out, and takes the right one. When all do so at once, all hold "
        "one for ever. Ways out: one begins on the right (ordered), a chair fewer than guests (waiter), or "
        "give the first fork back when the second is taken (trylock).",
    .question = "Which of the four conditions of a deadlock does each of the three ways take away?",
    .answer =
        "Trylock: hold and wait. The other two: the circular wait, for the circle cannot close. Naive, all "
        "were stuck in each of 100 runs on two processors; with reach=1 in 39, with reach=0 in none.",
    .parameters = {{"way", "how the forks are taken", 0, 0, 0, "", {"naive", "ordered", "waiter", "trylock"}},
                   {"philosophers", "philosophers, and forks", 2, 100, 5, ""},
                   {"meals", "meals of each", 1, 1000, 1, ""},
                   {"reach", "time between the first fork and the second, and to eat", 0, 60'000, 200, "ms"}},
    .run = run,
    .check = check,
    .standsStill = [](const Parameters& set) { return set.choice("way") == "naive"; },
    .endsAfter = [](const Parameters& set) { return set.milliseconds("reach") + std::chrono::seconds{2}; },
    .isUpToChance =
        [](const Parameters& set) { return set.choice("way") == "naive" && set["reach"] < kSureMs; },
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

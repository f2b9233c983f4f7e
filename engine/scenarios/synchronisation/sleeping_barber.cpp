// A barber sleeps until a customer comes; who finds all chairs taken leaves.
#include "engine/runtime/mutex.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Semaphore customers{0, "customers"}, barber{0, "barber"};
    Mutex door{"door"};
    SharedVariable waiting{0, "waiting"}, served{0, "served"}, turnedAway{0, "turned away"};
    const auto oneMore = [](std::int32_t n) { return n + 1; };
    Thread shop{"barber", [&] {
                    for (customers.acquire(); waiting.get() > 0; customers.acquire()) {
                        door.lock();
                        waiting.set(waiting.get() - 1);
                        door.unlock();
                        barber.release();
                        sleepFor(set.milliseconds("cut"));
                    }
                }};
    const auto visit = [&](std::int64_t i) {
        sleepFor(set.milliseconds("apart") * i);
        door.lock();
        const bool isFull = waiting.get() == set["chairs"];
        if (!isFull)
            waiting.set(waiting.get() + 1);
        door.unlock();
        (isFull ? turnedAway : served).update(oneMore);
        if (isFull)
            return;
        customers.release();
        barber.acquire();
    };
    std::vector<Thread> people;
    for (std::int64_t i = 1; i <= set["customers"]; ++i)
        people.push_back(Thread{"customer " + std::to_string(i), [&, i] { visit(i); }});
    for (Thread& person : people) person.join();
    customers.release();  // nobody waits: the shop closes
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* waiting = objectNamed(seen, "waiting");
    const std::int64_t most = waiting ? highestLevel(*waiting) : -1;
    const std::int64_t served = levelOf(seen, "served"), away = levelOf(seen, "turned away");
    return {most >= 0 && most <= set["chairs"] && served + away == set["customers"] && served > 0,
            Phrase{"all are served or leave, at most %1 wait", set["chairs"]},
            Phrase{"%1 served, %2 left, at most %3", served, away, most},
            longestOf(waits(seen, wire::Operation::Acquire, "customer "))};
}

}  // namespace

extern const Scenario kSleepingBarber{
    .id = "sleeping-barber",
    .title = "The sleeping barber",
    .category = "Synchronisation",
    .text =
        "The barber sleeps until a customer comes. A customer who finds a free chair wakes him and waits; "
        "who finds none leaves. Watch the barber's lane while the shop is empty.",
    .question = "Customers come faster than he cuts. How many leave?",
    .answer =
        "Four of ten, in 40 of 50 runs on two processors, in the others three: three come during each "
        "haircut, but only one chair becomes free.",
    .parameters = {{"customers", "customers", 1, 1000, 10, ""},
                   {"chairs", "chairs to wait on", 1, 1000, 3, ""},
                   {"apart", "time between two customers", 0, 60'000, 40, "ms"},
                   {"cut", "time for a haircut", 0, 60'000, 120, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

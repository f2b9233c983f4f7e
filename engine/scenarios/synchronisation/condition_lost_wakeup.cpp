// A thread looks whether something is ready, and then waits to be told.
#include "engine/runtime/condition.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Mutex lock{"lock"};
    Condition becameReady{"became ready"};
    SharedVariable isReady{0, "is ready"};
    Thread waiter{"waiter", [&] {
                      if (set.choice("mended") == "yes") {
                          lock.lock();
                          while (isReady.get() == 0) becameReady.wait(lock);
                          lock.unlock();
                      } else if (isReady.get() == 0) {  // looks without the lock...
                          sleepFor(set.milliseconds("gap"));
                          lock.lock();
                          becameReady.wait(lock);  // ...and may be told before it waits
                          lock.unlock();
                      }
                  }};
    Thread teller{"teller", [&] {
                      sleepFor(set.milliseconds("gap") / 2);
                      lock.lock();
                      isReady.set(1);
                      becameReady.notify();
                      lock.unlock();
                  }};
    waiter.join();
    teller.join();
}

// Who is woken locks once more than it waited; who is not has the lock as often as both took it before.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo *lock = objectNamed(seen, "lock"), *ready = objectNamed(seen, "is ready");
    const model::ObjectInfo* condition = objectNamed(seen, "became ready");
    const std::size_t waited = condition ? timesWaited(*condition) : 0;
    const bool wasTold = ready && ready->level == 1;
    const bool wokeUp = lock && lock->acquisitions == 2 + waited;
    if (set.choice("mended") == "yes")
        return {wasTold && wokeUp, "the waiter goes on", Phrase{wokeUp ? "it went on" : "it waits"}};
    return {wasTold && waited == 1 && !wokeUp, "the waiter was told before it waited, and waits for ever",
            waited == 0 ? Phrase{"it did not wait"} : Phrase{wokeUp ? "it was woken" : "it waits"},
            longestOf(waits(seen, wire::Operation::WaitCondition, "waiter"))};
}

}  // namespace

extern const Scenario kConditionLostWakeup{
    .id = "condition-lost-wakeup",
    .title = "A lost wake-up",
    .category = "Synchronisation",
    .text =
        "The waiter finds that nothing is ready, and pauses; the teller makes it ready and notifies, but "
        "nobody waits yet; then the waiter waits, for ever. Mended, the waiter looks and begins to wait in "
        "one step, under the lock, and looks again when it is woken.",
    .question = "The notification came. Why does the waiter not go on?",
    .answer =
        "It came before the waiter waited, and a condition keeps nothing. Mended, the look and the wait are "
        "one step under the lock, and nothing comes in between. Unmended it waited for ever in each of 100 "
        "runs on two processors; with gap=1 in 65, with gap=0 in 37.",
    .parameters = {{"mended", "look under the lock", 0, 0, 0, "", {"no", "yes"}},
                   {"gap", "time between the look and the wait", 0, 60'000, 400, "ms"}},
    .run = run,
    .check = check,
    .standsStill = [](const Parameters& set) { return set.choice("mended") == "no"; },
    .endsAfter =
        [](const Parameters& set) { return set.milliseconds("gap") + std::chrono::milliseconds{1500}; },
    .isUpToChance =
        [](const Parameters& set) { return set.choice("mended") == "no" && set["gap"] < kSureMs; },
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

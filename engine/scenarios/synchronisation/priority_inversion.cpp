// The most important thread waits for the least important one, which a middling one keeps from its work.
#include "engine/runtime/cpu_work.h"
#include "engine/runtime/event.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    const bool lends = set.choice("inheritance") == "on";
    Mutex lock{"L", lends ? Inheritance::On : Inheritance::Off};
    Event isTaken{"taken"};
    stayOnOneCpu();
    Thread low{"low", [&] {
                   setNice(19);
                   lock.lock();
                   isTaken.set();
                   compute(set.milliseconds("inside"));
                   lock.unlock();
               }};
    isTaken.wait();
    Thread high{"high", [&] {
                    lock.lock();
                    lock.unlock();
                }};
    Thread middle{"middle", [&] { compute(set.milliseconds("middle")); }};
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const auto waited = waits(seen, wire::Operation::Lock, "high");
    const Life middle = lifeOf(seen, "middle");
    if (waited.empty() || middle.length().count() == 0)
        return {false, "the high thread waits for the lock", "it did not"};
    const bool lends = set.choice("inheritance") == "on", isEarly = waited.front().end < middle.end;
    return {
        isEarly == lends,
        Phrase{lends
                   ? "the high thread has the lock before the middle one is done"
                   : "the high thread waits until the middle one, which has nothing to do with it, is done"},
        Phrase{"it waited %1; the middle one took %2", waited.front().end - waited.front().begin,
               middle.length()},
        firstOf(waited)};
}

}  // namespace

extern const Scenario kPriorityInversion{
    .id = "priority-inversion",
    .title = "Priority inversion",
    .category = "Synchronisation",
    .text =
        "All threads share one processor. low has the lowest priority (nice 19) and the lock L. high wants "
        "L and waits for low. middle needs no lock at all, only the processor, and low hardly ever gets that "
        "from it. With inheritance low runs at high's priority as long as high waits for it. (The kernel "
        "permits that with CAP_SYS_NICE or 'ulimit -e'; else a line in the output says so.)",
    .question = "high is more important than middle. Which of the two is done first?",
    .answer =
        "Without inheritance middle: it keeps low from the processor, and low keeps the lock from high. "
        "With inheritance high. So it was in each of 50 runs of either kind.",
    .parameters = {{.key = "inheritance",
                    .meaning = "whether the holder of the lock gets the priority of who waits for it",
                    .choices = {"off", "on"}},
                   {"inside", "CPU time of low with the lock", 1, 10'000, 40, "ms"},
                   {"middle", "CPU time of middle", 1, 60'000, 400, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance =
        [](const Parameters& set) { return set.choice("inheritance") == "off" && set["inside"] < kSureMs; },
    .whyNotStepped = "it is about the kernel's scheduler, which has no say in steps",
};

}  // namespace heddle::scenarios

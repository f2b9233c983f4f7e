// A fiber that blocks its whole thread.
#include <ctime>

#include "engine/runtime/fiber.h"
#include "engine/runtime/yield.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void workAndYield(Duration length) {
    for (const Instant end = MonotonicClock::now() + length; MonotonicClock::now() < end;) {
    }
    yield();
}

void run(const Parameters& set) {
    bool isOver = false;
    Fiber caller{"caller", [&] {
                     yield();
                     if (set.choice("call") == "blocking") {
                         const timespec length{set["length"] / 1000, set["length"] % 1000 * 1'000'000};
                         ::nanosleep(&length, nullptr);  // the kernel knows nothing of fibers
                     } else {
                         sleepFor(set.milliseconds("length"));
                     }
                     isOver = true;
                 }};
    std::vector<Fiber> workers;
    for (std::int64_t i = 1; i <= set["workers"]; ++i) {
        workers.push_back(Fiber{"worker " + std::to_string(i), [&] {
                                    while (!isOver) workAndYield(std::chrono::milliseconds{1});
                                }});
    }
    caller.join();
    joinAll(workers);
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const Duration length = set.milliseconds("length");
    const auto ready = stretches(seen, model::State::Ready, "worker ");
    std::size_t heldUp = 0;
    for (const Stretch& stretch : ready) heldUp += stretch.end - stretch.begin >= length - length / 10;
    const bool isBlocking = set.choice("call") == "blocking";
    const auto turns = stretches(seen, model::State::Running, "worker ").size();
    return {isBlocking ? heldUp >= set.count("workers") : turns > set.count("workers"),
            Phrase{isBlocking ? "every worker is ready as long as the call lasts, and does not run"
                              : "the workers take turns while the caller sleeps"},
            Phrase{"%1 held up for %2; the longest stretch ready %3; %4 turns of the workers", heldUp, length,
                   longest(ready), turns},
            isBlocking ? longestOf(ready) : longestOf(waits(seen, wire::Operation::Sleep, "caller"))};
}

}  // namespace

extern const Scenario kFiberBlockingCall{
    .id = "fiber-blocking-call",
    .title = "One call that blocks all fibers",
    .category = "Fibers",
    .text =
        "Three fibers work in turn. A fourth one makes a system call that blocks: the kernel puts the thread "
        "to sleep, for it knows of no fibers. Watch the three: they are ready all the while, and nobody "
        "serves them. With call=friendly the fiber sleeps through the runtime, which lets the others go on.",
    .question = "What are the three workers while the call lasts: running, ready or blocked?",
    .answer =
        "Ready. They could run at once, but the only thread that carries them is blocked in the kernel. That "
        "is why fibers need input and output that hands the thread on instead of blocking it.",
    .parameters = {{"workers", "fibers that work", 1, 1000, 3, ""},
                   {"length", "how long the call lasts", 20, 60'000, 300, "ms"},
                   {.key = "call", .meaning = "what the caller does", .choices = {"blocking", "friendly"}}},
    .run = run,
    .check = check,
    .whyNotStepped = "a call that blocks in the kernel, past all objects, no step can hold up",
};

}  // namespace heddle::scenarios

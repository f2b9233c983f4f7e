// The seven states: a ready and a blocked process are stopped, and go on.
#include "engine/runtime/cpu_work.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/runtime/residence.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_variable.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Semaphore isLoaded{0, "loaded"}, leave{0, "leave"}, isOut{0, "out"}, event{0, "event"}, isBack{0, "back"};
    SharedVariable resident{0, "resident KiB"};
    const auto pause = [&] { sleepFor(set.milliseconds("pause")); };
    stayOnOneCpu();
    Process waiting{"waiting", [&] {
                        const FilePages pages{std::size_t{1024 * 1024} * set.count("memory")};
                        isLoaded.release(), leave.acquire();
                        if (const auto out = pages.pageOut(); !out)  // of another process: CAP_SYS_NICE
                            print("could not {}", out.error().sentence());
                        isOut.release(), event.acquire();
                        pages.use();
                        isBack.release(), pause();  // it is measured
                    }};
    const auto measure = [&] { resident.set(static_cast<int>(residentBytes(waiting.pid()) / 1024)); };
    isLoaded.acquire(), measure();
    leave.release(), isOut.acquire();
    Process computing{"computing", [&] { compute(set.milliseconds("work")); }};
    Process rival{"rival", [&] { compute(set.milliseconds("work")); }};
    pause();
    waiting.suspend(), computing.suspend();
    measure(), pause();
    event.release(), pause();  // it comes while nobody can take it
    waiting.activate(), computing.activate();
    isBack.acquire(), measure();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* resident = objectNamed(seen, "resident KiB");
    const auto kib = [&](std::size_t i) {
        return resident && i < resident->levels.size() ? resident->levels[i].level : 0;
    };
    const model::TaskInfo* waiting = taskNamed(seen, "waiting");
    const std::string why = waiting ? saidAfter(seen, waiting->id, "could not ") : "";
    const Phrase levels{"%1, %2, %3 KiB", kib(1), kib(2), kib(3)};
    const bool wereSuspended = hasBeen(seen, "waiting", model::State::SuspendedBlocked) &&
                               hasBeen(seen, "waiting", model::State::SuspendedReady) &&
                               hasBeen(seen, "computing", model::State::SuspendedReady);
    return {wereSuspended && std::min(kib(1), kib(3)) - kib(2) > set["memory"] * 512,
            "suspended blocked, then suspended ready, and its memory goes and comes back",
            why.empty() ? levels : Phrase{"%1; it could not %2", levels, why},
            longestOf(stretches(seen, model::State::SuspendedReady, "waiting"))};
}

}  // namespace

extern const Scenario kSuspendAndActivate{
    .id = "suspend-and-activate",
    .title = "Suspend and activate",
    .category = "Processes",
    .text =
        "One process waits, another is ready. The first one's pages leave memory, and both are stopped. "
        "Its event comes meanwhile. Watch the seven states.",
    .question = "The event comes while the process is suspended. Does it run then?",
    .answer = "No: it is suspended ready, and runs when it is activated and has a processor.",
    .parameters = {{"memory", "of the process that waits", 1, 1024, 16, "MiB"},
                   {"work", "CPU time of those who compute", 10, 60'000, 250, "ms"},
                   {"pause", "between two steps", 20, 10'000, 150, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return set["work"] <= set["pause"]; },
    .whyNotStepped = "how much memory a process has is never quite the same again",
};

}  // namespace heddle::scenarios

// Several processes share a semaphore of a few permits.
#include "engine/runtime/process.h"
#include "engine/runtime/semaphore.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Semaphore permits{set.count("permits"), "S"};
    const auto work = [&] {
        permits.acquire();
        sleepFor(set.milliseconds("hold"));
        permits.release();
    };
    std::vector<Process> processes;
    for (std::int64_t i = 1; i <= set["processes"]; ++i)
        processes.push_back(Process{"P" + std::to_string(i), work});
    for (Process& process : processes) process.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* s = objectNamed(seen, "S");
    const std::size_t most = s ? mostHoldersAtOnce(*s) : 0;
    const auto wanted = static_cast<std::uint64_t>(set["processes"]);
    return {s && s->acquisitions == wanted && most >= 1 && most <= static_cast<std::size_t>(set["permits"]),
            Phrase{"each process gets a permit, and at most %1 hold one at once", set["permits"]},
            Phrase{"%1 got one, at most %2 at once", s ? s->acquisitions : 0, most},
            longestOf(waits(seen, wire::Operation::Acquire, "P"))};
}

}  // namespace

extern const Scenario kSemaphoreProcesses{
    .id = "semaphore-processes",
    .title = "Eight processes, three permits",
    .category = "Synchronisation",
    .text =
        "Each process takes a permit of the semaphore S, keeps it for a while and gives it back. Watch the "
        "value of S go down to 0, the line of waiters grow, and each release hand its permit to the first in "
        "line.",
    .question = "Eight processes, three permits: in how many waves do they finish?",
    .answer =
        "In three: three, three and two. It takes 3 x 300 ms, and there are never more than three permits "
        "out.",
    .parameters = {{"processes", "processes that want a permit", 1, 1000, 8, ""},
                   {"permits", "permits of the semaphore", 1, 1000, 3, ""},
                   {"hold", "time that each keeps its permit", 0, 60'000, 300, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

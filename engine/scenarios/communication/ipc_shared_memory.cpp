// One process writes into memory that another one sees.
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_memory.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

struct Reading {
    std::int64_t number;
    double degrees;
};

void run(const Parameters& set) {
    SharedMemory<Reading> memory{{0, 0}, "reading"};
    Semaphore written{0, "written"}, read{1, "read"};
    Process sensor{"sensor", [&] {
                       for (std::int64_t i = 1; i <= set["readings"]; ++i) {
                           sleepFor(set.milliseconds("pause"));
                           read.acquire();
                           memory.write({i, 20 + 0.5 * static_cast<double>(i)});
                           written.release();
                       }
                   }};
    Process display{"display", [&] {
                        for (std::int64_t i = 1; i <= set["readings"]; ++i) {
                            written.acquire();
                            const Reading now = memory.read();
                            print("{}: {} degrees", now.number, now.degrees);
                            read.release();
                        }
                    }};
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::size_t told = transfersBetween(seen, "sensor", "display");
    return {told == set.count("readings"),
            Phrase{"%1 messages from one process to the other", set["readings"]}, Phrase{"%1 messages", told},
            longestOf(waits(seen, wire::Operation::Acquire, "display"))};
}

}  // namespace

extern const Scenario kIpcSharedMemory{
    .id = "ipc-shared-memory",
    .title = "Through shared memory",
    .category = "Communication between processes",
    .text =
        "Two processes have the same memory: what the sensor writes the display reads, without a copy "
        "through the kernel. Memory does not tell when there is something new: two semaphores do. Watch them "
        "keep writer and reader apart.",
    .question = "What would the display print if it did not wait for the semaphore?",
    .answer =
        "Whatever stands there at the moment: one reading twice, another one never, or one that is half old "
        "and half new.",
    .parameters = {{"readings", "readings that are handed over", 1, 10000, 8, ""},
                   {"pause", "time before each reading", 0, 60000, 50, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

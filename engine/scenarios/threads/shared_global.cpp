// What one thread writes the others see.
#include "engine/runtime/event.h"
#include "engine/runtime/print.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    SharedVariable number{0, "number"}, seenByReader{-1, "seen by the reader"};
    Event written{"written"};
    Thread writer{"writer", [&] {
                      for (std::int64_t i = 1; i <= set["rounds"]; ++i) {
                          number.set(number.get() + 1);
                          sleepFor(set.milliseconds("pause"));
                      }
                      written.set();
                  }};
    Thread reader{"reader", [&] {
                      written.wait();
                      seenByReader.set(number.get());
                  }};
    reader.join();
    writer.join();
    print("the reader sees {}", seenByReader.get());
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* read = objectNamed(seen, "seen by the reader");
    return {read && read->level == set["rounds"], Phrase{"the reader sees %1", set["rounds"]},
            read ? Phrase{"it sees %1", read->level} : Phrase{"nothing"},
            longestOf(waits(seen, wire::Operation::WaitEvent, "reader"))};
}

}  // namespace

extern const Scenario kSharedGlobal{
    .id = "shared-global",
    .title = "Threads share their memory",
    .category = "Threads",
    .text =
        "One thread counts up a variable, another one reads it: it sees what the first one wrote, for "
        "threads share all memory of their process. An event tells the reader when the writer has done.",
    .question = "A child process could not have changed the variable. What does the other thread see?",
    .answer = "10, all that the writer wrote: the threads of a process share its memory.",
    .parameters = {{"rounds", "how far the writer counts", 1, 10000, 10, ""},
                   {"pause", "pause after each step", 0, 60000, 20, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

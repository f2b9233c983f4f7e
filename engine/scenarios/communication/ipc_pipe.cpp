// One process sends through a pipe, another one receives.
#include "engine/runtime/pipe.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Pipe pipe{"pipe"};
    Process sender{"sender", [&] {
                       for (std::int64_t i = 1; i <= set["messages"]; ++i) {
                           sleepFor(set.milliseconds("pause"));
                           pipe.send(std::string(set.count("bytes"), 'x'));
                       }
                   }};
    Process receiver{"receiver", [&] {
                         for (std::int64_t i = 1; i <= set["messages"]; ++i)
                             print("received {} bytes", pipe.receive().size());
                     }};
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::size_t told = transfersBetween(seen, "sender", "receiver");
    return {told == set.count("messages"),
            Phrase{"%1 messages from one process to the other", set["messages"]}, Phrase{"%1 messages", told},
            longestOf(waits(seen, wire::Operation::Read, "receiver"))};
}

}  // namespace

extern const Scenario kIpcPipe{
    .id = "ipc-pipe",
    .title = "Through a pipe",
    .category = "Communication between processes",
    .text =
        "One process writes messages into a pipe, the other one reads them. A pipe is a buffer in the "
        "kernel: who reads from an empty one is blocked until something comes. Watch the arrows, and the "
        "reader wake up at the tip of each.",
    .question = "What does the reader do while there is nothing in the pipe?",
    .answer =
        "It is blocked in the kernel and uses no processor time, until something comes and the kernel wakes "
        "it.",
    .parameters = {{"messages", "messages that are sent", 1, 10000, 8, ""},
                   {"bytes", "length of a message", 1, 4000, 64, "bytes"},
                   {"pause", "time before each message", 0, 60000, 50, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

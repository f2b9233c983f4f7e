// One process sends signals that carry a number, another one waits for them.
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/runtime/signal_line.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    SignalLine line{"numbers"};
    Process receiver{"receiver", [&] {
                         for (std::int64_t i = 1; i <= set["signals"]; ++i)
                             print("the signal carries {}", line.receive());
                     }};
    Process sender{"sender", [&] {
                       for (std::int64_t i = 1; i <= set["signals"]; ++i) {
                           sleepFor(set.milliseconds("pause"));
                           line.send(receiver.pid(), static_cast<std::int32_t>(i * i));
                       }
                   }};
    sender.join();
    receiver.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::size_t told = transfersBetween(seen, "sender", "receiver");
    return {told == set.count("signals"), Phrase{"%1 messages from one process to the other", set["signals"]},
            Phrase{"%1 messages", told}, longestOf(waits(seen, wire::Operation::Read, "receiver"))};
}

}  // namespace

extern const Scenario kIpcSignal{
    .id = "ipc-signal",
    .title = "Through signals",
    .category = "Communication between processes",
    .text =
        "A real-time signal carries one number to a process that knows the sender only by it. The kernel "
        "keeps signals in a line until the receiver asks for them, so that none is lost. Watch the receiver "
        "wait for each.",
    .question = "Two signals are sent before the receiver asks. How many does it get?",
    .answer =
        "Both, in the order of sending: real-time signals stand in line. Of two ordinary signals of one kind "
        "it would get only one.",
    .parameters = {{"signals", "signals that are sent", 1, 10000, 8, ""},
                   {"pause", "time before each signal", 0, 60000, 50, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

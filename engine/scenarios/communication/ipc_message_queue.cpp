// Two processes send messages to a third; the urgent ones are received first.
#include "engine/runtime/event.h"
#include "engine/runtime/message_queue.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    MessageQueue queue{10, "queue"};
    Event go{"go"};
    const auto send = [&](const char* word, unsigned urgency) {
        for (std::int64_t i = 1; i <= set["messages"]; ++i)
            queue.send(std::string{word} + " " + std::to_string(i), urgency);
    };
    Process receiver{"receiver", [&] {
                         go.wait();
                         for (std::int64_t i = 1; i <= 2 * set["messages"]; ++i) {
                             print(queue.receive());
                             sleepFor(set.milliseconds("work"));
                         }
                     }};
    Process slow{"letters", [&] { send("letter", 1); }};
    slow.join();
    Process urgent{"alarms", [&] { send("alarm", 9); }};
    urgent.join();
    go.set();
}

// All alarms are received before the first letter, although they were sent later.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::size_t letters = transfersBetween(seen, "letters", "receiver");
    const std::size_t alarms = transfersBetween(seen, "alarms", "receiver");
    std::size_t first = 0;
    while (first < seen.transfers().size() && seen.nameOf(seen.transfers()[first].sender) == "alarms")
        ++first;
    return {
        letters == set.count("messages") && alarms == letters && first == alarms,
        "all alarms are received before the first letter",
        Phrase{"%1 letters and %2 alarms; %3 alarms came before the first letter", letters, alarms, first},
        longestOnItsWay(seen, "letters", "receiver")};
}

}  // namespace

extern const Scenario kIpcMessageQueue{
    .id = "ipc-message-queue",
    .title = "Through a message queue",
    .category = "Communication between processes",
    .text =
        "A message queue keeps messages until somebody receives them, and hands out the urgent ones first. "
        "One process sends letters, later another one sends alarms; only then the receiver begins. Watch the "
        "arrows cross.",
    .question = "The letters were sent first. Which messages are received first?",
    .answer =
        "The alarms: the queue hands out the most urgent first, and among equals the oldest. The first "
        "letter comes after the last alarm.",
    .parameters = {{"messages", "messages of each kind", 1, 5, 4, ""},
                   {"work", "time that the receiver takes for each", 0, 60000, 60, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

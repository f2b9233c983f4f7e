// One process writes a file, another one reads it.
#include "engine/runtime/message_file.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    MessageFile file{"notes"};
    Process writer{"writer", [&] {
                       for (std::int64_t i = 1; i <= set["messages"]; ++i) {
                           file.write("note " + std::to_string(i));
                           sleepFor(set.milliseconds("pause"));
                       }
                   }};
    Process reader{"reader", [&] {
                       for (std::int64_t read = 0; read < set["messages"];) {
                           if (const auto note = file.read()) {
                               print(*note);
                               ++read;
                           } else {
                               sleepFor(set.milliseconds("look"));  // a file does not wake who waits for it
                           }
                       }
                   }};
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::size_t told = transfersBetween(seen, "writer", "reader");
    return {told == set.count("messages"),
            Phrase{"%1 messages from one process to the other", set["messages"]}, Phrase{"%1 messages", told},
            longestOnItsWay(seen, "writer", "reader")};
}

}  // namespace

extern const Scenario kIpcFile{
    .id = "ipc-file",
    .title = "Through a file",
    .category = "Communication between processes",
    .text =
        "One process writes notes into a file, the other one looks from time to time whether there is a new "
        "one. A file wakes nobody: watch the reader sleep and look, and how long a note waits until it is "
        "found.",
    .question = "The reader looks every 60 ms. How long may a note lie in the file?",
    .answer = "Up to 60 ms, if it was written just after a look: nobody wakes the reader.",
    .parameters = {{"messages", "notes that are written", 1, 10000, 8, ""},
                   {"pause", "time between two notes", 0, 60000, 40, "ms"},
                   {"look", "time between two looks", 1, 60000, 60, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

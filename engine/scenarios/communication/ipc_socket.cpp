// A client asks and a server answers, through the two ends of a socket.
#include "engine/runtime/pipe.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Socket socket{"socket"};
    Process server{"server", [&] {
                       for (std::int64_t i = 1; i <= set["requests"]; ++i) {
                           const std::string request = socket.right().receive();
                           sleepFor(set.milliseconds("work"));
                           socket.right().send("answer to " + request);
                       }
                   }};
    Process client{"client", [&] {
                       for (std::int64_t i = 1; i <= set["requests"]; ++i) {
                           socket.left().send("request " + std::to_string(i));
                           print(socket.left().receive());
                       }
                   }};
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::size_t there = transfersBetween(seen, "client", "server");
    const std::size_t back = transfersBetween(seen, "server", "client");
    return {there == set.count("requests") && back == there,
            Phrase{"%1 requests, and an answer to each", set["requests"]},
            Phrase{"%1 requests, %2 answers", there, back},
            longestOf(waits(seen, wire::Operation::Read, "client"))};
}

}  // namespace

extern const Scenario kIpcSocket{
    .id = "ipc-socket",
    .title = "Through a socket",
    .category = "Communication between processes",
    .text =
        "A client sends a request, a server works a while and sends the answer; a socket carries messages "
        "both ways. Watch the two take turns: while one works the other one is blocked.",
    .question = "How many of the two processes run at the same time?",
    .answer =
        "One: while the server works the client waits for the answer, and afterwards the server for the next "
        "request. Two processes, and nothing at the same time.",
    .parameters = {{"requests", "requests of the client", 1, 10000, 6, ""},
                   {"work", "time that the server needs for an answer", 0, 60000, 50, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

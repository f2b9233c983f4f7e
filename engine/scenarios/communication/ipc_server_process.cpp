// One process has the data; the others ask it.
#include <deque>

#include "engine/runtime/pipe.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Pipe requests{"requests"};
    std::deque<Pipe> answers;
    for (std::int64_t i = 1; i <= set["clients"]; ++i) answers.emplace_back("to client " + std::to_string(i));
    Process server{"server", [&] {
                       std::int64_t total = 0;  // nobody else can touch it: no lock is needed
                       for (std::int64_t i = 0; i < set["clients"] * set["requests"]; ++i) {
                           const auto client = std::stoul(requests.receive());
                           sleepFor(set.milliseconds("work"));
                           answers[client].send(std::to_string(++total));
                       }
                   }};
    const auto ask = [&](std::size_t c) {
        for (std::int64_t i = 1; i <= set["requests"]; ++i) {
            requests.send(std::to_string(c));
            print("client {}: the total is {}", c + 1, answers[c].receive());
        }
    };
    std::vector<Process> clients;
    for (std::size_t c = 0; c < set.count("clients"); ++c)
        clients.push_back(Process{"client " + std::to_string(c + 1), [&, c] { ask(c); }});
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    std::size_t asked = 0, answered = 0;
    for (std::int64_t i = 1; i <= set["clients"]; ++i) {
        const std::string client = "client " + std::to_string(i);
        asked += transfersBetween(seen, client, "server");
        answered += transfersBetween(seen, "server", client);
    }
    const std::size_t wanted = set.count("clients") * set.count("requests");
    return {asked == wanted && answered == wanted, Phrase{"%1 requests, all answered", wanted},
            Phrase{"%1 requests, %2 answers", asked, answered},
            longestOf(waits(seen, wire::Operation::Read, "client "))};
}

}  // namespace

extern const Scenario kIpcServerProcess{
    .id = "ipc-server-process",
    .title = "A server process",
    .category = "Communication between processes",
    .text =
        "One process alone holds the data; the others send it requests and wait for the answers. The server "
        "does one request after the other, so that the data need no lock. Watch the clients queue up for it.",
    .question = "Three clients add to one total, without a lock. Is any update lost?",
    .answer = "No, the total is 12 in the end. Only the server touches it, for one request after the other.",
    .parameters = {{"clients", "clients", 1, 100, 3, ""},
                   {"requests", "requests of each client", 1, 10000, 4, ""},
                   {"work", "time that the server needs for an answer", 0, 60000, 30, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

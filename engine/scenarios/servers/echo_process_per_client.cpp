// An echo server that starts a process for each client.
#include "engine/runtime/expect.h"
#include "engine/runtime/fiber.h"
#include "engine/runtime/listener.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

// Each client sends its messages one by one, and waits for the echo of each.
void talk(Address server, const Parameters& set) {
    Connection connection{server};
    for (std::int64_t i = 1; i <= set["messages"]; ++i) {
        connection.send("message " + std::to_string(i));
        expect(connection.receive() == "message " + std::to_string(i), "the echo is what was sent");
        sleepFor(set.milliseconds("pause"));
    }
}

void clients(Address server, const Parameters& set) {
    std::vector<Fiber> all;
    for (std::int64_t i = 1; i <= set["clients"]; ++i)
        all.push_back(Fiber{"client " + std::to_string(i), [&, server] { talk(server, set); }});
}

void echo(Connection connection) {
    while (const auto message = connection.receive()) connection.send(*message);
}

void run(const Parameters& set) {
    needDescriptors(set.count("clients"));
    Listener listener{"port"};
    const Process crowd{"clients", [&] { clients(listener.address(), set); }};
    std::vector<Process> handlers;
    for (std::int64_t i = 1; i <= set["clients"]; ++i)
        handlers.push_back(
            Process{"handler " + std::to_string(i), [connection = listener.accept()] { echo(connection); }});
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::size_t there = transfersAmong(seen, "client ", "handler ");
    const std::size_t back = transfersAmong(seen, "handler ", "client ");
    const std::size_t all = std::size_t{set.count("clients")} * set.count("messages");
    const std::size_t processes = tasksOf(seen, wire::TaskKind::Process);  // one the server, one the clients
    return {there == all && back == all && processes == set.count("clients") + 2,
            Phrase{"a process for each of %1 clients, and an echo of each message", set["clients"]},
            Phrase{"%1 processes in all, %2 echoes of %3", processes, back, all},
            longestOf(waits(seen, wire::Operation::Read, "handler "))};
}

}  // namespace

extern const Scenario kEchoProcessPerClient{
    .id = "echo-process-per-client",
    .title = "An echo server: a process for each client",
    .category = "Servers",
    .text =
        "A server accepts connections and forks a process for each: it answers with what it was sent, until "
        "its client goes. Watch the tree of processes grow, and every handler blocked most of the time: it "
        "waits for its client to say something.",
    .question = "What would happen to the other clients if one handler crashed?",
    .answer =
        "Nothing: each has a process of its own, with memory of its own. The price is a fork for each "
        "client, and a process that mostly sleeps.",
    .parameters = {{"clients", "clients", 1, 1000, 6, ""},
                   {"messages", "messages of each client", 1, 10'000, 4, ""},
                   {"pause", "time between two messages of a client", 0, 60'000, 20, "ms"}},
    .run = run,
    .check = check,
    .whyNotStepped = "when its messages arrive the kernel's network decides, and no step",
};

}  // namespace heddle::scenarios

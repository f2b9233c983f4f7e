// An echo server with one thread: a fiber for each client.
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
    std::vector<Fiber> handlers;
    for (std::int64_t i = 1; i <= set["clients"]; ++i)
        handlers.push_back(
            Fiber{"handler " + std::to_string(i), [connection = listener.accept()] { echo(connection); }});
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::size_t there = transfersAmong(seen, "client ", "handler ");
    const std::size_t back = transfersAmong(seen, "handler ", "client ");
    const std::size_t all = std::size_t{set.count("clients")} * set.count("messages");
    const std::size_t fibers = tasksOf(seen, wire::TaskKind::Fiber);  // the clients are fibers too
    const bool oneThread = tasksOf(seen, wire::TaskKind::Thread) == 0;
    return {there == all && back == all && fibers == 2 * set.count("clients") && oneThread,
            Phrase{"one thread serves %1 clients, and echoes each message", set["clients"]},
            Phrase{oneThread ? "%1 fibers on two threads, %2 echoes of %3" : "%1 fibers, %2 echoes of %3",
                   fibers, back, all},
            longestOf(stretches(seen, model::State::Ready, "handler "))};
}

}  // namespace

extern const Scenario kEchoFibers{
    .id = "echo-fibers",
    .title = "An echo server: a fiber for each client",
    .category = "Servers",
    .text =
        "A server with a single thread accepts connections and starts a fiber for each. Whoever finds "
        "nothing to read leaves the thread to the others; when nobody is ready the thread waits for all "
        "connections at once. Watch many clients served by one thread that is still idle most of the time.",
    .question = "Fifty clients and one thread: how long does a message wait before the thread comes to it?",
    .answer =
        "Microseconds, as long as each answer is quick: a fiber runs only from one message to the next. One "
        "handler that computes for a second, or makes a call that blocks, would hold up all others.",
    .parameters = {{"clients", "clients", 1, 20'000, 50, ""},
                   {"messages", "messages of each client", 1, 10'000, 4, ""},
                   {"pause", "time between two messages of a client", 0, 60'000, 20, "ms"}},
    .run = run,
    .check = check,
    .whyNotStepped = "when its messages arrive the kernel's network decides, and no step",
};

}  // namespace heddle::scenarios

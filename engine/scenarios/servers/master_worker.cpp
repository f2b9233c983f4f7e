// A master, a worker process for each CPU, and threads in each that share one port.
#include <thread>

#include "engine/runtime/fiber.h"
#include "engine/runtime/listener.h"
#include "engine/runtime/process.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void clients(Address server, const Parameters& set) {
    std::vector<Fiber> all;
    const auto ask = [&] {
        Connection connection{server};
        for (auto n = set["messages"]; n > 0 && connection.send("hello") && connection.receive();) --n;
    };
    for (std::int64_t i = 1; i <= set["clients"]; ++i) all.push_back(Fiber{"client", ask});
}

std::uint32_t workersOf(const Parameters& set) {
    return set["workers"] > 0 ? set.count("workers") : std::max(std::thread::hardware_concurrency(), 1u);
}

void run(const Parameters& set) {
    Listener listener{"port"};
    Semaphore left{set.count("clients"), "clients left"};
    const Process crowd{"clients", [&] { clients(listener.address(), set); }};
    const auto handle = [&] {
        while (left.tryAcquire()) {
            Connection client = listener.accept();
            while (const auto message = client.receive()) client.send(*message);
        }
    };
    const auto work = [&] {
        std::vector<Thread> threads;
        for (std::int64_t t = 1; t <= set["threads"]; ++t) threads.push_back(Thread{"handler", handle});
    };
    std::vector<Process> workers;
    for (std::uint32_t w = 1; w <= workersOf(set); ++w)
        workers.push_back(Process{"worker " + std::to_string(w), work});
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::size_t threads = tasksOf(seen, wire::TaskKind::Thread);
    const std::size_t echoes = transfersBetween(seen, "handler", "client");
    const std::vector<Stretch> forClient = waits(seen, wire::Operation::Accept, "handler");
    const std::size_t workers = tasksOf(seen, wire::TaskKind::Process) - 2;  // the master, the clients' own
    return {workers == workersOf(set) && threads == workers * set.count("threads") &&
                echoes == set.count("clients") * set.count("messages"),
            "all workers have their threads, and each message its echo",
            Phrase{"%1 threads, %2 echoes", threads, echoes},
            longestOf(forClient.empty() ? waits(seen, wire::Operation::Read, "handler") : forClient)};
}

}  // namespace

extern const Scenario kMasterWorker{
    .id = "master-worker",
    .title = "A master and its workers",
    .category = "Servers",
    .text =
        "A master opens a port and starts a worker process for each CPU; several threads of each accept "
        "clients from that port. Watch which thread gets the next one.",
    .question = "Who decides which worker gets the next client?",
    .answer = "The kernel: whoever it wakes first gets the client. So the load spreads, though not evenly.",
    .parameters = {{"workers", "worker processes; 0: one for each CPU", 0, 100, 0, ""},
                   {"threads", "threads of each worker", 1, 100, 3, ""},
                   {"clients", "clients", 1, 400, 12, ""},
                   {"messages", "messages of each client", 1, 10'000, 4, ""}},
    .run = run,
    .check = check,
    .whyNotStepped = "when its messages arrive the kernel's network decides, and no step",
};

}  // namespace heddle::scenarios

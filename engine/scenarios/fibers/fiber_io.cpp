// Fetches from a local server that all wait at once, on one thread.
#include "engine/runtime/fiber.h"
#include "engine/runtime/listener.h"
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

// Answers each request after a while; a fiber for each connection.
void serve(Listener& listener, const Parameters& set) {
    std::vector<Fiber> handlers;
    for (std::int64_t i = 1; i <= set["fetches"]; ++i) {
        handlers.push_back(
            Fiber{"handler " + std::to_string(i), [&set, connection = listener.accept()]() mutable {
                      const auto request = connection.receive();
                      sleepFor(set.milliseconds("delay"));
                      connection.send("contents of " + request.value_or("nothing"));
                  }});
    }
}

void run(const Parameters& set) {
    needDescriptors(set.count("fetches"));
    Listener listener{"server's port"};
    const Process server{"server", [&] { serve(listener, set); }};
    const auto fetch = [&](std::int64_t i) {
        Connection connection{listener.address(), "fetch " + std::to_string(i)};
        connection.send("page " + std::to_string(i));
        print(connection.receive().value_or("nothing"));
    };
    std::vector<Fiber> fetches;
    for (std::int64_t i = 1; i <= set["fetches"]; ++i)
        fetches.push_back(Fiber{"fetch " + std::to_string(i), [&, i] { fetch(i); }});
    joinAll(fetches);
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const auto reads = waits(seen, wire::Operation::Read, "fetch ");
    const std::size_t answers = transfersAmong(seen, "handler ", "fetch ");
    return {answers == set.count("fetches") && tasksIn(reads) == answers && mostAtOnce(reads) == answers,
            Phrase{"all %1 fetches wait at the same time, on one thread", set["fetches"]},
            Phrase{"%1 answers; %2 waited at once; each alone %3, the sum %4", answers, mostAtOnce(reads),
                   longest(reads), sum(reads)},
            longestOf(reads)};
}

}  // namespace

extern const Scenario kFiberIo{
    .id = "fiber-io",
    .title = "Many fetches on one thread",
    .category = "Fibers",
    .text =
        "Eight fibers of one thread each ask a server in another process for a page, and the server takes "
        "its time. A fiber that waits for its connection leaves the thread to the others; underneath, the "
        "thread waits for all connections with one epoll. Watch all eight blocked at once.",
    .question = "How much longer do eight fetches take than one?",
    .answer = "Hardly longer: their waits overlap. Waiting needs no thread of its own; only work does.",
    .parameters = {{"fetches", "fetches at once", 1, 2000, 8, ""},
                   {"delay", "time that the server takes for an answer", 50, 60'000, 400, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return mayMissASleep(set["delay"], set["fetches"]); },
    .whyNotStepped = "when its messages arrive the kernel's network decides, and no step",
};

}  // namespace heddle::scenarios

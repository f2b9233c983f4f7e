// A get and a put that wait no longer than a limit.
#include "engine/runtime/print.h"
#include "engine/runtime/queue.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Queue<int> queue{1, "queue"};
    const Duration limit = set.milliseconds("limit");
    Thread getter{"getter", [&] {
                      print("get from an empty queue: {}", queue.getFor(limit) ? "an item" : "too late");
                  }};
    getter.join();
    queue.put(1);
    Thread putter{"putter",
                  [&] { print("put into a full queue: {}", queue.putFor(2, limit) ? "done" : "too late"); }};
    putter.join();
    print("there is still item {}", queue.get());
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::vector<Stretch> gets = waits(seen, wire::Operation::Get, "getter");
    const std::vector<Stretch> puts = waits(seen, wire::Operation::Put, "putter");
    const auto length = [](const std::vector<Stretch>& all) {
        return all.empty() ? Duration{} : all.back().end - all.front().begin;
    };
    const model::ObjectInfo* queue = objectNamed(seen, "queue");
    const auto [in, out] = queue ? putsAndTakes(*queue) : std::pair<std::int64_t, std::int64_t>{};
    const Duration least = set.milliseconds("limit") * 9 / 10;
    return {length(gets) >= least && length(puts) >= least && in == 1 && out == 1,
            Phrase{"both wait for about %1 in vain; one item goes through", set.milliseconds("limit")},
            Phrase{"get waited %1, put %2; %3 put, %4 taken", length(gets), length(puts), in, out},
            longestOf(gets)};
}

}  // namespace

extern const Scenario kQueueTimeouts{
    .id = "queue-timeouts",
    .title = "Time limits at a queue",
    .category = "Queues",
    .text =
        "One thread wants an item from an empty queue, another one wants to put an item into a full one. "
        "Both wait in line, but only until their time limit has passed; then they leave the line without "
        "having done anything.",
    .question = "After the two time limits have passed, how many items are in the queue?",
    .answer =
        "One, which main put in between. Who gives up leaves nothing behind: the get has taken nothing, and "
        "the put has put nothing.",
    .parameters = {{"limit", "time limit of both", 5, 60000, 250, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

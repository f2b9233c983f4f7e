// A producer that is faster than its consumer is held back by a full queue.
#include <algorithm>

#include "engine/runtime/print.h"
#include "engine/runtime/queue.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Queue<std::int64_t> queue{set.count("capacity"), "queue"};
    Thread producer{"producer", [&] {
                        for (std::int64_t item = 1; item <= set["items"]; ++item) {
                            queue.put(item);
                            print("put item {}", item);
                        }
                    }};
    Thread consumer{"consumer", [&] {
                        for (std::int64_t item = 1; item <= set["items"]; ++item) {
                            sleepFor(set.milliseconds("consume"));
                            static_cast<void>(queue.get());
                        }
                    }};
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* queue = objectNamed(seen, "queue");
    const std::vector<Stretch> held = waits(seen, wire::Operation::Put, "producer");
    const auto depth = queue ? queue->maxDepth : 0;
    if (set["items"] <= set["capacity"])
        return {queue && depth <= set["items"] && held.empty(),
                "there is a place for each item, and the producer never waits",
                Phrase{"at most %1 items; the producer waited %2 times", depth, held.size()}};
    return {depth == set["capacity"] && !held.empty(),
            Phrase{"the queue is filled to its %1 places, and the producer waits", set["capacity"]},
            Phrase{"at most %1 items; the producer waited %2 times", depth, held.size()}, longestOf(held)};
}

}  // namespace

extern const Scenario kQueueFull{
    .id = "queue-full",
    .title = "A full queue",
    .category = "Queues",
    .text =
        "The producer needs no time for an item, the consumer does. After a few items the queue is full, and "
        "the producer is blocked until the consumer takes one: from then on both go at the consumer's pace.",
    .question = "Ten items, three places: how often does the producer have to wait?",
    .answer = "Seven times: for each item but the first three, which find a free place.",
    .parameters = {{"items", "items in all", 2, 100000, 10, ""},
                   {"capacity", "places in the queue", 1, 100, 3, ""},
                   {"consume", "time to consume an item", 1, 60000, 60, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance =
        [](const Parameters& set) { return (set["items"] - set["capacity"]) * set["consume"] < kSureMs; },
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

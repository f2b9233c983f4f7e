// A producer and a consumer on two sides of a bounded queue.
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
                            sleepFor(set.milliseconds("produce"));
                            queue.put(item);
                        }
                    }};
    Thread consumer{"consumer", [&] {
                        for (std::int64_t item = 1; item <= set["items"]; ++item) {
                            const std::int64_t got = queue.get();
                            print("consumed item {}", got);
                            sleepFor(set.milliseconds("consume"));
                        }
                    }};
    producer.join();
    consumer.join();
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* queue = objectNamed(seen, "queue");
    const auto [puts, takes] = queue ? putsAndTakes(*queue) : std::pair<std::int64_t, std::int64_t>{};
    const std::int64_t depth = queue ? queue->maxDepth : 0;
    return {puts == set["items"] && takes == set["items"] && depth <= set["capacity"] && depth >= 1,
            Phrase{"all %1 items go through, never more than %2 in the queue", set["items"], set["capacity"]},
            Phrase{"%1 put, %2 taken, at most %3", puts, takes, depth},
            longestOf(waits(seen, wire::Operation::Put, "producer"))};
}

}  // namespace

extern const Scenario kProducerConsumer{
    .id = "producer-consumer",
    .title = "Producer and consumer",
    .category = "Queues",
    .text =
        "A producer puts items into a bounded queue, a slower consumer takes them out. Watch the depth climb "
        "to the capacity; from then on the producer is blocked until the consumer makes room.",
    .question = "After how many items does the producer have to wait for the first time?",
    .answer =
        "After five. It is three times as fast: when it has the sixth, the consumer has taken two, and three "
        "are in the queue.",
    .parameters = {{"items", "items in all", 1, 1'000'000, 10, ""},
                   {"capacity", "places in the queue", 1, 1'000'000, 3, ""},
                   {"produce", "time to produce an item", 0, 60'000, 50, "ms"},
                   {"consume", "time to consume an item", 0, 60'000, 150, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

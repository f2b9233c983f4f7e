// A consumer that asks whether the queue is empty, and ends too early.
#include "engine/runtime/print.h"
#include "engine/runtime/queue.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Queue<std::int64_t> queue{set.count("items"), "queue"};
    SharedVariable left{0, "left over"};
    Thread producer{"producer", [&] {
                        for (std::int64_t item = 1; item <= set["items"]; ++item) {
                            queue.put(item);
                            if (item == set["items"] / 2)
                                sleepFor(set.milliseconds("pause"));  // something holds the producer up
                        }
                    }};
    Thread consumer{"consumer", [&] {
                        sleepFor(set.milliseconds("pause") / 4);
                        while (const auto item = queue.tryGet())  // "until it is empty"
                            print("item {}", *item);
                    }};
    consumer.join();
    producer.join();
    while (queue.tryGet()) left.set(left.get() + 1);
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* left = objectNamed(seen, "left over");
    const bool wasEarly = lifeOf(seen, "consumer").end < lifeOf(seen, "producer").end;
    const std::int64_t missed = left ? left->level : 0;
    return {wasEarly && missed == set["items"] - set["items"] / 2,
            "the consumer ends before the producer, and misses the second half",
            Phrase{"%1 of %2 items were missed", missed, set["items"]},
            longestOf(waits(seen, wire::Operation::Sleep, "producer"))};
}

}  // namespace

extern const Scenario kQueueRacyPoll{
    .id = "queue-racy-poll",
    .title = "Empty does not mean done",
    .category = "Queues",
    .text =
        "The consumer takes items as long as there are any, and then ends. But the producer only pauses: "
        "what it puts later nobody takes. Whether a queue is empty is known only for the moment of asking.",
    .question = "The consumer stops when the queue is empty. Does it get all items?",
    .answer =
        "No, it misses the second half: the queue was empty, but the producer had only paused. It has to be "
        "told the end, by a last item for example. So it was in each of 100 runs on two processors, also "
        "with "
        "pause=40.",
    .parameters = {{"items", "items in all", 2, 100000, 8, ""},
                   {"pause", "pause of the producer after half of them", 40, 60000, 400, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return mayMissASleep(set["pause"], set["items"] / 10); },
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

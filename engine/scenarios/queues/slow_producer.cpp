// A consumer that does not wait looks into an empty queue.
#include "engine/runtime/print.h"
#include "engine/runtime/queue.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Queue<std::int64_t> queue{set.count("items"), "queue"};
    Thread producer{"producer", [&] {
                        for (std::int64_t item = 1; item <= set["items"]; ++item) {
                            sleepFor(set.milliseconds("produce"));
                            queue.put(item);
                        }
                    }};
    Thread consumer{"consumer", [&] {
                        for (std::int64_t got = 0; got < set["items"];) {
                            if (const auto item = queue.tryGet()) {
                                print("item {}", *item);
                                ++got;
                            } else {
                                print("error: the queue is empty");
                                sleepFor(set.milliseconds("look"));
                            }
                        }
                    }};
}

// The consumer slept between looks that found nothing; all items came through.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const model::ObjectInfo* queue = objectNamed(seen, "queue");
    const auto [puts, takes] = queue ? putsAndTakes(*queue) : std::pair<std::int64_t, std::int64_t>{};
    const std::vector<Stretch> looks = waits(seen, wire::Operation::Sleep, "consumer");
    const std::size_t misses = looks.size();
    return {
        puts == set["items"] && takes == puts && misses > 0 && queue->maxWaiters == 0,
        Phrase{"the consumer meets an empty queue, never waits in line, and gets all %1 items", set["items"]},
        Phrase{"%1 items taken, %2 looks found nothing", takes, misses}, longestOf(looks)};
}

}  // namespace

extern const Scenario kSlowProducer{
    .id = "slow-producer",
    .title = "A slow producer",
    .category = "Queues",
    .text =
        "The consumer takes items without waiting for them; the producer is slower. So again and again the "
        "consumer meets an empty queue and is told so. It pauses and looks again: nothing is lost, but every "
        "miss costs a look.",
    .question =
        "The producer needs 60 ms for an item, the consumer looks every 20 ms. How many looks find nothing?",
    .answer =
        "Three for each item, twenty-four in all: at 0, 20 and 40 ms of each 60. Sleeps last a little longer "
        "than asked, so it may be other: in 50 runs on two processors it was so 46 times, and else 22 to 25.",
    .parameters = {{"items", "items in all", 1, 10000, 8, ""},
                   {"produce", "time to produce an item", 1, 60000, 60, "ms"},
                   {"look", "pause after a look that found nothing", 1, 60000, 20, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance =
        [](const Parameters& set) { return mayMissASleep(std::min(set["produce"], set["look"]), 2); },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

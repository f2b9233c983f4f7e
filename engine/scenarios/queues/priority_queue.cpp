// The smallest number is taken first.
#include "engine/runtime/queue.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    PriorityQueue<std::int32_t> queue{set.count("items"), "queue"};
    SharedVariable taken{0, "taken"};
    Thread producer{"producer", [&] {
                        const auto items = static_cast<std::int32_t>(set["items"]);
                        for (std::int32_t item = 0; item < items; ++item)
                            queue.put(1 + (item % 2 == 0 ? item : items + items % 2 - item));  // all mixed up
                    }};
    producer.join();
    Thread consumer{"consumer", [&] {
                        for (std::int64_t i = 1; i <= set["items"]; ++i) {
                            taken.set(queue.get());
                            sleepFor(set.milliseconds("consume"));
                        }
                    }};
}

// The values as they were taken: the variable "taken" has them in this order.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    std::vector<std::int64_t> order;
    bool isRight = false;
    if (const model::ObjectInfo* taken = objectNamed(seen, "taken")) {
        isRight = static_cast<std::int64_t>(taken->levels.size()) == set["items"] + 1;
        for (std::size_t i = 1; i < taken->levels.size(); ++i) {
            isRight = isRight && (i == 1 || taken->levels[i].level > taken->levels[i - 1].level);
            order.push_back(taken->levels[i].level);
        }
    }
    return {isRight, "the smallest number is taken first", Phrase{"taken in the order %1", inShort(order)},
            firstOf(waits(seen, wire::Operation::Sleep, "consumer"))};
}

}  // namespace

extern const Scenario kPriorityQueue{
    .id = "priority-queue",
    .title = "A priority queue",
    .category = "Queues",
    .text =
        "A producer puts numbers into the queue in a mixed order; they stand for priorities, the smallest is "
        "the most urgent. The consumer takes them one by one. Watch in which order they come out.",
    .question = "1, 6, 3, 4, 5, 2 are put in this order. In which order are they taken?",
    .answer = "1, 2, 3, 4, 5, 6: the smallest first, in whatever order they were put.",
    .parameters = {{"items", "items in all", 2, 100000, 6, ""},
                   {"consume", "time to consume an item", 0, 60000, 50, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

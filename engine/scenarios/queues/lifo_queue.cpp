// The item that was put last is taken first.
#include "engine/runtime/queue.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    LifoQueue<std::int32_t> stack{set.count("items"), "stack"};
    SharedVariable taken{0, "taken"};
    Thread producer{"producer", [&] {
                        for (std::int64_t item = 1; item <= set["items"]; ++item)
                            stack.put(static_cast<std::int32_t>(item));
                    }};
    producer.join();
    Thread consumer{"consumer", [&] {
                        for (std::int64_t i = 1; i <= set["items"]; ++i) {
                            taken.set(stack.get());
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
            isRight = isRight && (i == 1 || taken->levels[i].level < taken->levels[i - 1].level);
            order.push_back(taken->levels[i].level);
        }
    }
    return {isRight, "the last one that was put is taken first",
            Phrase{"taken in the order %1", inShort(order)},
            firstOf(waits(seen, wire::Operation::Sleep, "consumer"))};
}

}  // namespace

extern const Scenario kLifoQueue{
    .id = "lifo-queue",
    .title = "A stack",
    .category = "Queues",
    .text =
        "A producer puts the items 1, 2, 3... into a queue that gives back the last one first. Only then the "
        "consumer takes them. Watch the depth go up and down, and the items come out in the opposite order.",
    .question = "Items 1 to 6 are put in this order. Which one is taken first?",
    .answer = "6, which was put last; then 5, 4, 3, 2 and 1.",
    .parameters = {{"items", "items in all", 2, 100000, 6, ""},
                   {"consume", "time to consume an item", 0, 60000, 50, "ms"}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

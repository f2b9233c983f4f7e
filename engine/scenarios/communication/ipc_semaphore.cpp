// Two processes tell each other by semaphores whose turn it is.
#include "engine/runtime/print.h"
#include "engine/runtime/process.h"
#include "engine/runtime/semaphore.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    Semaphore ping{1, "ping's turn"}, pong{0, "pong's turn"};
    const auto play = [&set](Semaphore& mine, Semaphore& other, const char* word) {
        for (std::int64_t i = 1; i <= set["rounds"]; ++i) {
            mine.acquire();
            print("{} {}", word, i);
            sleepFor(set.milliseconds("turn"));
            other.release();
        }
    };
    Process first{"ping", [&] { play(ping, pong, "ping"); }};
    Process second{"pong", [&] { play(pong, ping, "pong"); }};
}

// They sleep in turn, never both at once, and the first one begins.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const std::vector<Stretch> turns = waits(seen, wire::Operation::Sleep, "p");
    bool inTurn = turns.size() == 2 * set.count("rounds") && mostAtOnce(turns) == 1;
    for (std::size_t i = 0; i < turns.size(); ++i)
        inTurn = inTurn && seen.nameOf(turns[i].task) == (i % 2 == 0 ? "ping" : "pong");
    return {inTurn, Phrase{"ping and pong in turn, %1 times", set["rounds"]},
            Phrase{inTurn ? "%1 turns, in order" : "%1 turns, out of order", turns.size()},
            longestOf(waits(seen, wire::Operation::Acquire, "p"))};
}

}  // namespace

extern const Scenario kIpcSemaphore{
    .id = "ipc-semaphore",
    .title = "Through semaphores",
    .category = "Communication between processes",
    .text =
        "A semaphore carries no data, but it tells when: each of the two processes waits for its own "
        "semaphore and releases the other's when its turn is over. Watch the one unit go to and fro.",
    .question = "What happens if both semaphores begin with 0 units?",
    .answer =
        "Nobody ever begins: each waits for a release that only the other could make. That is a deadlock.",
    .parameters = {{"rounds", "turns of each process", 1, 10000, 5, ""},
                   {"turn", "length of a turn", 1, 60000, 50, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance = [](const Parameters& set) { return mayMissASleep(set["turn"], 2); },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

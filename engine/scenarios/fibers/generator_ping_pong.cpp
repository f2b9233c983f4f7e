// A generator that asks another generator.
#include "engine/runtime/generator.h"
#include "engine/runtime/print.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;

void run(const Parameters& set) {
    const auto count = [&](auto& out) {
        for (std::int64_t i = 1; i <= set["values"]; ++i) {
            print("C gives {}", i);
            out.give(i);
        }
    };
    const auto passOn = [&](auto& out) {
        Generator<std::int64_t> c{"C", count};
        while (const auto value = c.next()) {
            print("    D passes on {}", *value);
            out.give(*value);
        }
    };
    Generator<std::int64_t> d{"D", passOn};
    while (const auto value = d.next()) print("        got {}", *value);
}

// Each value goes from C to D and from D to the program, and once more each says that it has come to its end.
Verdict check(const model::Snapshot& seen, const Parameters& set) {
    const auto given = [&](const char* object) {
        const model::ObjectInfo* semaphore = objectNamed(seen, object);
        return semaphore ? semaphore->acquisitions : 0;
    };
    const auto expected = static_cast<std::uint64_t>(set["values"] + 1);
    auto turns = stretches(seen, model::State::Running, "C");
    const auto ofD = stretches(seen, model::State::Running, "D");
    turns.insert(turns.end(), ofD.begin(), ofD.end());
    return {given("C has given") == expected && given("D has given") == expected && mostAtOnce(turns) == 1,
            Phrase{"%1 values and the end come out of C, and out of D; one runs at a time", set["values"]},
            Phrase{"%1 out of C, %2 out of D, at most %3 ran at a time", given("C has given"),
                   given("D has given"), mostAtOnce(turns)},
            longestOf(waits(seen, wire::Operation::Acquire, "D"))};
}

}  // namespace

extern const Scenario kGeneratorPingPong{
    .id = "generator-ping-pong",
    .title = "A generator inside a generator",
    .category = "Fibers",
    .text =
        "The program asks generator D for values, and D asks generator C. A generator runs only while "
        "somebody waits for its next value, and then stands still in the middle of its loop. Watch the "
        "control go down to C and come back, value by value.",
    .question = "How many of the three run at the same time?",
    .answer =
        "One. Whoever asks is blocked until the value is there, and whoever has given it is blocked until "
        "the next one is asked for: control is handed to and fro, nothing runs in parallel.",
    .parameters = {{"values", "values that C gives", 1, 100'000, 5, ""}},
    .run = run,
    .check = check,
    .canBeStepped = true,
};

}  // namespace heddle::scenarios

// One scenario: a small real program on the runtime, what it is about, and what it promises of its observed
// run. Each stands in one file, which the window shows beside the run.
#pragma once

#include <string_view>
#include <vector>

#include "engine/scenarios/parameters.h"
#include "engine/scenarios/verdict.h"

namespace heddle::model {
class Snapshot;
}

namespace heddle::scenarios {

constexpr std::int64_t kSureMs = 20;  // a pause in which others come, but for the rarest of cases

// Of a check that counts sleeps of `ms` milliseconds among so many tasks: whoever is kept from the processor
// until its sleep would be over need not sleep any more, and is not seen to.
constexpr bool mayMissASleep(std::int64_t ms, std::int64_t tasks) {
    return ms < kSureMs + tasks / 5;
}

struct Scenario {
    std::string_view id;
    std::string_view title;
    std::string_view category;
    std::string_view text;      // what happens, and what to watch
    std::string_view question;  // to predict before the run
    std::string_view answer{};  // to the question, told after the run
    std::vector<Parameter> parameters;
    // The program: runs in the first process of the run.
    void (*run)(const Parameters&);
    // Whether it held, judged by what was observed alone (see judge()).
    Verdict (*check)(const model::Snapshot&, const Parameters&);
    // Whether it promises to come to a standstill with these parameters; null: never, it ends by itself. It
    // is ended `endsAfter` its beginning then (its own pauses must be over), and a deadlock that is found is
    // no failure.
    bool (*standsStill)(const Parameters&) = nullptr;
    Duration (*endsAfter)(const Parameters&) = nullptr;
    // Whether with these parameters chance decides: a pause in which others are to come is so short that on a
    // loaded machine they may come later. Then all that can be told is what was observed. null: never.
    bool (*isUpToChance)(const Parameters&) = nullptr;
    // What it shows is how tasks come into being: its run tells each step of that, as far as the kernel
    // permits. (Of all runs that would be too dear.)
    bool wantsCreationSteps = false;
    // All that its tasks do with each other goes through objects of the runtime: a controlled run can step
    // it.
    bool canBeStepped = false;
    // Where not: what stands in the way, as a sentence.
    const char* whyNotStepped = "";
    // What it promises is about clocks, or the kernel's word: a controlled run cannot tell.
    bool needsClock = false;

    [[nodiscard]] Verdict judge(const model::Snapshot& seen, const Parameters& set) const {
        Verdict verdict = check(seen, set);
        if (isUpToChance && isUpToChance(set)) {
            verdict.held = true;
            verdict.text = "with so short a pause chance decides";
        }
        return verdict;
    }
    [[nodiscard]] bool promisesStandstill(const Parameters& set) const {
        return standsStill && standsStill(set);
    }
};

}  // namespace heddle::scenarios

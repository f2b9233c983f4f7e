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
    // Whether it held, judged by what was observed alone.
    Verdict (*check)(const model::Snapshot&, const Parameters&);
    // Whether it promises to come to a standstill with these parameters; null: never, it ends by itself. It
    // is ended `endsAfter` its beginning then, and a deadlock that is found is no failure.
    bool (*standsStill)(const Parameters&) = nullptr;
    Duration endsAfter{};
    // All that its tasks do with each other goes through objects of the runtime: a controlled run can step
    // it.
    bool canBeStepped = false;
    // Where not: what stands in the way, as a sentence.
    const char* whyNotStepped = "";
    // What it promises is about clocks, or the kernel's word: a controlled run cannot tell.
    bool needsClock = false;

    [[nodiscard]] bool promisesStandstill(const Parameters& set) const {
        return standsStill && standsStill(set);
    }
};

}  // namespace heddle::scenarios

// A banker who lends only what leaves a way for everybody to finish.
#include <algorithm>

#include "engine/runtime/condition.h"
#include "engine/runtime/shared_variable.h"
#include "engine/runtime/thread.h"
#include "engine/scenarios/scenario_parts.h"

namespace heddle::scenarios {
namespace {

using namespace runtime;
using Units = std::int32_t;

// Whether all can finish, one after another, where each still needs so much of its claim.
bool isSafe(std::vector<Units> needs, Units claim, Units free) {
    std::sort(needs.begin(), needs.end());  // who needs least finishes first, and pays all back
    const auto finishes = [&](Units need) { return need <= free && (free += claim - need) > 0; };
    return std::all_of(needs.begin(), needs.end(), finishes);
}

void run(const Parameters& set) {
    const auto claim = static_cast<Units>(set["claim"]);
    std::vector<Units> needs(set.count("customers"), claim);
    SharedVariable free{std::max(claim, static_cast<Units>(set["units"])), "free units"};
    Mutex counter{"counter"};
    Condition paidBack{"paid back"};
    const auto live = [&](Units& need) {
        while (need > 0) {
            counter.lock();
            for (--need; !isSafe(needs, claim, free.get() - 1); --need) ++need, paidBack.wait(counter);
            free.update([](Units units) { return units - 1; });
            counter.unlock();
            sleepFor(set.milliseconds("work"));
        }
        counter.lock(), free.update([&](Units units) { return units + claim; });
        need = claim, paidBack.notifyAll(), counter.unlock();
    };
    std::vector<Thread> customers;
    for (std::size_t i = 0; i < needs.size(); ++i)
        customers.push_back(Thread{"customer " + std::to_string(i + 1), [&, i] { live(needs[i]); }});
}

Verdict check(const model::Snapshot& seen, const Parameters& set) {
    std::vector<Stretch> refused;  // although units were free
    for (const Stretch& wait : waits(seen, wire::Operation::WaitCondition, "customer "))
        if (levelAt(seen, "free units", wait.begin) > 0)
            refused.push_back(wait);
    const std::int64_t units = std::max(set["claim"], set["units"]);
    const bool areEnough = units > set["customers"] * (set["claim"] - 1);  // for one to have all it needs
    return {refused.empty() == areEnough && levelOf(seen, "free units") == units,
            areEnough ? "there are units enough: no request is unsafe, and all finish"
                      : "an unsafe request waits although units are free, and all finish in the end",
            Phrase{"%1 such waits", refused.size()}, longestOf(refused)};
}

}  // namespace

extern const Scenario kBankersAlgorithm{
    .id = "bankers-algorithm",
    .title = "The banker's algorithm",
    .category = "Synchronisation",
    .text =
        "Each customer borrows units up to its claim, then pays all back. The banker lends one only if all "
        "can still finish afterwards. Watch customers wait while units are free.",
    .question = "A unit is free, a customer asks for it. Why may the banker refuse?",
    .answer = "If nobody could reach its claim then, nobody would ever pay back: a deadlock, avoided.",
    .parameters = {{"customers", "customers", 2, 100, 3, ""},
                   {"claim", "units that each will need at once", 2, 100, 3, ""},
                   {"units", "units of the bank; never less than a claim", 2, 10'000, 5, ""},
                   {"work", "between two requests", 1, 10'000, 60, "ms"}},
    .run = run,
    .check = check,
    .isUpToChance =
        [](const Parameters& set) {
            return set["work"] < kSureMs || std::min(set["customers"], set["claim"]) == 2;
        },
    .canBeStepped = true,
    .needsClock = true,
};

}  // namespace heddle::scenarios

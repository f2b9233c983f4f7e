// What the searching process is asked for, as the words of its command line, and what it tells meanwhile, on
// its standard output: one News after the other, each followed by its texts.
//
// Two programs of one build. Thread rule: values and functions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/clock.h"

namespace heddle::finder {

enum class StrategyKind : std::uint32_t {
    Automatic,   // exhaustive, and where that comes to no end, pct
    Exhaustive,  // one schedule of every class of equivalent ones
    Bounded,     // all schedules with few preemptions first
    Pct,         // random priorities
    Random,      //
};

struct Order {
    std::string scenario;
    std::map<std::string, std::string> parameters = {};
    StrategyKind strategy = StrategyKind::Automatic;
    std::uint64_t schedules = 0;  // to run at the most, of each strategy
    std::uint64_t seed = 1;
    std::uint32_t patience = 0;  // a task starves after so many choices; 0: unchecked
};
[[nodiscard]] std::vector<std::string> wordsOf(const Order& order);
// Nothing: those are no such words.
[[nodiscard]] std::optional<Order> orderOf(const std::vector<std::string>& words);

enum class NewsKind : std::uint32_t {
    Progress = 1,  // schedules, steps, equivalent, interleavings: so far
    Begun,         // a search by `strategy`
    Found,         // texts: the failure in words, its message, the schedule. Minimised: once more
    Searched,      // the search by `strategy` has come to its end: all figures
    Refused,       // texts: what, why, way out
};

struct News {
    NewsKind kind{};
    StrategyKind strategy{};
    std::uint64_t schedules = 0;   // run
    std::uint64_t steps = 0;       // of these
    std::uint32_t outcome = 0;     // Found: control::Outcome
    std::uint32_t isLeast = 0;     // Found: no schedule is shorter
    std::uint64_t number = 0;      // Found: which schedule it was, from 1
    std::uint32_t conclusion = 0;  // Searched: control::Conclusion
    std::uint32_t isComplete = 0;
    std::uint64_t equivalent = 0;  // choices not followed, as they lead only to equivalents
    std::uint64_t abandoned = 0;
    std::uint64_t cut = 0;
    std::int64_t preemptions = -1;  // every schedule with at most so many was run; -1: none such
    double interleavings = 0;       // estimated; 0: not to be had
    std::int64_t tookNs = 0;
    std::uint32_t fault = 0;      // Refused
    std::uint32_t textBytes = 0;  // zero-terminated texts, one behind the other
};

}  // namespace heddle::finder

// Runs schedule after schedule of a program, as a strategy chooses them, and looks for one that fails.
//
// Thread rule: runs on the caller's thread until it is done; `Cancel` may be posted to from any thread.
#pragma once

#include <atomic>
#include <functional>
#include <vector>

#include "engine/control/failure.h"
#include "engine/control/search/strategy.h"

namespace heddle::control {

struct SearchLimits {
    std::uint64_t schedules = 1'000'000;  // to run at the most
    std::uint32_t steps = 10'000;         // of one schedule; one that is longer is cut off
    Duration time = Duration::max();      // of the whole search; looked at every 1024 steps
    std::uint32_t patience =
        0;  // a task starves when it could have gone on at so many choices, and others went; 0: unchecked
    bool goesOnAfterFailure = false;  // run all the schedules, each to its end, to count what they come to
};

enum class Conclusion : std::uint8_t {
    Found,          // a schedule that fails
    Proved,         // every schedule was run or is equivalent to one that was, and none fails
    Exhausted,      // the strategy has nothing left to try; what that covers is in `coverage`
    ScheduleLimit,  //
    TimeLimit,      //
    Cancelled,      //
};

struct FoundSchedule {
    Failure failure;
    std::vector<Step> steps;
    std::uint64_t number = 0;  // which of the schedules run, from 1
};

// How runs ended, and how often: with the failure that they were stopped at, or at their end.
struct EndCount {
    Outcome outcome = Outcome::GoesOn;
    std::uint64_t fingerprint = 0;
    std::uint64_t runs = 0;
};

struct SearchReport {
    Conclusion conclusion = Conclusion::Exhausted;
    std::optional<FoundSchedule> found;  // the first one
    std::uint64_t schedules = 0;         // run to their end (or to their failure)
    std::uint64_t failing = 0;           // of these
    std::uint64_t cut = 0;               // of these: by the limit of steps
    std::uint64_t steps = 0;             // of all of them, given up ones too
    std::uint32_t longest = 0;           // steps of one schedule
    std::vector<EndCount> ends;          // distinct; at most kMostEnds
    Coverage coverage;
    Duration took{};
};

class SearchWatch {
public:
    void postCancel() { m_cancelled.store(true, std::memory_order_relaxed); }
    [[nodiscard]] bool isCancelled() const { return m_cancelled.load(std::memory_order_relaxed); }
    // Called on the search's thread about every 1024 steps, with the figures so far.
    std::function<void(const SearchReport&)> onProgress;

private:
    std::atomic<bool> m_cancelled{false};
};

inline constexpr std::size_t kMostEnds = 10'000;

// Errors: the program cannot be started, or does not repeat itself, or is too large for the strategy; the
// strategy cannot see who starves.
[[nodiscard]] Result<SearchReport> search(Executor& executor, Strategy& strategy,
                                          const SearchLimits& limits = {}, SearchWatch* watch = nullptr);

}  // namespace heddle::control

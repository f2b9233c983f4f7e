// Looks for a schedule of a scenario that fails: a deadlock, a failed expectation, an exception, a task that
// does not come to its next step, a crash.
//
// The search runs in a process of its own, which the scenario may crash or fill; there every task is carried
// by one thread, so that many thousand schedules are run in a second. What it finds is minimised there, and
// then run once more with the scenario's own processes, threads and fibers.
// Thread rule: all members from one thread; a thread of its own hears the searching process. Life: destroying
// it ends everything that it started.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/clock.h"
#include "engine/base/result.h"

namespace heddle::session {

enum class SearchStrategy : std::uint8_t {
    Automatic,   // exhaustive, and by priorities where that comes to no end
    Exhaustive,  // one schedule of every class of equivalent ones
    Bounded,     // all schedules with few preemptions first
    Pct,         // random priorities, that change a few times
    Random,      // every choice at random
};

struct SearchRequest {
    std::string scenario = {};
    std::map<std::string, std::string> parameters = {};  // missing ones have their defaults
    SearchStrategy strategy = SearchStrategy::Automatic;
    std::uint64_t schedules = 100'000;  // to run at the most, of each strategy
    std::uint64_t seed = 1;
    // A task that could have gone on at so many choices while others went starves, and is looked for; 0: not.
    std::uint32_t patience = 0;
    Duration stepLimit = std::chrono::seconds{2};  // for one step of a task
};

struct SearchProgress {
    SearchStrategy strategy = SearchStrategy::Automatic;  // the one at work
    std::uint64_t schedules = 0;                          // run
    std::uint64_t steps = 0;                              // of these
    std::uint64_t equivalent = 0;                         // choices not followed: see SearchFigures
    std::optional<double> interleavings = {};             // of all there are: a first estimate
    bool isFound = false;                                 // and is being minimised, or confirmed
};

enum class SearchEnd : std::uint8_t {
    Found,      // a schedule that fails
    Proved,     // every schedule was run or is equivalent to one that was, and none fails
    Exhausted,  // the strategy has nothing left to try; none fails
    Limit,      // as many schedules were run as were asked for; none fails
    Cancelled,  //
};

enum class FoundKind : std::uint8_t {
    Deadlock,
    Expectation,  // of the program did not hold
    Exception,    // or a misuse of an object
    NoNextStep,   // a task does not come to its next step
    Crash,        // a signal ended the process in a step
    Starvation,   // a task could have gone on again and again, and others went
};

enum class Confirmation : std::uint8_t {
    Confirmed,  // real tasks fail by this schedule in the same way
    Refuted,    // they do not: text says what they do
    Untried,    // they could not be run: text says why
    Stopped,    // the search was stopped before they had tried it
};

// What one strategy has done.
struct SearchFigures {
    SearchStrategy strategy{};
    std::uint64_t schedules = 0;   // run
    std::uint64_t steps = 0;       // of these
    std::uint64_t equivalent = 0;  // choices not followed: they lead only to equivalent schedules
    std::uint64_t abandoned = 0;   // schedules begun, and given up as equivalent
    std::uint64_t cut = 0;         // by the limit of steps
    std::optional<std::uint32_t> preemptions = {};  // every schedule with at most so many was run
    std::optional<double> interleavings = {};       // of all there are: an estimate
    Duration took{};
};

struct FoundFailure {
    FoundKind kind{};
    std::string text = {};                // "deadlock: T1 waits in lock on B, held by T2; ..."
    std::vector<std::string> steps = {};  // "T1 lock A"
    std::string schedule = {};            // as a file has it
    std::uint64_t number = 0;             // which of the schedules run it was, from 1
    std::uint64_t stepsAtFirst = 0;       // before it was minimised
    std::uint32_t switches = 0;           // how often another task goes on than the one before
    bool isLeast = false;                 // no schedule that fails so is shorter
    Confirmation confirmation = Confirmation::Untried;
    std::string confirmationText = {};
};

struct SearchResult {
    SearchEnd end = SearchEnd::Cancelled;
    std::vector<SearchFigures> figures = {};  // of the strategies in the order in which they were tried
    std::optional<FoundFailure> found = {};
    // It starts processes: carried by one thread they shared their memory, so what rests on memory of their
    // own was not searched.
    bool hasProcesses = false;
    std::optional<Error> error = {};  // it could not be searched
};

class ScheduleSearch {
public:
    // Errors: unknown scenario or parameter; the processes cannot be started.
    static Result<std::unique_ptr<ScheduleSearch>> start(const SearchRequest& request);
    virtual ~ScheduleSearch() = default;

    [[nodiscard]] virtual SearchProgress progress() const = 0;
    virtual void postCancel() = 0;
    // Called on the engine's thread when there is a result. Must not block.
    virtual void setEndListener(std::function<void()> postEnded) = 0;
    // False if `limit` passed first.
    virtual bool waitForEnd(Duration limit) = 0;
    // Only after the end.
    [[nodiscard]] virtual const SearchResult& result() const = 0;
};

}  // namespace heddle::session

// How the next schedule to run is chosen, one choice after the other. One file each: random, pct, bounded,
// exhaustive.
//
// For each schedule: begin(), then choose() and stepped() in turn, then end(). What a schedule has in common
// with the one before may be made at once: prefix(), and resume() instead of the choices. Deterministic: a
// strategy made with the same arguments, over a program that repeats itself, makes the same choices.
#pragma once

#include <optional>
#include <string>

#include "engine/control/executor.h"

namespace heddle::control {

// What a strategy can say about the schedules that were not run.
struct Coverage {
    bool isComplete = false;  // every schedule was run, or one that is equivalent to it: no failure = proved
    std::uint64_t equivalent = 0;  // choices not followed as they lead only to equivalents of schedules that
                                   // were run: each stands for at least one schedule, mostly for very many
    std::uint64_t abandoned = 0;   // schedules begun, and given up when they proved to be equivalent
    std::uint64_t repeated = 0;    // schedules run once more by a later round
    std::optional<std::uint32_t> preemptions;  // every schedule with at most so many was run
};

class Strategy {
public:
    Strategy() = default;
    Strategy(const Strategy&) = delete;
    Strategy& operator=(const Strategy&) = delete;
    virtual ~Strategy() = default;

    // False: nothing is left to try.
    virtual bool begin() = 0;
    // The steps that the schedule just begun makes again, as the one before did: a beginning of that one.
    [[nodiscard]] virtual std::span<const Step> prefix() const { return {}; }
    // They have been made, all at once; it goes on with choose().
    virtual void resume() {}
    // At least one task is enabled. Nothing: give this schedule up, it is equivalent to one that was run.
    virtual std::optional<Choice> choose(std::span<const TaskView> tasks) = 0;
    // The step was made; `tasks` as they stand after it.
    virtual void stepped(const Step& step, std::span<const TaskView> tasks) = 0;
    // The schedule is over; not called for one that was given up. `wasCut`: it would have gone on.
    virtual void end(std::uint32_t steps, bool wasCut) = 0;
    [[nodiscard]] virtual Coverage coverage() const = 0;
    // Whether it passes over schedules because they are equivalent to others: then it says nothing about what
    // differs among equivalent ones.
    [[nodiscard]] virtual bool skipsEquivalents() const { return false; }
    // Why it cannot go on (more tasks than it can deal with); nothing if it can.
    [[nodiscard]] virtual std::optional<Error> trouble() const { return std::nullopt; }
};

}  // namespace heddle::control

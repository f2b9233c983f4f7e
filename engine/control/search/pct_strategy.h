// Probabilistic concurrency testing: tasks have random priorities, the highest one that may go makes the
// step, and at d - 1 random steps the task that would go falls below all others. With n tasks and at most k
// steps, one schedule finds a bug of depth d (one that d ordering constraints bring out) with probability of
// at least 1/(n * k^(d-1)). Source of the method and its bound: Burckhardt, Kothari, Musuvathi, Nagarakatte,
// "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs", ASPLOS 2010.
//
// The bound holds for programs whose tasks do not wait busily. So that these end too, a task that yields or
// sleeps falls below all others, and a time limit that may pass passes with a chance of one in four.
#pragma once

#include <vector>

#include "engine/control/random.h"
#include "engine/control/search/strategy.h"

namespace heddle::control {

class PctStrategy : public Strategy {
public:
    // depth: at least 1. expectedSteps: k; 0: the longest schedule seen so far.
    PctStrategy(std::uint64_t seed, std::uint32_t depth, std::uint32_t expectedSteps = 0);

    bool begin() override;
    std::optional<Choice> choose(std::span<const TaskView> tasks) override;
    void stepped(const Step& step, std::span<const TaskView> tasks) override;
    void end(std::uint32_t steps, bool wasCut) override;
    [[nodiscard]] Coverage coverage() const override { return {}; }

private:
    void admit(std::size_t tasks);
    void fallBelowAll(TaskNumber task);
    [[nodiscard]] std::optional<TaskNumber> highest(std::span<const TaskView> tasks) const;

    Random m_random;
    std::uint32_t m_depth;
    std::uint32_t m_expectedSteps;
    bool m_learnsSteps;
    std::vector<TaskNumber> m_order;            // highest priority first
    std::vector<std::uint32_t> m_changePoints;  // steps, ascending
    std::size_t m_nextChange = 0;
    std::uint32_t m_step = 0;
};

}  // namespace heddle::control

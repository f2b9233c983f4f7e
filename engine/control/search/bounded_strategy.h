// Every schedule with no preemption, then every one with at most one, with two...: most bugs need few. A
// preemption is a switch away from a task that could have gone on and neither yields nor sleeps, or a time
// limit that passes while the operation could be made. Source: Musuvathi, Qadeer, "Iterative Context Bounding
// for Systematic Testing of Multithreaded Programs", PLDI 2007.
//
// Each round runs the schedules of the round before once more (Coverage::repeated counts them): it needs no
// memory but one schedule. When a round meets no choice that its bound forbids, all interleavings were run.
#pragma once

#include <vector>

#include "engine/control/search/strategy.h"

namespace heddle::control {

class BoundedStrategy : public Strategy {
public:
    explicit BoundedStrategy(std::uint32_t mostPreemptions) : m_mostPreemptions(mostPreemptions) {}

    bool begin() override;
    [[nodiscard]] std::span<const Step> prefix() const override { return m_prefix; }
    void resume() override { m_depth = m_prefix.size(); }
    std::optional<Choice> choose(std::span<const TaskView> tasks) override;
    void stepped(const Step& step, std::span<const TaskView>) override {
        m_steps.resize(m_depth++);
        m_steps.push_back(step);
    }
    void end(std::uint32_t steps, bool wasCut) override;
    [[nodiscard]] Coverage coverage() const override;

private:
    struct Node {
        std::uint32_t firstAlternative;  // into m_alternatives: choices still to try here
        std::uint32_t preemptions;       // of the choices before
        Choice chosen;
        bool chosenCosts;
    };
    struct Alternative {
        Choice choice;
        bool costs;  // is a preemption
    };
    void open(std::span<const TaskView> tasks);
    [[nodiscard]] bool takeNext();

    std::uint32_t m_mostPreemptions;
    std::uint32_t m_bound = 0;
    std::vector<Node> m_nodes;
    std::vector<Alternative> m_alternatives;  // of all nodes, one behind the other
    std::vector<Step> m_steps;                // of the schedule that runs, or of the one before
    std::span<const Step> m_prefix;           // of these
    std::size_t m_depth = 0;
    bool m_begun = false;
    bool m_forbade = false;  // this round's bound forbade a choice
    bool m_wasCut = false;   // ever
    Coverage m_coverage;
};

}  // namespace heddle::control

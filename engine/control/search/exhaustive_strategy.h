// Runs one schedule of every class of equivalent ones: two schedules are equivalent when one comes from the
// other by exchanging neighbouring independent steps (dependence.h), so each end that any schedule can come
// to is met, and each failure of a task's step.
//
// How: depth first, stateless (each schedule runs from the start). At first one task is followed at each
// state. Where two steps of a run could have come in the other order, a task that leads there is added at the
// state before the first of them: dynamic partial-order reduction (Flanagan, Godefroid, POPL 2005) with
// source sets (Abdulla, Aronis, Jonsson, Sagonas, POPL 2014). Choices that were followed from a state sleep
// in the branches beside them until something dependent on them happens (sleep sets: Godefroid 1996), so that
// no class is run to its end twice. Those papers' tasks do not stop each other, ours do: so a task's next
// operation is held against the steps made whenever it meets a new one, and not only when it is made; and
// where no task that leads to the other order may go there, all that may go are added.
//
// At most kMostTasks tasks. A schedule that is cut by the limit of steps makes the search incomplete, and it
// says so.
#pragma once

#include <array>
#include <vector>

#include "engine/control/search/strategy.h"

namespace heddle::control {

class ExhaustiveStrategy : public Strategy {
public:
    static constexpr std::size_t kMostTasks = 64;

    bool begin() override;
    [[nodiscard]] std::span<const Step> prefix() const override { return m_prefix; }
    void resume() override;
    std::optional<Choice> choose(std::span<const TaskView> tasks) override;
    void stepped(const Step& step, std::span<const TaskView> tasks) override;
    void end(std::uint32_t steps, bool wasCut) override;
    [[nodiscard]] Coverage coverage() const override;
    [[nodiscard]] bool skipsEquivalents() const override { return true; }
    [[nodiscard]] std::optional<Error> trouble() const override;

private:
    using TaskSet = std::uint64_t;
    struct ChoiceSet {
        TaskSet go = 0;
        TaskSet timeOut = 0;
        [[nodiscard]] TaskSet tasks() const { return go | timeOut; }
    };
    // A state on the way, and the step that was made from it.
    struct Node {
        Choice chosen;
        Operation operation;  // of the step made
        ChoiceSet enabled;
        ChoiceSet sleeping;  // lead only to what is run elsewhere: inherited, and followed from here already
        TaskSet toFollow = 0;        // tasks whose choices must be followed from here
        std::size_t tasksAfter = 0;  // how many there were after the step
    };
    // For each task: 1 + the last of its steps that comes before this one in every equivalent schedule; 0:
    // none does.
    using Clock = std::array<std::uint32_t, kMostTasks>;

    void noteTasks(std::size_t tasksAfter);
    [[nodiscard]] Clock clockOf(std::size_t task) const;  // of what it has done, and how it came to be
    void recordClock(std::size_t step);
    // `task` would do `next` now: which steps could have come after that instead of before?
    void findRaces(std::size_t task, const Operation& next);
    // `step` could: something that leads there must be followed from the state before it. `before`: what
    // comes before the task's next operation among the steps after `step`.
    void noteRace(std::size_t step, std::size_t task, const Clock& before);
    [[nodiscard]] ChoiceSet sleepersAfter(const Node& node, std::span<const TaskView> tasks) const;
    [[nodiscard]] static std::optional<Choice> pick(const ChoiceSet& enabled, const ChoiceSet& sleeping,
                                                    TaskSet among);

    std::vector<Node> m_nodes;
    std::vector<Clock> m_clocks;  // of the nodes' steps
    std::array<std::uint32_t, kMostTasks>
        m_lastStep{};  // of each task: 1 + its last node, or the one that created it
    std::size_t m_depth = 0;
    std::vector<Step> m_prefix;    // all but the last of the nodes, whose choice is new
    std::size_t m_firstTasks = 0;  // at the start of every schedule
    std::size_t m_knownTasks = 0;
    ChoiceSet m_sleepingNext;
    Coverage m_coverage;
    bool m_begun = false;
    bool m_wasCut = false;
    bool m_tooManyTasks = false;
};

}  // namespace heddle::control

#include "engine/control/minimise.h"

#include <algorithm>

#include "engine/control/replay.h"
#include "engine/control/search/dependence.h"

namespace heddle::control {
namespace {

// Tries schedules of one program, and counts.
class Trial {
public:
    Trial(Executor& executor, Failure wanted, const MinimiseLimits& limits)
        : m_executor(executor),
          m_wanted(std::move(wanted)),
          m_limits(limits),
          m_start(MonotonicClock::now()) {}

    [[nodiscard]] Executor& executor() { return m_executor; }
    [[nodiscard]] std::uint64_t runs() const { return m_runs; }
    [[nodiscard]] bool isOver() const {
        return m_runs >= m_limits.runs || MonotonicClock::now() - m_start >= m_limits.time;
    }
    Result<void> restart() {
        ++m_runs;
        return m_executor.restart();
    }

    enum class Made { GoesOn, FailedSo, FailedOtherwise };
    // One step, which is possible.
    Made make(Choice choice) {
        const Outcome outcome = m_executor.step(choice);
        const auto failure = failureAfter(m_executor, choice.task, outcome);
        if (!failure)
            return Made::GoesOn;
        return *failure == m_wanted ? Made::FailedSo : Made::FailedOtherwise;
    }
    [[nodiscard]] bool isPossible(Choice choice) const { return whyNot(m_executor, choice).ok(); }

    // The steps that `steps` come to, as far as the failure, leaving out what is not possible; nothing if it
    // does not fail so.
    Result<std::optional<std::vector<Step>>> attempt(std::span<const Step> steps) {
        if (auto started = restart(); !started)
            return started.error();
        std::vector<Step> made;
        for (const Step& step : steps) {
            if (!isPossible(step.choice))
                continue;
            made.push_back({step.choice, m_executor.tasks()[indexOf(step.choice.task)].next});
            const Made end = make(step.choice);
            if (end == Made::FailedSo)
                return std::optional{std::move(made)};
            if (end == Made::FailedOtherwise || m_executor.standing() != Outcome::GoesOn)
                break;
        }
        return std::optional<std::vector<Step>>{};
    }

private:
    Executor& m_executor;
    Failure m_wanted;
    const MinimiseLimits& m_limits;
    Instant m_start;
    std::uint64_t m_runs = 0;
};

bool isShorter(std::span<const Step> a, std::span<const Step> b) {
    return std::pair{a.size(), switchesIn(a)} < std::pair{b.size(), switchesIn(b)};
}

bool dependOn(const Step& a, const Step& b) {
    return a.choice.task == b.choice.task ||
           areDependent({a.choice.task, a.operation}, {b.choice.task, b.operation}) ||
           a.operation.kind == OperationKind::Spawn;  // what it creates is not known here
}

// The steps that the last one, and the last ones of the tasks that are stuck, depend on.
std::vector<Step> causes(std::span<const Step> steps, const Failure& failure) {
    std::vector<bool> needed(steps.size());
    needed.back() = true;
    for (const StuckTask& stuck : failure.stuck) {
        for (std::size_t i = steps.size(); i-- > 0;) {
            if (steps[i].choice.task == stuck.task) {
                needed[i] = true;
                break;
            }
        }
    }
    for (std::size_t i = steps.size(); i-- > 0;) {
        for (std::size_t j = i + 1; j < steps.size() && !needed[i]; ++j)
            needed[i] = needed[j] && dependOn(steps[i], steps[j]);
    }
    std::vector<Step> left;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (needed[i])
            left.push_back(steps[i]);
    }
    return left;
}

// Draws runs of steps of one task together, as long as that helps.
Result<void> drawTogether(Trial& trial, std::vector<Step>& best) {
    for (std::size_t i = 0; i + 1 < best.size() && !trial.isOver();) {
        const TaskNumber task = best[i].choice.task;
        const auto isSame = [task](const Step& s) { return s.choice.task == task; };
        const auto rest = best.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        const auto from = isSame(*rest) ? best.end() : std::find_if(rest, best.end(), isSame);
        bool helped = false;
        if (from != best.end()) {
            std::vector<Step> moved = best;
            const auto at = moved.begin() + (rest - best.begin());
            const auto begin = moved.begin() + (from - best.begin());
            std::rotate(at, begin, std::find_if_not(begin, moved.end(), isSame));
            auto ran = trial.attempt(moved);
            if (!ran)
                return ran.error();
            if (ran.value() && isShorter(*ran.value(), best)) {
                best = std::move(*ran.value());
                helped = true;
            }
        }
        i = helped ? 0 : i + 1;
    }
    return {};
}

// Tries every schedule within bounds, depth first, from the program's start each time.
class Walker {
public:
    // mostSwitches: none counts them if it is SIZE_MAX, and then only one of equivalent schedules is tried.
    Walker(Trial& trial, std::vector<Step>& best, std::size_t mostSteps, std::size_t mostSwitches)
        : m_trial(trial), m_best(best), m_mostSteps(mostSteps), m_mostSwitches(mostSwitches) {}

    // Whether it came to the end of them.
    Result<bool> walk() {
        do {
            if (m_trial.isOver())
                return false;
            if (auto started = m_trial.restart(); !started)
                return started.error();
            runOne();
        } while (takeNext());
        return true;
    }

private:
    struct Node {
        Step step;
        std::size_t switches = 0;      // with this step
        std::vector<Choice> left;      // still to try here; the last one first
        std::vector<Choice> sleeping;  // lead to equivalents of what was tried
    };
    [[nodiscard]] bool countsSwitches() const { return m_mostSwitches != SIZE_MAX; }

    void runOne() {
        std::vector<Choice> sleeping;
        for (std::size_t d = 0; m_trial.executor().standing() == Outcome::GoesOn; ++d) {
            if (d == m_nodes.size() && !open(std::move(sleeping)))
                return;
            Node& node = m_nodes[d];
            if (!m_trial.isPossible(node.step.choice))
                return;
            const auto tasks = m_trial.executor().tasks();
            node.step.operation = tasks[indexOf(node.step.choice.task)].next;
            sleeping = sleepersAfter(node, tasks);
            const Trial::Made made = m_trial.make(node.step.choice);
            if (made == Trial::Made::FailedSo)
                return found();
            if (made == Trial::Made::FailedOtherwise)
                return;
        }
    }

    void found() {
        m_best.clear();
        for (const Node& node : m_nodes) m_best.push_back(node.step);
        if (!countsSwitches())
            m_mostSteps = m_nodes.size() - 1;
        else if (m_nodes.back().switches > 0)
            m_mostSwitches = m_nodes.back().switches - 1;
        else
            m_nodes.clear();  // fewer than none there are not: done
    }

    bool open(std::vector<Choice> sleeping) {
        if (m_nodes.size() >= m_mostSteps)
            return false;
        Node node;
        const TaskNumber last = m_nodes.empty() ? TaskNumber::None : m_nodes.back().step.choice.task;
        const auto tasks = m_trial.executor().tasks();
        const auto offer = [&](std::size_t i) {
            for (const bool timesOut : {true, false}) {
                const Choice choice{taskAt(i), timesOut};
                if ((timesOut ? tasks[i].mayTimeOut : tasks[i].mayGo) &&
                    std::find(sleeping.begin(), sleeping.end(), choice) == sleeping.end())
                    node.left.push_back(choice);
            }
        };
        for (std::size_t i = tasks.size(); i-- > 0;) {
            if (taskAt(i) != last)
                offer(i);
        }
        if (last != TaskNumber::None)
            offer(indexOf(last));
        node.sleeping = std::move(sleeping);
        m_nodes.push_back(std::move(node));
        return takeHere();
    }

    // The next choice of the deepest node that is within the bounds.
    bool takeHere() {
        Node& node = m_nodes.back();
        while (!node.left.empty()) {
            node.step.choice = node.left.back();
            node.left.pop_back();
            const Node* before = m_nodes.size() > 1 ? &m_nodes[m_nodes.size() - 2] : nullptr;
            node.switches =
                before ? before->switches + (before->step.choice.task != node.step.choice.task ? 1 : 0) : 0;
            if (!countsSwitches() || node.switches <= m_mostSwitches)
                return true;
        }
        m_nodes.pop_back();
        return false;
    }

    bool takeNext() {
        while (!m_nodes.empty()) {
            if (!countsSwitches())
                m_nodes.back().sleeping.push_back(m_nodes.back().step.choice);
            if (m_nodes.size() > m_mostSteps)
                m_nodes.pop_back();
            else if (takeHere())
                return true;
        }
        return false;
    }

    [[nodiscard]] static std::vector<Choice> sleepersAfter(const Node& node,
                                                           std::span<const TaskView> tasks) {
        std::vector<Choice> sleeping;
        for (const Choice& choice : node.sleeping) {
            if (choice.task != node.step.choice.task &&
                !areDependent({choice.task, tasks[indexOf(choice.task)].next},
                              {node.step.choice.task, node.step.operation}))
                sleeping.push_back(choice);
        }
        return sleeping;
    }

    Trial& m_trial;
    std::vector<Step>& m_best;
    std::size_t m_mostSteps;
    std::size_t m_mostSwitches;
    std::vector<Node> m_nodes;
};

}  // namespace

std::size_t switchesIn(std::span<const Step> steps) {
    std::size_t switches = 0;
    for (std::size_t i = 1; i < steps.size(); ++i)
        switches += steps[i].choice.task != steps[i - 1].choice.task ? 1u : 0u;
    return switches;
}

Result<ShortestSchedule> minimise(Executor& executor, std::span<const Step> steps,
                                  const MinimiseLimits& limits) {
    auto first = replay(executor, steps);
    if (!first)
        return first.error();
    if (!first->failure)
        return Error{Fault::Usage, "shorten a schedule", "it does not fail",
                     "give one that was found to fail"};
    const Failure failure = *first->failure;
    Trial trial{executor, failure, limits};
    auto whole = trial.attempt(steps);  // cuts what comes after the failure
    if (!whole)
        return whole.error();
    std::vector<Step> best =
        whole.value() ? std::move(*whole.value()) : std::vector<Step>(steps.begin(), steps.end());
    bool isLeast = best.empty();
    if (!best.empty()) {
        auto sliced = trial.attempt(causes(best, failure));
        if (!sliced)
            return sliced.error();
        if (sliced.value() && isShorter(*sliced.value(), best))
            best = std::move(*sliced.value());
        if (auto drawn = drawTogether(trial, best); !drawn)
            return drawn.error();
        auto shortest = Walker{trial, best, best.size() - 1, SIZE_MAX}.walk();
        if (!shortest)
            return shortest.error();
        isLeast = shortest.value();
        if (const std::size_t switches = switchesIn(best); switches > 0) {
            auto calmest = Walker{trial, best, best.size(), switches - 1}.walk();
            if (!calmest)
                return calmest.error();
            isLeast = isLeast && calmest.value();
        }
    }
    const std::size_t switches = switchesIn(best);
    return ShortestSchedule{failure, std::move(best), switches, isLeast, trial.runs()};
}

}  // namespace heddle::control

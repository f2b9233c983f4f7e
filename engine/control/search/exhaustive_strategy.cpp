#include "engine/control/search/exhaustive_strategy.h"

#include <bit>

#include "engine/base/phrase.h"
#include "engine/control/search/dependence.h"

namespace heddle::control {
namespace {

constexpr std::uint64_t bit(std::size_t task) {
    return std::uint64_t{1} << task;
}

template <class Clock>
void merge(Clock& into, const Clock& other, std::size_t tasks) {
    for (std::size_t t = 0; t < tasks; ++t) into[t] = std::max(into[t], other[t]);
}

}  // namespace

// All choices of a task before those of the next, so that a task is asleep with all of them or with none.
std::optional<Choice> ExhaustiveStrategy::pick(const ChoiceSet& enabled, const ChoiceSet& sleeping,
                                               TaskSet among) {
    const TaskSet go = enabled.go & ~sleeping.go & among,
                  timeOut = enabled.timeOut & ~sleeping.timeOut & among;
    if ((go | timeOut) == 0)
        return std::nullopt;
    // One that was begun comes first.
    const TaskSet begun = (go & sleeping.timeOut) | (timeOut & sleeping.go);
    const auto task = static_cast<std::size_t>(std::countr_zero(begun != 0 ? begun : go | timeOut));
    return Choice{taskAt(task), (go & bit(task)) == 0};
}

bool ExhaustiveStrategy::begin() {
    m_depth = 0;
    m_knownTasks = 0;
    m_lastStep.fill(0);
    m_prefix.clear();
    if (!m_begun) {
        m_sleepingNext = {};
        return m_begun = true;
    }
    while (!m_nodes.empty()) {
        Node& node = m_nodes.back();
        // What was followed to its end sleeps in the branches beside it.
        (node.chosen.timesOut ? node.sleeping.timeOut : node.sleeping.go) |= bit(indexOf(node.chosen.task));
        if (const auto next = pick(node.enabled, node.sleeping, node.toFollow)) {
            node.chosen = *next;
            for (std::size_t i = 0; i + 1 < m_nodes.size(); ++i)
                m_prefix.push_back({m_nodes[i].chosen, m_nodes[i].operation});
            return true;
        }
        m_coverage.equivalent +=
            static_cast<std::uint64_t>(std::popcount(node.enabled.go & ~node.sleeping.go) +
                                       std::popcount(node.enabled.timeOut & ~node.sleeping.timeOut));
        m_nodes.pop_back();
    }
    m_coverage.isComplete = !m_wasCut;
    return false;
}

void ExhaustiveStrategy::resume() {
    for (; m_depth < m_prefix.size(); ++m_depth) noteTasks(m_nodes[m_depth].tasksAfter);
}

// Who made the step at m_depth, and whom it created.
void ExhaustiveStrategy::noteTasks(std::size_t tasksAfter) {
    const auto step = static_cast<std::uint32_t>(m_depth + 1);
    m_lastStep[indexOf(m_nodes[m_depth].chosen.task)] = step;
    if (m_depth == 0)
        m_knownTasks = m_firstTasks;
    for (; m_knownTasks < tasksAfter; ++m_knownTasks) m_lastStep[m_knownTasks] = step;
}

std::optional<Choice> ExhaustiveStrategy::choose(std::span<const TaskView> tasks) {
    if (tasks.size() > kMostTasks) {
        m_tooManyTasks = true;
        return std::nullopt;
    }
    if (m_depth == 0)
        m_knownTasks = m_firstTasks = tasks.size();
    if (m_depth == m_nodes.size()) {
        Node node;
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            node.enabled.go |= tasks[i].mayGo ? bit(i) : 0;
            node.enabled.timeOut |= tasks[i].mayTimeOut ? bit(i) : 0;
        }
        node.sleeping = m_sleepingNext;
        m_coverage.equivalent +=
            static_cast<std::uint64_t>(std::popcount(node.enabled.go & node.sleeping.go) +
                                       std::popcount(node.enabled.timeOut & node.sleeping.timeOut));
        const TaskSet same = m_depth > 0 ? bit(indexOf(m_nodes[m_depth - 1].chosen.task)) : 0;
        auto choice = pick(node.enabled, node.sleeping, same);
        if (!choice)
            choice = pick(node.enabled, node.sleeping, ~TaskSet{0});
        if (!choice) {
            ++m_coverage.abandoned;
            return std::nullopt;
        }
        node.chosen = *choice;
        node.toFollow = bit(indexOf(choice->task));
        m_nodes.push_back(node);
        m_clocks.resize(std::max(m_clocks.size(), m_nodes.size()));
    }
    Node& node = m_nodes[m_depth];
    node.operation = tasks[indexOf(node.chosen.task)].next;
    if (wire::decidesOverOthers(node.operation.kind))  // who dies by it can do before, and never after
        node.toFollow |= node.enabled.tasks();
    m_sleepingNext = sleepersAfter(node, tasks);
    return node.chosen;
}

ExhaustiveStrategy::ChoiceSet ExhaustiveStrategy::sleepersAfter(const Node& node,
                                                                std::span<const TaskView> tasks) const {
    ChoiceSet awake = node.sleeping;
    const TaskOperation made{node.chosen.task, node.operation};
    for (TaskSet left = node.sleeping.tasks(); left != 0; left &= left - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(left));
        if (taskAt(i) == node.chosen.task || areDependent({taskAt(i), tasks[i].next}, made)) {
            awake.go &= ~bit(i);
            awake.timeOut &= ~bit(i);
        }
    }
    return awake;
}

void ExhaustiveStrategy::stepped(const Step& step, std::span<const TaskView> tasks) {
    const std::size_t self = indexOf(step.choice.task);
    if (tasks.size() > kMostTasks) {
        m_tooManyTasks = true;
        return;
    }
    recordClock(m_depth);
    const std::size_t known = m_knownTasks;
    m_nodes[m_depth].tasksAfter = tasks.size();
    noteTasks(tasks.size());
    ++m_depth;
    const TaskOperation stepMade{step.choice.task, step.operation};
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (tasks[i].isAlive() &&
            (i == self || i >= known || areDependent(stepMade, {taskAt(i), tasks[i].next})))
            findRaces(i, tasks[i].next);
    }
}

ExhaustiveStrategy::Clock ExhaustiveStrategy::clockOf(std::size_t task) const {
    return m_lastStep[task] != 0 ? m_clocks[m_lastStep[task] - 1] : Clock{};
}

void ExhaustiveStrategy::recordClock(std::size_t step) {
    const Node& node = m_nodes[step];
    const std::size_t self = indexOf(node.chosen.task);
    Clock clock = clockOf(self);
    for (std::size_t j = step; j-- > 0;) {
        const Node& before = m_nodes[j];
        if (clock[indexOf(before.chosen.task)] <= j &&
            areDependent({before.chosen.task, before.operation}, {node.chosen.task, node.operation}))
            merge(clock, m_clocks[j], m_knownTasks);
    }
    clock[self] = static_cast<std::uint32_t>(step + 1);
    m_clocks[step] = clock;
}

void ExhaustiveStrategy::findRaces(std::size_t task, const Operation& next) {
    Clock before = clockOf(task);  // what comes before the operation
    Clock reach = before;  // and the same through steps that the operation could overtake: a lock that was
                           // given back meanwhile is still one that this task could have taken first
    const TaskOperation mine{taskAt(task), next};
    for (std::size_t j = m_depth; j-- > 0;) {
        const TaskOperation made{m_nodes[j].chosen.task, m_nodes[j].operation};
        if (reach[indexOf(made.task)] > j || !areDependent(made, mine))
            continue;
        if (mayRace(made, mine)) {
            noteRace(j, task, before);
            merge(reach, m_clocks[j], m_knownTasks);
        }
        merge(before, m_clocks[j], m_knownTasks);
    }
}

void ExhaustiveStrategy::noteRace(std::size_t step, std::size_t task, const Clock& before) {
    Node& node = m_nodes[step];
    const std::size_t stepper = indexOf(node.chosen.task);
    // The steps after `step` that do not need it, and then the task's next: which tasks can begin that?
    TaskSet begun = 0, initial = 0;
    std::array<std::uint32_t, kMostTasks> first;  // step of each task in `begun`
    const auto needsNone = [&](const Clock& clock) {
        for (TaskSet left = begun; left != 0; left &= left - 1) {
            const auto t = static_cast<std::size_t>(std::countr_zero(left));
            if (clock[t] > first[t])
                return false;
        }
        return true;
    };
    for (std::size_t k = step + 1; k < m_depth; ++k) {
        const std::size_t t = indexOf(m_nodes[k].chosen.task);
        if (m_clocks[k][stepper] > step || (begun & bit(t)) != 0)
            continue;
        if (needsNone(m_clocks[k]))
            initial |= bit(t);
        begun |= bit(t);
        first[t] = static_cast<std::uint32_t>(k);
    }
    if ((begun & bit(task)) == 0 && needsNone(before))
        initial |= bit(task);
    initial &= node.enabled.tasks();
    const TaskSet asleep =
        ~((node.enabled.go & ~node.sleeping.go) | (node.enabled.timeOut & ~node.sleeping.timeOut));
    if (initial == 0)
        node.toFollow |= node.enabled.tasks();
    else if ((initial & (node.toFollow | asleep)) == 0)
        node.toFollow |= (initial & bit(task)) != 0 ? bit(task) : initial & (~initial + 1);
}

void ExhaustiveStrategy::end(std::uint32_t, bool wasCut) {
    m_wasCut = m_wasCut || wasCut;
}

Coverage ExhaustiveStrategy::coverage() const {
    return m_coverage;
}

std::optional<Error> ExhaustiveStrategy::trouble() const {
    if (m_tooManyTasks)
        return Error{Fault::Usage, "search all schedules",
                     Phrase{"the program has more than %1 tasks", kMostTasks},
                     "take fewer tasks, or search at random"};
    return std::nullopt;
}

}  // namespace heddle::control

#include "engine/control/search/search.h"

#include <unordered_map>

#include "engine/base/phrase.h"
#include "engine/control/search/starvation.h"

namespace heddle::control {
namespace {

constexpr std::uint64_t kStepsBetweenLooks = 1024;

class Search {
public:
    Search(Executor& executor, Strategy& strategy, const SearchLimits& limits, SearchWatch* watch)
        : m_executor(executor), m_strategy(strategy), m_limits(limits), m_watch(watch) {}

    Result<SearchReport> run() {
        const Instant start = MonotonicClock::now();
        while (!m_stop && m_strategy.begin()) {
            if (m_report.schedules >= m_limits.schedules) {
                m_report.conclusion = Conclusion::ScheduleLimit;
                m_stop = true;
                break;
            }
            if (auto begun = beginOne(); !begun)
                return begun.error();
            else if (auto ran = runOne(start, begun.value()); !ran)
                return ran.error();
        }
        m_report.coverage = m_strategy.coverage();
        if (!m_stop && !m_report.found)
            m_report.conclusion = m_report.coverage.isComplete ? Conclusion::Proved : Conclusion::Exhausted;
        else if (m_report.found)
            m_report.conclusion = Conclusion::Found;
        for (auto& [key, end] : m_ends) m_report.ends.push_back(std::move(end));
        m_report.took = MonotonicClock::now() - start;
        return std::move(m_report);
    }

private:
    // To where the schedule parts from the one before it.
    Result<Outcome> beginOne() {
        // Who is passed over is counted step by step.
        const auto prefix = m_starvation.isOn() ? std::span<const Step>{} : m_strategy.prefix();
        const bool hadFailed = m_failure && m_failedAt <= prefix.size();
        if (!hadFailed)
            m_failure.reset();
        m_steps.assign(prefix.begin(), prefix.end());
        m_report.steps += prefix.size();
        m_starvation.restart();
        auto begun = m_executor.restartAt(m_steps);
        if (!begun)
            return begun;
        if (!prefix.empty())
            m_strategy.resume();
        else if (begun.value() == Outcome::Deadlock && !hadFailed)
            noteFailure(failureAfter(m_executor, TaskNumber::None, begun.value()));
        return m_executor.standing();
    }

    void noteFailure(std::optional<Failure> failure) {
        m_failure = std::move(failure);
        m_failedAt = m_steps.size();
    }

    Result<void> runOne(Instant start, Outcome outcome) {
        while (outcome == Outcome::GoesOn) {
            if (m_steps.size() >= m_limits.steps) {
                outcome = Outcome::StepLimit;
                break;
            }
            const auto choice = m_strategy.choose(m_executor.tasks());
            if (auto trouble = m_strategy.trouble())
                return std::move(*trouble);
            if (!choice)
                return {};
            if (!isPossible(*choice))
                return notRepeatable(*choice);
            const Step step{*choice, m_executor.tasks()[indexOf(choice->task)].next};
            m_steps.push_back(step);
            const TaskNumber starved = m_starvation.chosen(choice->task, m_executor.tasks());
            outcome = m_executor.step(*choice);
            ++m_report.steps;
            const auto tasks = m_executor.tasks();
            m_strategy.stepped(step, tasks);
            if (auto trouble = m_strategy.trouble())
                return std::move(*trouble);
            if (!m_failure)
                noteFailure(failureOf(step, outcome, starved));
            if (m_failure && !m_limits.goesOnAfterFailure)
                break;
            if (outcome == Outcome::AssertionFailed || outcome == Outcome::Exception)
                outcome = m_executor.standing();
            if (m_report.steps >= m_nextLook && mustStop(start))
                return {};
        }
        finish(outcome);
        return {};
    }

    [[nodiscard]] bool isPossible(Choice choice) const {
        const auto tasks = m_executor.tasks();
        if (indexOf(choice.task) >= tasks.size())
            return false;
        const TaskView& view = tasks[indexOf(choice.task)];
        return choice.timesOut ? view.mayTimeOut : view.mayGo;
    }

    [[nodiscard]] Error notRepeatable(Choice choice) const {
        return {
            Fault::BadInput, "search schedules",
            Phrase{
                "the program does not repeat itself: at step %1 task number %2 cannot go on as it did before",
                m_steps.size() + 1, indexOf(choice.task) + 1},
            "take out of it what the choices do not decide: time, random numbers, input"};
    }

    std::optional<Failure> failureOf(const Step& step, Outcome outcome, TaskNumber starved) {
        auto failure = failureAfter(m_executor, step.choice.task, outcome);
        if (!failure && starved != TaskNumber::None)
            failure = starvationOf(starved, m_limits.patience);
        return failure;
    }

    void finish(Outcome outcome) {
        const bool wasCut = outcome == Outcome::StepLimit;
        m_strategy.end(static_cast<std::uint32_t>(m_steps.size()), wasCut);
        ++m_report.schedules;
        m_report.cut += wasCut ? 1 : 0;
        m_report.longest = std::max(m_report.longest, static_cast<std::uint32_t>(m_steps.size()));
        count(m_failure && !m_limits.goesOnAfterFailure ? m_failure->outcome : outcome);
        if (!m_failure)
            return;
        ++m_report.failing;
        if (!m_report.found)
            m_report.found = FoundSchedule{*m_failure, m_steps, m_report.schedules};
        m_stop = m_stop || !m_limits.goesOnAfterFailure;
    }

    void count(Outcome outcome) {
        const std::uint64_t fingerprint = m_executor.fingerprint();
        const std::uint64_t key = fingerprint * 31 + static_cast<std::uint64_t>(outcome);
        const auto found = m_ends.find(key);
        if (found != m_ends.end())
            ++found->second.runs;
        else if (m_ends.size() < kMostEnds)
            m_ends.emplace(key, EndCount{outcome, fingerprint, 1});
    }

    bool mustStop(Instant start) {
        m_nextLook = m_report.steps + kStepsBetweenLooks;
        if (m_watch) {
            if (m_watch->onProgress) {
                m_report.coverage = m_strategy.coverage();
                m_watch->onProgress(m_report);
            }
            if (m_watch->isCancelled()) {
                m_report.conclusion = Conclusion::Cancelled;
                return m_stop = true;
            }
        }
        if (m_limits.time != Duration::max() && MonotonicClock::now() - start >= m_limits.time) {
            m_report.conclusion = Conclusion::TimeLimit;
            return m_stop = true;
        }
        return false;
    }

    Executor& m_executor;
    Strategy& m_strategy;
    const SearchLimits& m_limits;
    SearchWatch* m_watch;
    SearchReport m_report;
    std::vector<Step> m_steps;
    std::optional<Failure> m_failure;  // the first one on the way of this schedule
    std::size_t m_failedAt = 0;        // after how many steps
    std::uint64_t m_nextLook = kStepsBetweenLooks;
    StarvationCounter m_starvation{m_limits.patience};
    std::unordered_map<std::uint64_t, EndCount> m_ends;
    bool m_stop = false;
};

}  // namespace

Result<SearchReport> search(Executor& executor, Strategy& strategy, const SearchLimits& limits,
                            SearchWatch* watch) {
    if (limits.patience > 0 && strategy.skipsEquivalents())
        return Error{Fault::Usage, "search for a task that starves",
                     "schedules that this strategy takes for equivalent differ in who is passed over",
                     "search at random, by priorities or by bounded preemptions"};
    return Search{executor, strategy, limits, watch}.run();
}

}  // namespace heddle::control

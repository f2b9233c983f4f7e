#include "engine/finder/searcher.h"

#include <unistd.h>

#include "engine/base/phrase.h"
#include "engine/control/minimise.h"
#include "engine/control/replay.h"
#include "engine/control/search/bounded_strategy.h"
#include "engine/control/search/exhaustive_strategy.h"
#include "engine/control/search/interleavings.h"
#include "engine/control/search/pct_strategy.h"
#include "engine/control/search/random_strategy.h"

namespace heddle::finder {

using namespace control;

namespace {

constexpr std::uint32_t kPctDepth = 3;                      // most bugs need no more than two orderings
constexpr std::uint32_t kMostPreemptions = 3;               // of the bounded search
constexpr std::uint32_t kMostSteps = 10'000;                // of a schedule
constexpr auto kExhaustiveTime = std::chrono::seconds{20};  // before pct takes over
constexpr std::uint64_t kProbes = 2'000;                    // random schedules to estimate by
constexpr std::uint64_t kFirstProbes = 100;                 // for an estimate while the search goes on

std::unique_ptr<Strategy> strategyOf(StrategyKind kind, std::uint64_t seed) {
    switch (kind) {
        case StrategyKind::Bounded:
            return std::make_unique<BoundedStrategy>(kMostPreemptions);
        case StrategyKind::Pct:
            return std::make_unique<PctStrategy>(seed, kPctDepth);
        case StrategyKind::Random:
            return std::make_unique<RandomStrategy>(seed);
        default:
            return std::make_unique<ExhaustiveStrategy>();
    }
}

Phrase waitOf(const Executor& executor, const StuckTask& stuck) {
    return waitInWords(executor, {"'%1'", executor.nameOf(stuck.task)},
                       executor.tasks()[indexOf(stuck.task)]);
}

}  // namespace

std::string inWords(const Executor& executor, const Failure& failure) {
    if (failure.outcome == Outcome::Deadlock) {
        Phrase waits;
        for (const StuckTask& stuck : failure.stuck)
            waits =
                waits.isEmpty() ? waitOf(executor, stuck) : Phrase{"%1; %2", waits, waitOf(executor, stuck)};
        return Phrase{"deadlock: %1", waits};
    }
    if (failure.outcome == Outcome::Starved)
        return Phrase{"%1 starves: %2", executor.nameOf(failure.task), failure.message};
    return failure.outcome == Outcome::AssertionFailed
               ? Phrase{"an expectation of %1 did not hold: %2", executor.nameOf(failure.task),
                        failure.message}
               : Phrase{"%1 failed: %2", executor.nameOf(failure.task), failure.message};
}

Searcher::Searcher(runtime::CarriedGate& gate, const scenarios::Scenario& scenario,
                   scenarios::Parameters parameters, FileDescriptor news)
    : m_parameters(std::move(parameters)),
      m_executor(gate, std::string{scenario.id}, [this, run = scenario.run] { run(m_parameters); }),
      m_news(std::move(news)) {}

void Searcher::search(const Order& order) {
    if (order.strategy != StrategyKind::Automatic || order.patience > 0) {
        // Who starves differs among schedules that an exhaustive search takes for equivalent.
        const bool isAutomatic = order.strategy == StrategyKind::Automatic;
        searchBy(isAutomatic ? StrategyKind::Pct : order.strategy, order, order.schedules, Duration::max());
    } else if (searchBy(StrategyKind::Exhaustive, order, order.schedules, kExhaustiveTime)) {
        searchBy(StrategyKind::Pct, order, order.schedules, Duration::max());
    }
}

bool Searcher::searchBy(StrategyKind kind, const Order& order, std::uint64_t schedules, Duration time) {
    tell({.kind = NewsKind::Begun, .strategy = kind});
    const auto strategy = strategyOf(kind, order.seed);
    const auto estimate = [&](std::uint64_t probes) {
        return kind == StrategyKind::Exhaustive
                   ? estimateInterleavings(m_executor, probes, order.seed, kMostSteps).value_or(0)
                   : 0.0;
    };
    const double interleavings = estimate(kFirstProbes);
    SearchWatch watch;
    Instant told = MonotonicClock::now();
    watch.onProgress = [&](const SearchReport& soFar) {
        if (MonotonicClock::now() - told < std::chrono::milliseconds{50})
            return;
        told = MonotonicClock::now();
        tell({.kind = NewsKind::Progress,
              .strategy = kind,
              .schedules = soFar.schedules,
              .steps = soFar.steps,
              .equivalent = soFar.coverage.equivalent,
              .interleavings = interleavings});
    };
    const auto report = control::search(
        m_executor, *strategy,
        {.schedules = schedules, .steps = kMostSteps, .time = time, .patience = order.patience}, &watch);
    if (!report) {
        if (strategy->trouble() && order.strategy == StrategyKind::Automatic &&
            kind == StrategyKind::Exhaustive)
            return true;  // too many tasks for it
        refuse(report.error());
        return false;
    }
    News news{.kind = NewsKind::Found, .strategy = kind};
    if (report->found) {
        news.number = report->found->number;
        tellFound(report->found->failure, report->found->steps, news);
        if (const auto least = minimise(m_executor, report->found->steps)) {
            news.isLeast = least->isLeast;
            tellFound(least->failure, least->steps, news);
        }
    }
    const bool hasEnded =
        report->conclusion != Conclusion::ScheduleLimit && report->conclusion != Conclusion::TimeLimit;
    news.interleavings = hasEnded && report->cut == 0 ? estimate(kProbes) : interleavings;
    news.kind = NewsKind::Searched;
    news.schedules = report->schedules;
    news.steps = report->steps;
    news.conclusion = static_cast<std::uint32_t>(report->conclusion);
    news.isComplete = report->coverage.isComplete;
    news.equivalent = report->coverage.equivalent;
    news.abandoned = report->coverage.abandoned;
    news.cut = report->cut;
    news.preemptions = report->coverage.preemptions ? std::int64_t{*report->coverage.preemptions} : -1;
    news.tookNs = report->took.count();
    tell(news);
    return !hasEnded;
}

void Searcher::tellFound(const Failure& failure, std::span<const Step> steps, News news) {
    news.outcome = static_cast<std::uint32_t>(failure.outcome);
    news.steps = steps.size();
    if (!replay(m_executor, steps))
        return;
    tell(news, {inWords(m_executor, failure), written(scheduleOf(m_executor, {}, steps))});
}

void Searcher::refuse(const Error& error) {
    tell({.kind = NewsKind::Refused, .fault = static_cast<std::uint32_t>(error.fault)},
         {error.what, error.why, error.wayOut});
}

void Searcher::tell(News news, const std::vector<std::string>& texts) {
    std::string block;
    for (const std::string& text : texts) block.append(text.c_str(), text.size() + 1);
    news.textBytes = static_cast<std::uint32_t>(block.size());
    std::string message{reinterpret_cast<const char*>(&news), sizeof news};
    message += block;
    for (std::size_t done = 0; done < message.size();) {
        const ssize_t count = ::write(m_news.get(), message.data() + done, message.size() - done);
        if (count < 0 && errno != EINTR)
            ::_exit(0);  // nobody wants to know
        done += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
}

}  // namespace heddle::finder

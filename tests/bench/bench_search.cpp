// Schedules a second of each strategy, over the machine of the tests: 3 tasks of 20 operations. What is
// measured is the search and the machine together; MachineAlone is the machine under the cheapest choice, the
// ceiling of all.
#include <benchmark/benchmark.h>

#include "engine/control/search/bounded_strategy.h"
#include "engine/control/search/exhaustive_strategy.h"
#include "engine/control/search/pct_strategy.h"
#include "engine/control/search/random_strategy.h"
#include "engine/control/search/search.h"
#include "tests/engine/control/programs.h"

using namespace heddle::control;
using namespace heddle::control::testing;

namespace {

constexpr std::uint64_t kSchedules = 20'000;

template <class Make>
void measure(benchmark::State& state, Make make) {
    const Program program = busy(20);
    std::uint64_t schedules = 0, steps = 0;
    for (auto _ : state) {
        MachineExecutor executor{program};
        auto strategy = make();
        const auto report = search(executor, strategy, {.schedules = kSchedules, .goesOnAfterFailure = true});
        schedules += report->schedules + report->coverage.abandoned;
        steps += report->steps;
    }
    state.counters["schedules/s"] = benchmark::Counter(double(schedules), benchmark::Counter::kIsRate);
    state.counters["steps/s"] = benchmark::Counter(double(steps), benchmark::Counter::kIsRate);
}

void MachineAlone(benchmark::State& state) {
    const Program program = busy(20);
    Machine machine{program};
    std::uint64_t schedules = 0;
    for (auto _ : state) {
        machine.restart();
        while (machine.standing() == Outcome::GoesOn) {
            std::size_t i = 0;
            while (!machine.views()[i].mayGo) ++i;
            machine.step({taskAt(i), false});
        }
        ++schedules;
    }
    state.counters["schedules/s"] = benchmark::Counter(double(schedules), benchmark::Counter::kIsRate);
}
void RandomSearch(benchmark::State& state) {
    measure(state, [] { return RandomStrategy{1}; });
}
void PctSearch(benchmark::State& state) {
    measure(state, [] { return PctStrategy{1, 3}; });
}
void BoundedSearch(benchmark::State& state) {
    measure(state, [] { return BoundedStrategy{100}; });
}
void ExhaustiveSearch(benchmark::State& state) {
    measure(state, [] { return ExhaustiveStrategy{}; });
}
BENCHMARK(MachineAlone);
BENCHMARK(RandomSearch)->Unit(benchmark::kMillisecond);
BENCHMARK(PctSearch)->Unit(benchmark::kMillisecond);
BENCHMARK(BoundedSearch)->Unit(benchmark::kMillisecond);
BENCHMARK(ExhaustiveSearch)->Unit(benchmark::kMillisecond);

}  // namespace

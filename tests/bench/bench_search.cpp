// Schedules a second of each strategy: 3 tasks of 20 operations.
//   - over the machine of the tests: the search itself; MachineAlone is the ceiling of these
//   - Carried...: over real objects and stacks of the runtime, begun by a task that spawns and joins the
//     three; CarriedAlone is the ceiling, TwoSwitches the bare limit of one step
// And Reduction: schedules run of a known program, against all interleavings.
#include <benchmark/benchmark.h>

#include "engine/control/carried/carried_executor.h"
#include "engine/control/search/bounded_strategy.h"
#include "engine/control/search/exhaustive_strategy.h"
#include "engine/control/search/interleavings.h"
#include "engine/control/search/pct_strategy.h"
#include "engine/control/search/random_strategy.h"
#include "engine/control/search/search.h"
#include "engine/runtime/carried_stack.h"
#include "tests/engine/control/carried/on_runtime.h"
#include "tests/engine/control/programs.h"

using namespace heddle;
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
// ---- carried by stacks ----

runtime::CarriedGate& gate() {
    static runtime::CarriedGate& only =
        runtime::Runtime::useCarried(heddle::wire::Segment::createPrivate().value());
    return only;
}

template <class Make>
void measureCarried(benchmark::State& state, Make make) {
    const Program program = withMain(busy(20));
    CarriedExecutor executor{gate(), "main", onRuntime(program)};
    std::uint64_t schedules = 0, steps = 0;
    for (auto _ : state) {
        auto strategy = make();
        const auto report = search(executor, strategy, {.schedules = kSchedules, .goesOnAfterFailure = true});
        schedules += report->schedules + report->coverage.abandoned;
        steps += report->steps;
    }
    state.counters["schedules/s"] = benchmark::Counter(double(schedules), benchmark::Counter::kIsRate);
    state.counters["steps/s"] = benchmark::Counter(double(steps), benchmark::Counter::kIsRate);
}

void CarriedAlone(benchmark::State& state) {
    const Program program = withMain(busy(20));
    CarriedExecutor executor{gate(), "main", onRuntime(program)};
    std::uint64_t schedules = 0, steps = 0;
    for (auto _ : state) {
        if (!executor.restart())
            return state.SkipWithError("it cannot be started");
        while (executor.standing() == Outcome::GoesOn) {
            std::size_t i = 0;
            while (!executor.tasks()[i].mayGo) ++i;
            executor.step({taskAt(i), false});
            ++steps;
        }
        ++schedules;
    }
    state.counters["schedules/s"] = benchmark::Counter(double(schedules), benchmark::Counter::kIsRate);
    state.counters["steps/s"] = benchmark::Counter(double(steps), benchmark::Counter::kIsRate);
}
void TwoSwitches(benchmark::State& state) {
    runtime::CarriedStack stack;
    stack.prepare(
        [](void* self) {
            for (;;) static_cast<runtime::CarriedStack*>(self)->leave();
        },
        &stack);
    for (auto _ : state) stack.enter();
}
void CarriedRandomSearch(benchmark::State& state) {
    measureCarried(state, [] { return RandomStrategy{1}; });
}
void CarriedPctSearch(benchmark::State& state) {
    measureCarried(state, [] { return PctStrategy{1, 3}; });
}
void CarriedBoundedSearch(benchmark::State& state) {
    measureCarried(state, [] { return BoundedStrategy{100}; });
}
void CarriedExhaustiveSearch(benchmark::State& state) {
    measureCarried(state, [] { return ExhaustiveStrategy{}; });
}
// All schedules of a known program: how many are run, and of how many interleavings.
void Reduction(benchmark::State& state, const Program& plain) {
    const Program program = withMain(plain);
    CarriedExecutor executor{gate(), "main", onRuntime(program)};
    for (auto _ : state) {
        ExhaustiveStrategy strategy;
        const auto report = search(executor, strategy, {.schedules = 10'000'000, .goesOnAfterFailure = true});
        state.counters["schedules"] = double(report->schedules);
        state.counters["given up"] = double(report->coverage.abandoned);
        state.counters["failing"] = double(report->failing);
    }
    state.counters["interleavings"] = estimateInterleavings(executor, 20'000, 1, 10'000).value_or(0);
}
BENCHMARK_CAPTURE(Reduction, lost_update_2, lostUpdate(2, false))
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Reduction, lost_update_2_fixed, lostUpdate(2, true))
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Reduction, deadlock_ab_2, deadlockAb(2, false))
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Reduction, deadlock_ab_2_fixed, deadlockAb(2, true))
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Reduction, philosophers_3, philosophers(3, false))
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Reduction, philosophers_3_ordered, philosophers(3, true))
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Reduction, philosophers_5_ordered, philosophers(5, true))
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Reduction, producer_consumer_4_items, producerConsumer(4, 2))
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Reduction, independent_3_of_5, independent(3, 5))
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(TwoSwitches);
BENCHMARK(CarriedAlone);
BENCHMARK(CarriedRandomSearch)->Unit(benchmark::kMillisecond);
BENCHMARK(CarriedPctSearch)->Unit(benchmark::kMillisecond);
BENCHMARK(CarriedBoundedSearch)->Unit(benchmark::kMillisecond);
BENCHMARK(CarriedExhaustiveSearch)->Unit(benchmark::kMillisecond);
BENCHMARK(MachineAlone);
BENCHMARK(RandomSearch)->Unit(benchmark::kMillisecond);
BENCHMARK(PctSearch)->Unit(benchmark::kMillisecond);
BENCHMARK(BoundedSearch)->Unit(benchmark::kMillisecond);
BENCHMARK(ExhaustiveSearch)->Unit(benchmark::kMillisecond);

}  // namespace

// What control costs with real tasks: a step beside a bare hand-off by futex between two threads on the same
// CPU, a new start, schedules a second of a search, and the way back by one step.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "engine/base/futex.h"
#include "engine/control/choosers.h"
#include "engine/control/live/live_executor.h"
#include "engine/control/search/exhaustive_strategy.h"
#include "engine/control/search/pct_strategy.h"
#include "engine/control/search/random_strategy.h"
#include "engine/control/search/search.h"

using namespace heddle;
using namespace heddle::control;

namespace {

// CPU time of all sides: of this process, and of everything that it has started and that has ended. On a
// machine that others use this is what a search costs; the wall clock counts them, too.
class CpuTime {
public:
    [[nodiscard]] double seconds() const { return now() - m_begin; }

private:
    static double now() {
        double total = 0;
        for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
            rusage usage{};
            ::getrusage(who, &usage);
            for (const timeval& part : {usage.ru_utime, usage.ru_stime})
                total += static_cast<double>(part.tv_sec) + static_cast<double>(part.tv_usec) / 1e6;
        }
        return total;
    }
    double m_begin = now();
};

template <class T>
T orDie(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().sentence().c_str());
        std::exit(1);
    }
    return std::move(result).value();
}

std::unique_ptr<LiveExecutor> runOf(const std::string& program, long tasks) {
    host::Launch launch;
    launch.command = {HEDDLE_LIVE_PROGRAMS, program, std::to_string(tasks)};
    auto run = orDie(LiveExecutor::create(std::move(launch)));
    if (auto started = run->restart(); !started)
        std::exit(1);
    return run;
}

void go(Executor& run, std::uint32_t steps) {
    Calm calm;
    if (drive(run, calm, steps).failure)
        std::exit(1);
}

// Two threads on one CPU hand a word to and fro: the least that a step between tasks can cost is two of
// these.
void bareHandOff(benchmark::State& state) {
    const CpuPin pin;
    std::atomic<std::uint32_t> turn{0};  // 0: ours, 1: theirs, 2: over
    std::thread other{[&] {
        for (;;) {
            std::uint32_t seen = turn.load();
            if (seen == 2)
                return;
            if (seen == 0) {
                futexWait(turn, 0);
                continue;
            }
            turn.store(0);
            futexWake(turn);
        }
    }};
    const CpuTime cpu;
    for (auto _ : state) {
        turn.store(1);
        futexWake(turn);
        while (turn.load() != 0) futexWait(turn, 1);
    }
    state.counters["cpu_us"] = cpu.seconds() * 1e6 / static_cast<double>(state.iterations());
    turn.store(2);
    futexWake(turn);
    other.join();
    state.SetItemsProcessed(2 * state.iterations());
}

// Round-robin among tasks that never come to an end.
void step(benchmark::State& state, const char* program) {
    const CpuTime cpu;
    {
        const auto run = runOf(program, state.range(0));
        RoundRobin turns;
        for (auto _ : state) run->step(*turns.choose(run->tasks()));
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["cpu_us"] = cpu.seconds() * 1e6 / static_cast<double>(state.iterations());
}

// A program that came to its natural end.
void restartAtTheEnd(benchmark::State& state, const char* program) {
    const auto run = runOf(program, 3);
    for (auto _ : state) {
        state.PauseTiming();
        go(*run, 100'000);
        state.ResumeTiming();
        if (!run->restart())
            std::exit(1);
    }
}

// One that stands in the middle.
void restartInTheMiddle(benchmark::State& state, const char* program) {
    const auto run = runOf(program, 3);
    for (auto _ : state) {
        state.PauseTiming();
        go(*run, 20);
        state.ResumeTiming();
        if (!run->restart())
            std::exit(1);
    }
}

void back(benchmark::State& state, const char* program) {
    const auto run = runOf(program, state.range(0));
    AtRandom atRandom{1};
    const Drive made = drive(*run, atRandom, 1000);
    const std::span<const Step> before{made.steps.data(), made.steps.size() - 1};
    for (auto _ : state) {
        if (!run->restartAt(before))
            std::exit(1);
    }
}

template <class MakeStrategy>
void schedules(benchmark::State& state, const char* program, MakeStrategy makeStrategy) {
    const CpuTime cpu;
    std::uint64_t count = 0;
    {
        const auto run = runOf(program, 3);
        for (auto _ : state) {
            const auto strategy = makeStrategy();
            count += orDie(search(*run, *strategy, {.schedules = 2000})).schedules;
        }
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(count));
    state.counters["per_cpu_second"] = static_cast<double>(count) / cpu.seconds();
}

std::unique_ptr<Strategy> exhaustive() {
    return std::make_unique<ExhaustiveStrategy>();
}
std::unique_ptr<Strategy> atRandom() {
    return std::make_unique<RandomStrategy>(1);
}
std::unique_ptr<Strategy> pct() {
    return std::make_unique<PctStrategy>(1, 3);
}

}  // namespace

BENCHMARK(bareHandOff);
BENCHMARK_CAPTURE(step, threads, "steady-threads")->Arg(2)->Arg(10)->UseRealTime();
BENCHMARK_CAPTURE(step, processes, "steady-processes")->Arg(2)->Arg(10)->UseRealTime();
BENCHMARK_CAPTURE(step, fibers, "steady-fibers")->Arg(2)->Arg(10)->UseRealTime();
BENCHMARK_CAPTURE(restartAtTheEnd, threads, "twenty-threads")->UseRealTime();
BENCHMARK_CAPTURE(restartAtTheEnd, processes, "twenty-processes")->UseRealTime();
BENCHMARK_CAPTURE(restartInTheMiddle, threads, "twenty-threads")->UseRealTime();
BENCHMARK_CAPTURE(restartInTheMiddle, processes, "twenty-processes")->UseRealTime();
BENCHMARK_CAPTURE(back, threads, "steady-threads")->Arg(3)->UseRealTime();
BENCHMARK_CAPTURE(back, processes, "steady-processes")->Arg(10)->UseRealTime();
BENCHMARK_CAPTURE(schedules, exhaustive_threads, "twenty-threads", exhaustive)->UseRealTime();
BENCHMARK_CAPTURE(schedules, exhaustive_processes, "twenty-processes", exhaustive)->UseRealTime();
BENCHMARK_CAPTURE(schedules, exhaustive_fibers, "twenty-fibers", exhaustive)->UseRealTime();
BENCHMARK_CAPTURE(schedules, random_threads, "twenty-threads", atRandom)->UseRealTime();
BENCHMARK_CAPTURE(schedules, random_processes, "twenty-processes", atRandom)->UseRealTime();
BENCHMARK_CAPTURE(schedules, pct_threads, "twenty-threads", pct)->UseRealTime();

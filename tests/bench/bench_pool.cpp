// What a pool costs beside the work itself, with its events written and drained.
#include <benchmark/benchmark.h>

#include <thread>

#include "engine/runtime/pool.h"
#include "tests/bench/measured.h"
#include "tests/bench/observed_run.h"

using namespace heddle;
using namespace heddle::bench;
using namespace heddle::runtime;

namespace {

constexpr std::uint32_t kWorkers = 4;

void finish(benchmark::State& state, std::uint64_t eventsBefore) {
    state.counters["events"] = static_cast<double>(observedRun().events() - eventsBefore);
    state.counters["lost"] = static_cast<double>(observedRun().lost());
}

// 1000 tasks of 10 ms on 4 workers: 2500 ms and what the pool adds.
void mapOfSleeps(benchmark::State& state) {
    const std::uint64_t before = observedRun().events();
    ThreadPool pool{kWorkers, "sleepers"};
    Median bare, ours;
    for (auto _ : state) {
        for (int round = 0; round < 3; ++round) {
            bare.add(nsPerOperation(1'000'000, [&] {
                std::vector<std::jthread> threads;
                for (std::uint32_t i = 0; i < kWorkers; ++i)
                    threads.emplace_back([] {
                        for (int n = 0; n < 250; ++n)
                            std::this_thread::sleep_for(std::chrono::milliseconds{10});
                    });
            }));
            ours.add(nsPerOperation(1'000'000, [&] {
                pool.map(1000, [](std::size_t) { sleepFor(std::chrono::milliseconds{10}); });
            }));
        }
    }
    state.counters["four_threads_ms"] = bare.value();
    state.counters["map_ms"] = ours.value();
    finish(state, before);
}
BENCHMARK(mapOfSleeps)->Iterations(1)->Unit(benchmark::kMillisecond);

// A million tasks that do nothing, each given by itself, with a future that nobody keeps.
void emptyTasks(benchmark::State& state) {
    const std::uint64_t before = observedRun().events();
    constexpr std::size_t kTasks = 1'000'000;
    Median ns;
    for (auto _ : state) {
        for (int round = 0; round < 5; ++round) {
            ThreadPool pool{kWorkers, "crew"};
            ns.add(nsPerOperation(kTasks, [&] {
                for (std::size_t i = 0; i < kTasks; ++i) pool.applyAsync([] {});
                pool.close();
                pool.join();
            }));
        }
    }
    state.counters["ns_a_task"] = ns.value();
    state.counters["M_tasks/s"] = 1000 / ns.value();
    finish(state, before);
}
BENCHMARK(emptyTasks)->Iterations(1)->Unit(benchmark::kMillisecond);

// The same as one map: the pool cuts it into pieces.
void emptyMap(benchmark::State& state) {
    const std::uint64_t before = observedRun().events();
    constexpr std::size_t kTasks = 1'000'000;
    Median ns;
    ThreadPool pool{kWorkers, "mappers"};
    for (auto _ : state) {
        for (int round = 0; round < 15; ++round)
            ns.add(nsPerOperation(
                kTasks, [&] { pool.map(kTasks, [](std::size_t) { benchmark::ClobberMemory(); }); }));
    }
    state.counters["ns_a_task"] = ns.value();
    state.counters["M_tasks/s"] = 1000 / ns.value();
    finish(state, before);
}
BENCHMARK(emptyMap)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace

// What the runtime's objects cost with their events written and drained, beside bare futexes in the same run.
#include <benchmark/benchmark.h>
#include <pthread.h>
#include <sched.h>

#include "engine/base/futex.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/thread.h"
#include "tests/bench/measured.h"
#include "tests/bench/observed_run.h"

using namespace heddle;
using namespace heddle::bench;
using namespace heddle::runtime;

namespace {

void lockAndUnlock(benchmark::State& state) {
    const std::uint64_t before = observedRun().events();
    Mutex mutex{"m"};
    pthread_mutex_t bareMutex = PTHREAD_MUTEX_INITIALIZER;
    constexpr std::size_t kBatch = 20'000;
    Median bare, ours;
    for (auto _ : state) {
        for (int round = 0; round < 100; ++round) {
            bare.add(cpuNsPerOperation(kBatch, [&] {
                for (std::size_t i = 0; i < kBatch; ++i) {
                    pthread_mutex_lock(&bareMutex);
                    benchmark::ClobberMemory();
                    pthread_mutex_unlock(&bareMutex);
                }
            }));
            ours.add(cpuNsPerOperation(kBatch, [&] {
                for (std::size_t i = 0; i < kBatch; ++i) {
                    mutex.lock();
                    benchmark::ClobberMemory();
                    mutex.unlock();
                }
            }));
        }
    }
    state.counters["pthread_ns"] = bare.value();
    state.counters["mutex_ns"] = ours.value();
    state.counters["events"] = static_cast<double>(observedRun().events() - before);
    state.counters["lost"] = static_cast<double>(observedRun().lost());
}
BENCHMARK(lockAndUnlock)->Iterations(1)->Unit(benchmark::kMillisecond);

void pinTo(int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(cpu), &set);
    ::sched_setaffinity(0, sizeof set, &set);
}

// Two threads hand a turn to and fro, on one CPU or on two; nanoseconds a hand-off.
template <class One, class Other>
double handOff(int otherCpu, One one, Other other) {
    const int rounds = otherCpu == 0 ? 20'000 : 1'000;  // across CPUs a hand-off may take 60 us
    Thread partner{"partner", [&] {
                       pinTo(otherCpu);
                       for (int i = 0; i < rounds; ++i) other();
                   }};
    pinTo(0);
    const double ns = nsPerOperation(2 * static_cast<std::size_t>(rounds), [&] {
        for (int i = 0; i < rounds; ++i) one();
    });
    partner.join();
    return ns;
}

void blockingHandOff(benchmark::State& state) {
    const int otherCpu = static_cast<int>(state.range(0));
    const std::uint64_t before = observedRun().events();
    Median bare, ours;
    for (auto _ : state) {
        for (int round = 0; round < 7; ++round) {
            std::atomic<std::uint32_t> ping{0}, pong{0};
            const auto wait = [](std::atomic<std::uint32_t>& word) {
                while (word.load(std::memory_order_acquire) == 0) futexWait(word, 0);
                word.store(0, std::memory_order_relaxed);
            };
            const auto signal = [](std::atomic<std::uint32_t>& word) {
                word.store(1, std::memory_order_release);
                futexWake(word);
            };
            bare.add(handOff(
                otherCpu,
                [&] {
                    signal(ping);
                    wait(pong);
                },
                [&] {
                    wait(ping);
                    signal(pong);
                }));
            Semaphore pingS{0, "ping"}, pongS{0, "pong"};
            ours.add(handOff(
                otherCpu,
                [&] {
                    pingS.release();
                    pongS.acquire();
                },
                [&] {
                    pingS.acquire();
                    pongS.release();
                }));
        }
    }
    state.counters["futex_ns"] = bare.value();
    state.counters["semaphore_ns"] = ours.value();
    state.counters["times_bare"] = ours.value() / bare.value();
    state.counters["events"] = static_cast<double>(observedRun().events() - before);
    state.counters["lost"] = static_cast<double>(observedRun().lost());
}
BENCHMARK(blockingHandOff)
    ->ArgName("other_cpu")
    ->Arg(0)
    ->Arg(1)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace

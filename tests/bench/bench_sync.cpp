// What the runtime's objects cost with their events written and drained, beside bare futexes in the same run.
#include <benchmark/benchmark.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>

#include <deque>
#include <mutex>

#include "engine/base/futex.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/queue.h"
#include "engine/runtime/robust_semaphore.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_mutex.h"
#include "engine/runtime/thread.h"
#include "tests/bench/measured.h"
#include "tests/bench/observed_run.h"

using namespace heddle;
using namespace heddle::bench;
using namespace heddle::runtime;

namespace {

// Nanoseconds of CPU time of an uncontended pair of operations, beside those of a bare one.
template <class Bare, class Ours>
void beside(benchmark::State& state, Bare bareOne, Ours oneOfOurs) {
    const std::uint64_t before = observedRun().events();
    constexpr std::size_t kBatch = 20'000;
    Median bare, ours;
    const auto measured = [](auto& operation) {
        return cpuNsPerOperation(kBatch, [&] {
            for (std::size_t i = 0; i < kBatch; ++i) operation();
        });
    };
    for (auto _ : state) {
        for (int round = 0; round < 100; ++round) {
            bare.add(measured(bareOne));
            ours.add(measured(oneOfOurs));
        }
    }
    state.counters["bare_ns"] = bare.value();
    state.counters["ours_ns"] = ours.value();
    state.counters["events"] = static_cast<double>(observedRun().events() - before);
    state.counters["lost"] = static_cast<double>(observedRun().lost());
}

void lockAndUnlock(benchmark::State& state) {
    observedRun();  // before the first object
    Mutex mutex{"m"};
    pthread_mutex_t bare = PTHREAD_MUTEX_INITIALIZER;
    beside(
        state,
        [&] {
            pthread_mutex_lock(&bare);
            benchmark::ClobberMemory();
            pthread_mutex_unlock(&bare);
        },
        [&] {
            mutex.lock();
            benchmark::ClobberMemory();
            mutex.unlock();
        });
}
BENCHMARK(lockAndUnlock)->Iterations(1)->Unit(benchmark::kMillisecond);

void lockAndUnlockShared(benchmark::State& state) {
    observedRun();  // before the first object
    SharedMutex mutex{"rw"};
    pthread_rwlock_t bare = PTHREAD_RWLOCK_INITIALIZER;
    beside(
        state,
        [&] {
            pthread_rwlock_rdlock(&bare);
            benchmark::ClobberMemory();
            pthread_rwlock_unlock(&bare);
        },
        [&] {
            mutex.lockShared();
            benchmark::ClobberMemory();
            mutex.unlockShared();
        });
}
BENCHMARK(lockAndUnlockShared)->Iterations(1)->Unit(benchmark::kMillisecond);

template <class Units>
void acquireAndRelease(benchmark::State& state) {
    observedRun();  // before the first object
    Units units{2, "units"};
    sem_t bare;
    sem_init(&bare, 0, 2);
    beside(
        state,
        [&] {
            sem_wait(&bare);
            benchmark::ClobberMemory();
            sem_post(&bare);
        },
        [&] {
            units.acquire();
            benchmark::ClobberMemory();
            units.release();
        });
}
BENCHMARK(acquireAndRelease<Semaphore>)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(acquireAndRelease<RobustSemaphore>)->Iterations(1)->Unit(benchmark::kMillisecond);

// The bare one: a mutex around a std::deque.
template <class Items>
void putAndGet(benchmark::State& state) {
    observedRun();  // before the first object
    Items queue{1000, "queue"};
    for (int i = 0; i < 500; ++i) queue.put(i * 7 % 500);
    std::mutex lock;
    std::deque<int> bare(500);
    int next = 0;
    beside(
        state,
        [&] {
            {
                const std::lock_guard held{lock};
                bare.push_back(++next);
            }
            const std::lock_guard held{lock};
            bare.pop_front();
        },
        [&] { queue.put(queue.get() + 250); });
}
BENCHMARK(putAndGet<Queue<int>>)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(putAndGet<PriorityQueue<int>>)->Iterations(1)->Unit(benchmark::kMillisecond);

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
    Median bare, semaphores, bareLocks, mutexes;
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
            semaphores.add(handOff(
                otherCpu,
                [&] {
                    pingS.release();
                    pongS.acquire();
                },
                [&] {
                    pingS.acquire();
                    pongS.release();
                }));
            // A lock is handed over only to who stands in line: each waits until the other one does.
            const auto awaitWaiter = [](const std::atomic<std::uint32_t>& waiting) {
                while (waiting.load(std::memory_order_acquire) == 0) ::sched_yield();
            };
            std::atomic<std::uint32_t> inLine{0}, turn[2]{};
            const auto take = [&](int mine) {
                inLine.store(1, std::memory_order_release);
                wait(turn[mine]);
            };
            const auto give = [&](int theirs) {
                awaitWaiter(inLine);
                inLine.store(0, std::memory_order_relaxed);
                signal(turn[theirs]);
            };
            bareLocks.add(handOff(
                otherCpu,
                [&] {
                    give(1);
                    take(0);
                },
                [&] {
                    take(1);
                    give(0);
                }));
            Mutex mutex{"turn"};
            const auto& waiting = Runtime::instance().segment().object(mutex.id()).waiters.first;
            mutex.lock();
            mutexes.add(handOff(
                otherCpu,
                [&] {
                    awaitWaiter(waiting);
                    mutex.unlock();
                    mutex.lock();
                },
                [&] {
                    mutex.lock();
                    awaitWaiter(waiting);
                    mutex.unlock();
                }));
            mutex.unlock();
        }
    }
    state.counters["futex_ns"] = bare.value();
    state.counters["semaphore_ns"] = semaphores.value();
    state.counters["semaphore_times_bare"] = semaphores.value() / bare.value();
    state.counters["futex_lock_ns"] = bareLocks.value();
    state.counters["mutex_ns"] = mutexes.value();
    state.counters["mutex_times_bare"] = mutexes.value() / bareLocks.value();
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

// What the runtime's objects cost where nobody waits, with their events written and drained, beside bare ones
// in the same run.
#include <benchmark/benchmark.h>
#include <pthread.h>
#include <semaphore.h>

#include <deque>
#include <mutex>

#include "engine/runtime/mutex.h"
#include "engine/runtime/queue.h"
#include "engine/runtime/robust_semaphore.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/shared_mutex.h"
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

}  // namespace

// What it costs to let somebody go on who waits, and to wait then, with all events written and drained,
// beside bare futexes in the same run: between threads of a program that has no other process, then between
// processes.
#include <benchmark/benchmark.h>
#include <sched.h>
#include <sys/mman.h>

#include "engine/base/futex.h"
#include "engine/runtime/mutex.h"
#include "engine/runtime/process.h"
#include "engine/runtime/semaphore.h"
#include "engine/runtime/thread.h"
#include "tests/bench/measured.h"
#include "tests/bench/observed_run.h"

using namespace heddle;
using namespace heddle::bench;
using namespace heddle::runtime;

namespace {

using Word = std::atomic<std::uint32_t>;

// In memory that a child made by fork() shares.
struct Words {
    Word ping{0}, pong{0}, inLine{0}, turn[2]{};

    static Words& shared() {
        void* memory =
            ::mmap(nullptr, sizeof(Words), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        HEDDLE_CHECK(memory != MAP_FAILED);
        return *new (memory) Words;
    }
};

void pinTo(int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(cpu), &set);
    ::sched_setaffinity(0, sizeof set, &set);
}

// Two tasks hand a turn to and fro, on one CPU or on two; nanoseconds a hand-off.
template <class Task, class One, class Other>
double handOff(int otherCpu, One one, Other other) {
    const int rounds = otherCpu == 0 ? 20'000 : 1'000;  // across CPUs a hand-off may take 60 us
    Task partner{"partner", [&] {
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

void wait(Word& word) {
    while (word.load(std::memory_order_acquire) == 0) futexWait(word, 0);
    word.store(0, std::memory_order_relaxed);
}

void signal(Word& word) {
    word.store(1, std::memory_order_release);
    futexWake(word);
}

// A lock is handed over only to who stands in line: each waits until the other one does.
void awaitWaiter(const Word& waiting) {
    while (waiting.load(std::memory_order_acquire) == 0) ::sched_yield();
}

template <class Task>
double bareSemaphores(int otherCpu, Words& words) {
    return handOff<Task>(
        otherCpu,
        [&] {
            signal(words.ping);
            wait(words.pong);
        },
        [&] {
            wait(words.ping);
            signal(words.pong);
        });
}

template <class Task>
double semaphores(int otherCpu) {
    Semaphore ping{0, "ping"}, pong{0, "pong"};
    return handOff<Task>(
        otherCpu,
        [&] {
            ping.release();
            pong.acquire();
        },
        [&] {
            ping.acquire();
            pong.release();
        });
}

template <class Task>
double bareLocks(int otherCpu, Words& words) {
    const auto take = [&](int mine) {
        words.inLine.store(1, std::memory_order_release);
        wait(words.turn[mine]);
    };
    const auto give = [&](int theirs) {
        awaitWaiter(words.inLine);
        words.inLine.store(0, std::memory_order_relaxed);
        signal(words.turn[theirs]);
    };
    return handOff<Task>(
        otherCpu,
        [&] {
            give(1);
            take(0);
        },
        [&] {
            take(1);
            give(0);
        });
}

template <class Task>
double mutexes(int otherCpu) {
    Mutex mutex{"turn"};
    const Word& waiting = Runtime::instance().segment().object(mutex.id()).waiters.first;
    mutex.lock();
    const double ns = handOff<Task>(
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
        });
    mutex.unlock();
    return ns;
}

template <class Task>
void blockingHandOff(benchmark::State& state) {
    const int otherCpu = static_cast<int>(state.range(0));
    const std::uint64_t before = observedRun().events();
    Words& words = Words::shared();
    Median futexes, ourSemaphores, futexLocks, ourMutexes;
    for (auto _ : state) {
        for (int round = 0; round < 7; ++round) {
            futexes.add(bareSemaphores<Task>(otherCpu, words));
            ourSemaphores.add(semaphores<Task>(otherCpu));
            futexLocks.add(bareLocks<Task>(otherCpu, words));
            ourMutexes.add(mutexes<Task>(otherCpu));
        }
    }
    ::munmap(&words, sizeof words);
    state.counters["futex_ns"] = futexes.value();
    state.counters["semaphore_ns"] = ourSemaphores.value();
    state.counters["semaphore_times_bare"] = ourSemaphores.value() / futexes.value();
    state.counters["futex_lock_ns"] = futexLocks.value();
    state.counters["mutex_ns"] = ourMutexes.value();
    state.counters["mutex_times_bare"] = ourMutexes.value() / futexLocks.value();
    state.counters["events"] = static_cast<double>(observedRun().events() - before);
    state.counters["lost"] = static_cast<double>(observedRun().lost());
}

void onOneAndOnTwo(benchmark::internal::Benchmark* hand) {
    hand->ArgName("other_cpu")->Arg(0)->Arg(1)->Iterations(1)->Unit(benchmark::kMillisecond);
}
BENCHMARK(blockingHandOff<Thread>)->Apply(onOneAndOnTwo);
BENCHMARK(blockingHandOff<Process>)->Apply(onOneAndOnTwo);

}  // namespace

// How fast the model folds, what it keeps in memory, what a snapshot and a repaint cost.
// Targets: fold at least 15 M events/s; at most 32 bytes an interval; a repaint's sums for 50 lanes well
// under 4 ms.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <random>
#include <vector>

#include "engine/model/model.h"

using namespace heddle;
using namespace heddle::model;
using wire::Event;
using wire::EventKind;

namespace {

enum class Mix { Switches, Tracepoints, Locks, Waits, Program };

// A program that shares locks, as tracepoints and runtime tell of it: two CPUs, a lock for each four tasks,
// switches, wake-ups, locks mostly free, now and then waited for and handed on. Nobody takes two locks.
class Program {
public:
    Program(std::vector<Event>& stream, std::uint64_t time, std::uint32_t tasks)
        : m_stream(stream),
          m_time(time),
          m_locks(std::max(1u, tasks / 4)),
          m_holds(tasks + 1),
          m_wasGranted(tasks + 1),
          m_owners(m_locks + 1),
          m_sequences(m_locks + 1),
          m_lines(m_locks + 1) {
        for (std::uint32_t o = 1; o <= m_locks; ++o)
            m_stream.push_back(
                {.time = ++m_time, .task = 1, .object = o, .kind = EventKind::ObjectCreated, .detail = 1});
        for (std::uint32_t t = 1; t <= tasks; ++t) m_ready.push_back(t);
    }

    void run(std::size_t events) {
        while (m_stream.size() < events) step(static_cast<std::uint16_t>(m_random() % 2));
    }

private:
    void step(std::uint16_t cpu) {
        const std::uint32_t task = m_on[cpu];
        if (task == 0)
            dispatch(cpu);
        else if (const std::uint32_t lock = m_holds[task]; lock != 0 && m_random() % 8 != 0)
            giveBack(task, lock, cpu);
        else if (m_random() % 8 == 0)
            leave(cpu, wire::SwitchReason::Preempted);
        else if (lock == 0)
            take(task, 1 + static_cast<std::uint32_t>(m_random()) % m_locks, cpu);
    }
    void dispatch(std::uint16_t cpu) {
        if (m_ready.empty())
            return;
        const std::uint32_t task = m_on[cpu] = m_ready.front();
        m_ready.pop_front();
        add({.time = m_time += 300, .task = task, .kind = EventKind::SwitchedIn, .detail = cpu});
        if (m_wasGranted[task])
            onLock(EventKind::WaitEnded, task, m_holds[task], 0);
        m_wasGranted[task] = false;
    }
    void leave(std::uint16_t cpu, wire::SwitchReason why) {
        add({.time = m_time += 200,
             .value = static_cast<std::uint64_t>(why),
             .task = m_on[cpu],
             .kind = EventKind::SwitchedOut,
             .detail = cpu});
        if (why == wire::SwitchReason::Preempted)
            m_ready.push_back(m_on[cpu]);
        m_on[cpu] = 0;
    }
    void take(std::uint32_t task, std::uint32_t lock, std::uint16_t cpu) {
        if (m_owners[lock] == 0) {
            m_owners[lock] = task;
            m_holds[task] = lock;
            onLock(EventKind::Acquired, task, lock, 0);
            return;
        }
        m_lines[lock].push_back(task);
        onLock(EventKind::WaitBegan, task, lock, 0);
        leave(cpu, wire::SwitchReason::Blocked);
    }
    void giveBack(std::uint32_t task, std::uint32_t lock, std::uint16_t cpu) {
        m_holds[task] = 0;
        if (m_lines[lock].empty()) {
            m_owners[lock] = 0;
            onLock(EventKind::Released, task, lock, 0);
            return;
        }
        const std::uint32_t next = m_owners[lock] = m_lines[lock].front();
        m_lines[lock].pop_front();
        m_holds[next] = lock;
        m_wasGranted[next] = true;
        m_ready.push_back(next);
        onLock(EventKind::Granted, task, lock, next);
        add({.time = m_time += 100, .task = next, .object = task, .kind = EventKind::Woken, .detail = cpu});
    }
    void onLock(EventKind kind, std::uint32_t task, std::uint32_t lock, std::uint32_t other) {
        add({.time = m_time += 50,
             .value = wire::packPair(other, ++m_sequences[lock]),
             .task = task,
             .object = lock,
             .site = 1 + lock % 7,
             .kind = kind,
             .detail = 1});
    }
    void add(const Event& event) { m_stream.push_back(event); }

    std::vector<Event>& m_stream;
    std::uint64_t m_time;
    std::uint32_t m_locks;
    std::mt19937 m_random{1};
    std::uint32_t m_on[2] = {0, 0};
    std::deque<std::uint32_t> m_ready;
    std::vector<std::uint32_t> m_holds;
    std::vector<bool> m_wasGranted;
    std::vector<std::uint32_t> m_owners, m_sequences;
    std::vector<std::deque<std::uint32_t>> m_lines;
};

// `tasks` threads of one process that take turns on two CPUs, in an order that repeats nowhere soon.
std::vector<Event> makeStream(std::size_t events, std::uint32_t tasks, Mix mix) {
    std::vector<Event> stream;
    stream.reserve(events + tasks + 16);
    std::uint64_t time = 1'000'000;
    const auto source = mix == Mix::Switches ? wire::KernelSource::Switches : wire::KernelSource::Tracepoints;
    stream.push_back(
        {.time = time, .kind = EventKind::SourceUsed, .detail = static_cast<std::uint16_t>(source)});
    for (std::uint32_t t = 1; t <= tasks; ++t)
        stream.push_back({.time = ++time,
                          .value = wire::packPair(100, 99 + t),
                          .task = t,
                          .object = t == 1 ? 0u : 1u,
                          .kind = EventKind::TaskCreated,
                          .detail = static_cast<std::uint16_t>(t == 1 ? wire::TaskKind::Process
                                                                      : wire::TaskKind::Thread)});
    if (mix == Mix::Program) {
        Program{stream, time, tasks}.run(events);
        return stream;
    }
    std::mt19937 twister{1};
    const auto random = [&twister] { return static_cast<std::uint32_t>(twister()); };
    if (mix == Mix::Locks) {
        for (std::uint32_t o = 1; o <= 64; ++o)
            stream.push_back(
                {.time = ++time, .task = 1, .object = o, .kind = EventKind::ObjectCreated, .detail = 1});
        std::uint32_t sequences[65] = {};
        while (stream.size() < events) {
            const std::uint32_t task = 1 + random() % tasks, object = 1 + random() % 64;
            stream.push_back({.time = time += 20,
                              .value = ++sequences[object],
                              .task = task,
                              .object = object,
                              .site = 1 + object % 7,
                              .kind = EventKind::Acquired,
                              .detail = 1});
            stream.push_back({.time = time += 30,
                              .value = ++sequences[object],
                              .task = task,
                              .object = object,
                              .kind = EventKind::Released,
                              .detail = 1});
        }
        return stream;
    }
    if (mix == Mix::Waits) {
        // Each lock goes round: taken, waited for by a line of tasks, handed on. At any time about half wait.
        const std::uint32_t locks = std::max(1u, tasks / 8);
        std::vector<std::deque<std::uint32_t>> lines(locks + 1);
        std::vector<std::uint32_t> sequences(locks + 1), owners(locks + 1);
        std::vector<bool> isBusy(tasks + 1);
        const auto add = [&](EventKind kind, std::uint32_t task, std::uint32_t lock, std::uint32_t other,
                             std::uint16_t detail) {
            stream.push_back({.time = time += 50,
                              .value = wire::packPair(other, ++sequences[lock]),
                              .task = task,
                              .object = lock,
                              .site = 1 + lock % 7,
                              .kind = kind,
                              .detail = detail});
        };
        for (std::uint32_t o = 1; o <= locks; ++o)
            stream.push_back(
                {.time = ++time, .task = 1, .object = o, .kind = EventKind::ObjectCreated, .detail = 1});
        while (stream.size() < events) {
            const std::uint32_t lock = 1 + random() % locks, task = 1 + random() % tasks;
            const bool isOwned = owners[lock] != 0;
            if (isOwned && (lines[lock].size() > 3 || random() % 2 == 0)) {
                const std::uint32_t owner = owners[lock];
                isBusy[owner] = false;
                owners[lock] = lines[lock].empty() ? 0 : lines[lock].front();
                if (owners[lock] == 0) {
                    add(EventKind::Released, owner, lock, 0, 1);
                } else {
                    lines[lock].pop_front();
                    add(EventKind::Granted, owner, lock, owners[lock], 1);
                    add(EventKind::WaitEnded, owners[lock], lock, 0, 1);
                }
            } else if (!isBusy[task]) {
                isBusy[task] = true;
                if (isOwned) {
                    lines[lock].push_back(task);
                    add(EventKind::WaitBegan, task, lock, 0, 1);
                } else {
                    owners[lock] = task;
                    add(EventKind::Acquired, task, lock, 0, 1);
                }
            }
        }
        return stream;
    }
    std::uint32_t on[2] = {0, 0};
    while (stream.size() < events) {
        const auto cpu = static_cast<std::uint16_t>(random() % 2);
        std::uint32_t next = 1 + random() % tasks;
        if (next == on[1 - cpu])
            continue;
        if (on[cpu] != 0)
            stream.push_back({.time = time += 300,
                              .value = random() % 4 == 0 ? 1u : 2u,
                              .task = on[cpu],
                              .kind = EventKind::SwitchedOut,
                              .detail = cpu});
        if (mix == Mix::Tracepoints)
            stream.push_back(
                {.time = time += 100, .task = next, .object = on[1 - cpu], .kind = EventKind::Woken});
        stream.push_back({.time = time += 200, .task = next, .kind = EventKind::SwitchedIn, .detail = cpu});
        on[cpu] = next;
    }
    return stream;
}

const std::vector<Event>& streamFor(std::uint32_t tasks, Mix mix) {
    static std::map<std::pair<std::uint32_t, Mix>, std::vector<Event>> streams;
    auto& stream = streams[{tasks, mix}];
    if (stream.empty())
        stream = makeStream(6'000'000, tasks, mix);
    return stream;
}

std::size_t intervalsOf(const Snapshot& snapshot) {
    std::size_t count = 0;
    for (const TaskInfo& task : snapshot.tasks()) count += snapshot.history(task.id).size();
    return count;
}

// The bare limit: every event is read, and nothing is done with it.
void readEventsBare(benchmark::State& state) {
    const auto& stream = streamFor(10'000, Mix::Switches);
    for (auto _ : state) {
        std::uint64_t sum = 0;
        for (const Event& e : stream) sum += e.time ^ e.value ^ e.task ^ e.object ^ e.site ^ e.detail;
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(stream.size()));
}

// The next limit: every event is read, and 16 bytes an event are kept.
void keepSixteenBytesBare(benchmark::State& state) {
    const auto& stream = streamFor(10'000, Mix::Switches);
    for (auto _ : state) {
        const auto kept = std::make_unique_for_overwrite<std::uint64_t[]>(2 * stream.size());
        std::size_t i = 0;
        for (const Event& e : stream) {
            kept[i++] = e.time;
            kept[i++] = wire::packPair(e.task, e.detail);
        }
        benchmark::DoNotOptimize(kept.get());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(stream.size()));
}

void fold(benchmark::State& state, Mix mix) {
    const auto& stream = streamFor(static_cast<std::uint32_t>(state.range(0)), mix);
    std::size_t bytes = 0, intervals = 0;
    for (auto _ : state) {
        auto model = std::make_unique<Model>();
        for (std::size_t done = 0; done < stream.size(); done += 4096)
            model->apply({stream.data() + done, std::min<std::size_t>(4096, stream.size() - done)});
        state.PauseTiming();
        bytes = model->bytesUsed();
        intervals = intervalsOf(*model->snapshot(stream.back().instant()));
        model.reset();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(stream.size()));
    if (mix == Mix::Switches || mix == Mix::Tracepoints)
        state.counters["bytes/interval"] = static_cast<double>(bytes) / static_cast<double>(intervals);
}

// What looking for deadlocks adds to the fold: in turns with and without, on the processor's own clock, so
// that what else runs on the machine bears on both alike.
void deadlockSearch(benchmark::State& state, Mix mix) {
    const auto& stream = streamFor(static_cast<std::uint32_t>(state.range(0)), mix);
    const auto nsToFold = [&stream](DeadlockSearch search) {
        Model model{search};
        const auto now = [] {
            timespec t{};
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
            return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
        };
        const double begin = now();
        for (std::size_t done = 0; done < stream.size(); done += 4096)
            model.apply({stream.data() + done, std::min<std::size_t>(4096, stream.size() - done)});
        return (now() - begin) / static_cast<double>(stream.size());
    };
    std::vector<double> with, without;
    for (auto _ : state) {
        with.push_back(nsToFold(DeadlockSearch::On));
        without.push_back(nsToFold(DeadlockSearch::Off));
    }
    // What else runs only ever adds to a figure: the least one is nearest to the truth.
    const double most = *std::min_element(with.begin(), with.end());
    const double least = *std::min_element(without.begin(), without.end());
    state.counters["ns/event"] = most;
    state.counters["ns/event_without"] = least;
    state.counters["added_%"] = (most / least - 1) * 100;
}

// One frame at 60 a second while 500,000 events/s come in: 8,333 events, then the snapshot, which alone is
// timed.
void snapshotEachFrame(benchmark::State& state) {
    constexpr std::size_t kFrame = 8'333;
    const auto& stream = streamFor(static_cast<std::uint32_t>(state.range(0)), Mix::Switches);
    Model model;
    std::size_t done = std::min<std::size_t>(stream.size(), 1'000'000);
    model.apply({stream.data(), done});
    SnapshotPtr shown;
    for (auto _ : state) {
        state.PauseTiming();
        if (done + kFrame > stream.size()) {
            shown.reset();
            model = Model{};
            done = 1'000'000;
            model.apply({stream.data(), done});
        }
        model.apply({stream.data() + done, kFrame});
        done += kFrame;
        state.ResumeTiming();
        shown = model.snapshot(stream[done - 1].instant());
    }
}

// 50 lanes of 200,000 intervals, 1600 columns each, with nothing of it in the cache.
void repaintFiftyLanes(benchmark::State& state) {
    constexpr std::size_t kLanes = 50, kColumns = 1600;
    static const SnapshotPtr snapshot = [] {
        Model model;
        model.apply(makeStream(kLanes * 200'000, kLanes, Mix::Switches));
        return model.snapshot(instantFromNs(0));
    }();
    const Instant from = snapshot->start();
    const Duration length = (snapshot->now() - from) / state.range(0);
    std::vector<Instant> times(kColumns);
    for (std::size_t i = 0; i < kColumns; ++i)
        times[i] = from + length * static_cast<std::int64_t>(i) / static_cast<std::int64_t>(kColumns);
    std::vector<StateTotals> out(kColumns);
    std::vector<char> evictor(96 << 20);
    for (auto _ : state) {
        state.PauseTiming();
        std::memset(evictor.data(), static_cast<int>(state.iterations()), evictor.size());
        benchmark::ClobberMemory();
        state.ResumeTiming();
        for (std::uint32_t lane = 1; lane <= kLanes; ++lane)
            snapshot->history(TaskId{lane}).totalsUntilEach(times.data(), times.size(), out.data());
        benchmark::DoNotOptimize(out.data());
    }
    state.counters["intervals/lane"] = static_cast<double>(intervalsOf(*snapshot)) / kLanes;
}

}  // namespace

BENCHMARK(readEventsBare)->Unit(benchmark::kMillisecond);
BENCHMARK(keepSixteenBytesBare)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fold, switches, Mix::Switches)->Arg(1)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fold, tracepoints, Mix::Tracepoints)->Arg(1)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fold, locks, Mix::Locks)->Arg(1)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(fold, waits, Mix::Waits)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(deadlockSearch, program, Mix::Program)
    ->Arg(100)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(15);
BENCHMARK_CAPTURE(deadlockSearch, waits, Mix::Waits)
    ->Arg(100)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(15);
BENCHMARK(snapshotEachFrame)->Arg(100)->Arg(10'000)->Unit(benchmark::kMicrosecond)->Iterations(400);
BENCHMARK(repaintFiftyLanes)->Arg(1)->Arg(100)->Unit(benchmark::kMillisecond)->Iterations(20);

// How fast the model folds, what it keeps in memory, what a snapshot and a repaint cost.
// Targets: fold at least 15 M events/s; at most 32 bytes an interval; a repaint's sums for 50 lanes well
// under 4 ms.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "engine/model/model.h"
#include "tests/bench/model_streams.h"

using namespace heddle;
using namespace heddle::model;
using namespace heddle::bench;
using wire::Event;
using wire::EventKind;

namespace {

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

// What looking for deadlocks adds to the fold. Two models, with and without, take turns of some milliseconds
// on the processor's own clock, so that what else runs on the machine bears on both alike.
void deadlockSearch(benchmark::State& state, Mix mix) {
    constexpr std::size_t kTurn = 65'536;
    const auto& stream = streamFor(static_cast<std::uint32_t>(state.range(0)), mix);
    const auto nsToFold = [](Model& model, std::span<const Event> events) {
        const auto now = [] {
            timespec t{};
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
            return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
        };
        const double begin = now();
        model.apply(events);
        return now() - begin;
    };
    std::vector<double> ratios;
    double least = std::numeric_limits<double>::max();
    for (auto _ : state) {
        Model with{DeadlockSearch::On}, without{DeadlockSearch::Off};
        double nsWith = 0, nsWithout = 0;
        bool isFirst = false;
        for (std::size_t done = 0; done < stream.size(); done += kTurn, isFirst = !isFirst) {
            const std::span events{stream.data() + done, std::min(kTurn, stream.size() - done)};
            if (isFirst)
                nsWith += nsToFold(with, events);
            nsWithout += nsToFold(without, events);
            if (!isFirst)
                nsWith += nsToFold(with, events);
        }
        ratios.push_back(nsWith / nsWithout);
        least = std::min(least, nsWithout / static_cast<double>(stream.size()));
    }
    std::sort(ratios.begin(), ratios.end());
    state.counters["ns/event_without"] = least;
    state.counters["added_%"] = (ratios[ratios.size() / 2] - 1) * 100;
    state.counters["from_%"] = (ratios.front() - 1) * 100;
    state.counters["to_%"] = (ratios.back() - 1) * 100;
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

// What one event costs, beside the least that it could: the clock and a store of 32 bytes. On one thread and
// on two, with a reader that drains every 2 ms; and whether anything is lost at 10 million events a second.
#include <benchmark/benchmark.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <barrier>

#include "tests/bench/drainer.h"
#include "tests/bench/measured.h"

using namespace heddle;
using namespace heddle::bench;

namespace {

constexpr std::size_t kBatch = 50'000;

// The least: as large a buffer as a writer's share of the pool that is in the cache.
double bareBatch(wire::TickKind kind, std::vector<wire::Event>& buffer) {
    return cpuNsPerOperation(kBatch, [&] {
        wire::Event* at = buffer.data();
        wire::Event* const end = at + buffer.size();
        for (std::size_t i = 0; i < kBatch; ++i) {
            wire::Event event{.value = i,
                              .task = 1,
                              .object = 2,
                              .site = 3,
                              .kind = wire::EventKind::Acquired,
                              .detail = 1};
            event.time = wire::readTicks(kind);
            *at = event;
            benchmark::ClobberMemory();
            if (++at == end)
                at = buffer.data();
        }
    });
}

double eventBatch(wire::EventWriter& writer) {
    return cpuNsPerOperation(kBatch, [&] {
        for (std::size_t i = 0; i < kBatch; ++i) {
            writer.write({.value = i,
                          .task = 1,
                          .object = 2,
                          .site = 3,
                          .kind = wire::EventKind::Acquired,
                          .detail = 1});
            benchmark::ClobberMemory();
        }
    });
}

void oneEvent(benchmark::State& state) {
    const int threads = static_cast<int>(state.range(0));
    const auto segment = wire::Segment::create().value();
    Drainer drainer{*segment};
    std::vector<Median> bare(static_cast<std::size_t>(threads)), event(static_cast<std::size_t>(threads));
    constexpr int kRounds = 200;
    for (auto _ : state) {
        std::barrier meet{threads};
        std::vector<std::thread> writers;
        for (int t = 0; t < threads; ++t)
            writers.emplace_back([&, t] {
                const auto self = static_cast<std::size_t>(t);
                wire::EventWriter writer;
                writer.attach(*segment, Pid{::getpid()}, Tid{static_cast<int>(::syscall(SYS_gettid))},
                              TaskRef{1});
                std::vector<wire::Event> buffer(1024);
                for (int round = 0; round < kRounds; ++round) {
                    meet.arrive_and_wait();
                    bare[self].add(bareBatch(segment->tickKind(), buffer));
                    meet.arrive_and_wait();
                    event[self].add(eventBatch(writer));
                    if (round % 8 == 7)  // let the reader come after now and then, as a real program does
                        static_cast<void>(drainer.events());
                }
                writer.close();
            });
        for (std::thread& writer : writers) writer.join();
    }
    double bareNs = 0, eventNs = 0;
    for (int t = 0; t < threads; ++t) {
        bareNs += bare[static_cast<std::size_t>(t)].value() / threads;
        eventNs += event[static_cast<std::size_t>(t)].value() / threads;
    }
    state.counters["bare_ns"] = bareNs;
    state.counters["event_ns"] = eventNs;
    state.counters["times_bare"] = eventNs / bareNs;
    state.counters["lost"] = static_cast<double>(drainer.lost());
}
BENCHMARK(oneEvent)->Arg(1)->Arg(2)->Iterations(1)->Unit(benchmark::kMillisecond);

// 10 million events a second for two seconds, evenly.
void steadyStream(benchmark::State& state) {
    constexpr std::uint64_t kPerSecond = 10'000'000, kSlice = 10'000;
    auto segment = wire::Segment::create().value();
    Drainer drainer{*segment};
    std::uint64_t written = 0;
    Instant begin{}, end{};
    for (auto _ : state) {
        wire::EventWriter writer;
        writer.attach(*segment, Pid{::getpid()}, Tid{static_cast<int>(::syscall(SYS_gettid))}, TaskRef{1});
        begin = MonotonicClock::now();
        while (written < 2 * kPerSecond) {
            for (std::uint64_t i = 0; i < kSlice; ++i)
                writer.write({.value = i, .task = 1, .kind = wire::EventKind::Acquired});
            written += kSlice;
            while (MonotonicClock::now() - begin <
                   std::chrono::nanoseconds{written * 1'000'000'000 / kPerSecond}) {
            }
        }
        end = MonotonicClock::now();
        writer.close();
    }
    state.counters["events_per_s"] =
        static_cast<double>(written) / std::chrono::duration<double>(end - begin).count();
    state.counters["missing"] = static_cast<double>(written - drainer.events());
    state.counters["lost"] = static_cast<double>(drainer.lost());
    state.counters["MiB_waiting_at_most"] =
        static_cast<double>(segment->header().usedBlocks) * sizeof(wire::Block) / (1024 * 1024);
}
BENCHMARK(steadyStream)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace

// How fast the file is written and read, in events and bytes a second.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <string>

#include "engine/recording/recording_reader.h"
#include "engine/recording/recording_writer.h"

namespace {

using namespace heddle;

constexpr std::size_t kBatch = 20'000, kBatches = 200;
const std::string kPath = "bench_recording.heddle";

std::vector<wire::Event> batch() {
    std::vector<wire::Event> events(kBatch);
    for (std::size_t i = 0; i < kBatch; ++i)
        events[i] = {.time = i, .value = i, .task = 1, .kind = wire::EventKind::SwitchedIn};
    return events;
}

void writeFile(const std::vector<wire::Event>& events) {
    auto writer = recording::RecordingWriter::create(kPath, {});
    for (std::size_t i = 0; i < kBatches; ++i) HEDDLE_CHECK(writer->append(events).ok());
    HEDDLE_CHECK(writer->close().ok());
}

void count(benchmark::State& state) {
    const auto events = static_cast<std::int64_t>(kBatch * kBatches) * state.iterations();
    state.SetItemsProcessed(events);
    state.SetBytesProcessed(events * static_cast<std::int64_t>(sizeof(wire::Event)));
}

void writing(benchmark::State& state) {
    const auto events = batch();
    for ([[maybe_unused]] auto _ : state) writeFile(events);
    count(state);
    std::remove(kPath.c_str());
}
BENCHMARK(writing)->Unit(benchmark::kMillisecond);

void reading(benchmark::State& state) {
    writeFile(batch());
    for ([[maybe_unused]] auto _ : state) {
        auto reader = recording::RecordingReader::open(kPath);
        std::size_t events = 0;
        for (auto span = reader->next(); !span.empty(); span = reader->next()) events += span.size();
        HEDDLE_CHECK(events == kBatch * kBatches);
    }
    count(state);
    std::remove(kPath.c_str());
}
BENCHMARK(reading)->Unit(benchmark::kMillisecond);

}  // namespace

// What a switch between fibers costs with both its events, beside Boost.Fiber's own in the same run; and
// spawn + join; and very many at once.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <fstream>

#include <boost/fiber/fiber.hpp>
#include <boost/fiber/operations.hpp>

#include "engine/runtime/event.h"
#include "engine/runtime/fiber.h"
#include "engine/runtime/thread.h"
#include "engine/runtime/yield.h"
#include "tests/bench/measured.h"
#include "tests/bench/observed_run.h"

using namespace heddle;
using namespace heddle::bench;
using namespace heddle::runtime;

namespace {

constexpr std::size_t kSwitches = 1'000'000;

double bareSwitch() {
    double ns = 0;
    std::thread{[&] {
        const auto body = [] {
            for (std::size_t i = 0; i < kSwitches / 2; ++i) boost::this_fiber::yield();
        };
        ns = cpuNsPerOperation(kSwitches, [&] {
            boost::fibers::fiber a{body}, b{body};
            a.join();
            b.join();
        });
    }}.join();
    return ns;
}

double ourSwitch() {
    double ns = 0;
    Thread{"carrier",
           [&] {
               const auto body = [] {
                   for (std::size_t i = 0; i < kSwitches / 2; ++i) yield();
               };
               ns = cpuNsPerOperation(kSwitches, [&] { Fiber a{"a", body}, b{"b", body}; });
           }}
        .join();
    return ns;
}

void switchBetweenFibers(benchmark::State& state) {
    const std::uint64_t before = observedRun().events();
    Median bare, ours;
    for (auto _ : state) {
        for (int round = 0; round < 7; ++round) {
            bare.add(bareSwitch());
            ours.add(ourSwitch());
        }
    }
    state.counters["boost_ns"] = bare.value();
    state.counters["fiber_ns"] = ours.value();
    state.counters["events"] = static_cast<double>(observedRun().events() - before);
    state.counters["lost"] = static_cast<double>(observedRun().lost());
}
BENCHMARK(switchBetweenFibers)->Iterations(1)->Unit(benchmark::kMillisecond);

constexpr std::size_t kSpawns = 50'000;

void spawnAndJoin(benchmark::State& state) {
    const std::uint64_t before = observedRun().events();
    Median bare, ours;
    for (auto _ : state) {
        for (int round = 0; round < 5; ++round) {
            std::thread{[&] {
                bare.add(cpuNsPerOperation(kSpawns, [] {
                    for (std::size_t i = 0; i < kSpawns; ++i) boost::fibers::fiber{[] {}}.join();
                }));
            }}.join();
            Thread{"carrier",
                   [&] {
                       ours.add(cpuNsPerOperation(kSpawns, [] {
                           for (std::size_t i = 0; i < kSpawns; ++i) Fiber{{}, [] {}}.join();
                       }));
                   }}
                .join();
        }
    }
    state.counters["boost_ns"] = bare.value();
    state.counters["fiber_ns"] = ours.value();
    state.counters["events"] = static_cast<double>(observedRun().events() - before);
    state.counters["lost"] = static_cast<double>(observedRun().lost());
}
BENCHMARK(spawnAndJoin)->Iterations(1)->Unit(benchmark::kMillisecond);

// A hundred thousand fibers of one thread that all wait at the same time.
void manyAtOnce(benchmark::State& state) {
    constexpr std::size_t kFibers = 100'000;
    const auto residentBytes = [] {
        long pages = 0, resident = 0;
        std::ifstream{"/proc/self/statm"} >> pages >> resident;
        return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE));
    };
    const std::uint64_t before = observedRun().events();
    double bytes = 0, ns = 0;
    for (auto _ : state) {
        Thread{"carrier",
               [&] {
                   const double bytesBefore = residentBytes();
                   Event go{"go"};
                   ns = cpuNsPerOperation(kFibers, [&] {
                       std::vector<Fiber> fibers;
                       fibers.reserve(kFibers);
                       for (std::size_t i = 0; i < kFibers; ++i)
                           fibers.emplace_back(std::string_view{}, [&] { go.wait(); });
                       yield();
                       bytes = (residentBytes() - bytesBefore) / kFibers;
                       go.set();
                   });
               }}
            .join();
    }
    state.counters["ns_a_fiber"] = ns;
    state.counters["bytes_a_fiber"] = bytes;
    state.counters["events"] = static_cast<double>(observedRun().events() - before);
    state.counters["lost"] = static_cast<double>(observedRun().lost());
}
BENCHMARK(manyAtOnce)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace

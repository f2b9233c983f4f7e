// What capture costs: the traced program, slowed down; and the merge by itself.
//
//   bench_capture [HAND_OFFS] [ROUNDS]
//
// `perf bench sched pipe -T`, pinned to the last CPU (where it never idles: its CPU time is its duration):
// bare, and under each source with the live model and a recording behind it. Rounds take turns, so that all
// see the same moods of the machine; figures are medians.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <optional>
#include <random>
#include <string>

#include "engine/capture/capture.h"
#include "engine/capture/merger.h"
#include "engine/model/model.h"
#include "engine/recording/recording_writer.h"
#include "tests/bench/measured.h"

using namespace heddle;
using wire::Event;
using wire::EventKind;
using wire::KernelSource;

namespace {

struct Measured {
    double seconds = 0;      // of CPU that the program used: what else runs here does not count
    double observerCpu = 0;  // seconds of CPU of capture, model and recording
    std::uint64_t events = 0, lost = 0;
};

double ownCpuSeconds() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

// A program that waits in front of its exec until it is let go.
struct Traced {
    pid_t pid = -1;
    int go[2] = {-1, -1};

    explicit Traced(const std::string& handOffs) {
        if (::pipe(go) != 0)
            std::abort();
        const std::string cpu = std::to_string(::get_nprocs() - 1);
        pid = ::fork();
        if (pid == 0) {
            char byte;
            const bool let = ::read(go[0], &byte, 1) == 1;
            ::close(go[0]);
            ::close(go[1]);
            ::dup2(::open("/dev/null", O_WRONLY), STDOUT_FILENO);
            if (let)
                ::execlp("taskset", "taskset", "-c", cpu.c_str(), "perf", "bench", "sched", "pipe", "-T",
                         "-l", handOffs.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(go[0]);
    }
    void letGo() const {
        if (::write(go[1], "x", 1) != 1)
            std::abort();
        ::close(go[1]);
    }
};

std::optional<Measured> measure(std::optional<KernelSource> source, const std::string& handOffs) {
    const Traced traced{handOffs};
    std::unique_ptr<capture::Capture> capture;
    if (source) {
        auto started =
            capture::Capture::start({.root = Pid{traced.pid}, .segment = nullptr, .forcedSource = source});
        if (!started) {
            std::printf("%s\n", started.error().sentence().c_str());
            traced.letGo();
            ::waitpid(traced.pid, nullptr, 0);
            return std::nullopt;
        }
        capture = std::move(started).value();
    }
    model::Model model;
    const std::string path = "/tmp/heddle-bench-" + std::to_string(::getpid());
    auto writer = recording::RecordingWriter::create(
        path, {.heddle = "bench", .scenario = {}, .parameters = {}, .command = {"perf"}});
    if (!writer)
        std::abort();

    Measured measured;
    std::vector<Event> batch;
    const auto pass = [&] {
        for (const Event& e : batch) measured.lost += e.kind == EventKind::GapEnded ? e.value : 0;
        measured.events += batch.size();
        model.apply(batch);
        (void)writer->append(batch);
        batch.clear();
    };
    const double before = ownCpuSeconds();
    traced.letGo();
    rusage used{};
    while (::wait4(traced.pid, nullptr, capture ? WNOHANG : 0, &used) == 0) {
        capture->wait(std::chrono::milliseconds{10});
        capture->poll(batch);
        pass();
    }
    if (capture) {
        capture->finish(batch);
        pass();
    }
    measured.observerCpu = ownCpuSeconds() - before;
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    measured.seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
    ::unlink(path.c_str());
    return measured;
}

void slowdowns(const std::string& handOffs, int rounds) {
    struct Row {
        const char* name;
        std::optional<KernelSource> source;
        bench::Median seconds, ratio;
        Measured last;
        std::uint64_t lost = 0;
    };
    Row rows[] = {{"bare", {}, {}, {}, {}, 0},
                  {"tracepoints", KernelSource::Tracepoints, {}, {}, {}, 0},
                  {"switches", KernelSource::Switches, {}, {}, {}, 0},
                  {"sampling", KernelSource::Sampling, {}, {}, {}, 0}};
    for (int round = 0; round < rounds; ++round) {
        double bare = 0;
        for (Row& row : rows) {
            const auto measured = measure(row.source, handOffs);
            if (!measured)
                continue;
            if (!row.source)
                bare = measured->seconds;
            row.seconds.add(measured->seconds);
            row.ratio.add(measured->seconds / bare);
            row.last = *measured;
            row.lost += measured->lost;
        }
    }
    std::printf("%-12s %9s %7s %10s %6s %14s\n", "source", "seconds", "ratio", "events", "lost",
                "observer CPU s");
    for (Row& row : rows)
        std::printf("%-12s %9.3f %7.3f %10lu %6lu %14.3f\n", row.name, row.seconds.value(), row.ratio.value(),
                    row.last.events, row.lost, row.last.observerCpu);
}

void merging() {
    for (const std::uint32_t streams : {1u, 2u, 8u, 4000u}) {
        constexpr std::size_t kEvents = 4'000'000;
        bench::Median perEvent;
        for (int round = 0; round < 5; ++round) {
            capture::Merger merger;
            for (std::uint32_t i = 0; i < streams; ++i) merger.add();
            std::mt19937 random{1};
            // Threads write in turns, some dozens of events each.
            for (std::size_t i = 0; i < kEvents;) {
                auto& stream = merger.stream(static_cast<std::uint32_t>(random()) % streams);
                for (const std::size_t end = std::min(kEvents, i + random() % 64 + 1); i < end; ++i)
                    stream.append({.time = i + 1, .kind = EventKind::Acquired});
            }
            std::size_t merged = 0;
            perEvent.add(bench::cpuNsPerOperation(kEvents, [&] {
                for (std::uint64_t until = kEvents / 100; until <= kEvents; until += kEvents / 100)
                    merger.merge(
                        until, [&](std::uint32_t, std::span<const Event> facts) { merged += facts.size(); });
            }));
            if (merged != kEvents)
                std::abort();
        }
        std::printf("merge of %4u streams: %.1f M events/s\n", streams, 1e3 / perEvent.value());
    }
}

}  // namespace

int main(int argc, char** argv) {
    merging();
    slowdowns(argc > 1 ? argv[1] : "300000", argc > 2 ? std::atoi(argv[2]) : 5);
    return 0;
}

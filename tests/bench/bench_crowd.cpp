// What recording costs a crowd: thousands of threads, or of processes, that only sleep. The scenario
// io-bound-4000 with all its events recorded live (model and file included), beside plain_crowd, in turn.
//
// Prints medians: how long the program took by the clock, beyond the sleep; the CPU time of all that was
// started; when the observer had told it all; their ratios to bare; what was lost. Target: 1.3 times bare,
// nothing lost.
//   bench_crowd [TASKS] [SLEEP-MS-OF-THREADS] [SLEEP-MS-OF-PROCESSES] [ROUNDS]
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "engine/scenarios/observed.h"
#include "engine/session/session.h"
#include "tests/bench/measured.h"

extern char** environ;

using namespace heddle;

namespace {

double inSeconds(Duration time) {
    return std::chrono::duration<double>{time}.count();
}

double inSeconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double cpuOfChildren() {
    rusage used{};
    ::getrusage(RUSAGE_CHILDREN, &used);
    return inSeconds(used.ru_utime) + inSeconds(used.ru_stime);
}

struct Crowd {
    std::string kind;  // as the scenario names it
    std::string tasks;
    std::string sleepMs;

    [[nodiscard]] double sleep() const { return std::atof(sleepMs.c_str()) / 1000; }
};

struct Cost {
    bench::Median beyondSleep, cpu, told;
    std::uint64_t lost = 0;
};

// A small process of its own, as the host is: a fork costs what its parent's memory costs.
void runBare(const Crowd& crowd, Cost& cost) {
    std::string words[] = {"plain_crowd", crowd.kind, crowd.tasks, crowd.sleepMs};
    char* argv[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
    const double cpuBefore = cpuOfChildren();
    const Instant begin = MonotonicClock::now();
    pid_t pid = 0;
    int status = 0;
    if (::posix_spawn(&pid, HEDDLE_PLAIN_CROWD, nullptr, nullptr, argv, environ) != 0 ||
        ::waitpid(pid, &status, 0) != pid || status != 0)
        std::fprintf(stderr, "the plain program failed\n");
    cost.beyondSleep.add(inSeconds(MonotonicClock::now() - begin) - crowd.sleep());
    cost.cpu.add(cpuOfChildren() - cpuBefore);
}

void runRecorded(const Crowd& crowd, int output, const std::string& file, Cost& cost) {
    session::RunRequest request;
    request.scenario = "io-bound-4000";
    request.parameters = {{"tasks", crowd.tasks}, {"sleep", crowd.sleepMs}, {"as", crowd.kind}};
    request.outputFd = output;
    request.recordTo = file;
    const double cpuBefore = cpuOfChildren();
    const Instant begin = MonotonicClock::now();
    auto run = session::Session::launch(request).value();
    run->waitForEnd(std::chrono::hours{1});
    cost.told.add(inSeconds(MonotonicClock::now() - begin) - crowd.sleep());
    const model::SnapshotPtr seen = run->snapshot();
    if (!run->verdict() || !run->verdict()->held)
        std::fprintf(stderr, "not as expected: %s\n",
                     run->verdict() ? run->verdict()->observed.text().c_str() : "no verdict");
    cost.beyondSleep.add(inSeconds(scenarios::lifeOf(*seen, crowd.kind).length()) - crowd.sleep());
    cost.lost += seen->source().lostEvents;
    run.reset();  // the host has ended: its children's time is known
    cost.cpu.add(cpuOfChildren() - cpuBefore);
}

}  // namespace

int main(int argc, char** argv) {
    const auto argument = [&](int i, const char* fallback) { return argc > i ? argv[i] : fallback; };
    const int output = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    const std::string file =
        std::filesystem::temp_directory_path() / ("bench-crowd-" + std::to_string(::getpid()) + ".heddle");
    std::printf("%-10s %8s %9s %6s %9s %9s %6s %9s %6s\n", "", "bare s", "recorded", "ratio", "bare CPU",
                "recorded", "ratio", "all told", "lost");
    for (const Crowd& crowd : {Crowd{"threads", argument(1, "4000"), argument(2, "2000")},
                               Crowd{"processes", argument(1, "4000"), argument(3, "1")}}) {
        Cost bare, recorded;
        for (int round = std::atoi(argument(4, "7")); round > 0; --round) {
            runBare(crowd, bare);
            runRecorded(crowd, output, file, recorded);
        }
        std::printf("%-10s %8.3f %9.3f %6.2f %9.3f %9.3f %6.2f %9.3f %6llu\n", crowd.kind.c_str(),
                    bare.beyondSleep.value(), recorded.beyondSleep.value(),
                    recorded.beyondSleep.value() / bare.beyondSleep.value(), bare.cpu.value(),
                    recorded.cpu.value(), recorded.cpu.value() / bare.cpu.value(), recorded.told.value(),
                    static_cast<unsigned long long>(recorded.lost));
    }
    std::filesystem::remove(file);
}

// A program for tests to trace: does one simple thing, and reports what the kernel's own books say about each
// of its threads, as an independent witness. It knows nothing of Heddle.
//
//   puppet burn SECONDS          one thread computes
//   puppet share SECONDS N       N threads compute on one CPU: they preempt each other
//   puppet sleep TIMES           one thread sleeps 1 ms again and again
//   puppet pingpong TIMES        two threads hand a byte to and fro over two pipes
//   puppet pingpong-processes TIMES
//   puppet threads N             N threads, each computes a little, sleeps a little and ends
//   puppet leave SECONDS N       N children and N threads compute and sleep; to say so is the last thing that
//   they do puppet fork N                N children, one after the other puppet churn N               as
//   fork, and each child has a thread puppet exec N                replaces itself N times puppet exec-thread
//   a thread that is not the first one replaces the program puppet rename                changes its name
//   twice puppet stop                  a child stops itself and is continued after 20 ms
//
// One line a thread on standard output: TID TIME_NS CPU_NS VOLUNTARY INVOLUNTARY RUN_DELAY_NS, near its
// end; TIME_NS is CLOCK_MONOTONIC when it said so.
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace {

using Arguments = std::vector<std::string>;
using namespace std::chrono_literals;

int numberAt(const Arguments& arguments, std::size_t index, int otherwise) {
    return index < arguments.size() ? std::atoi(arguments[index].c_str()) : otherwise;
}

long long timeOf(clockid_t clock) {
    timespec t{};
    clock_gettime(clock, &t);
    return t.tv_sec * 1'000'000'000LL + t.tv_nsec;
}
long long cpuTimeNs() {
    return timeOf(CLOCK_THREAD_CPUTIME_ID);
}

void testify() {
    const long tid = syscall(SYS_gettid);
    long long ran = 0, delayed = 0;
    std::ifstream{"/proc/self/task/" + std::to_string(tid) + "/schedstat"} >> ran >> delayed;
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    char line[200];
    const int size =
        std::snprintf(line, sizeof line, "%ld %lld %lld %ld %ld %lld\n", tid, timeOf(CLOCK_MONOTONIC),
                      cpuTimeNs(), usage.ru_nvcsw, usage.ru_nivcsw, delayed);
    if (write(STDOUT_FILENO, line, static_cast<std::size_t>(size)) != size)
        std::abort();
}

void compute(std::chrono::nanoseconds span) {
    const long long end = cpuTimeNs() + span.count();
    volatile unsigned long sum = 0;
    while (cpuTimeNs() < end)
        for (int i = 0; i < 1000; ++i) sum = sum + static_cast<unsigned long>(i);
}

std::chrono::nanoseconds seconds(const Arguments& arguments) {
    return std::chrono::nanoseconds{
        static_cast<long long>(1e9 * (arguments.empty() ? 0.2 : std::atof(arguments[0].c_str())))};
}

void pinToOneCpu() {
    cpu_set_t cpus;
    CPU_ZERO(&cpus);
    CPU_SET(0, &cpus);
    sched_setaffinity(0, sizeof cpus, &cpus);
}

void burn(const Arguments& arguments) {
    compute(seconds(arguments));
}

void share(const Arguments& arguments) {
    pinToOneCpu();
    std::vector<std::thread> threads;
    for (int i = 0; i < numberAt(arguments, 1, 3); ++i)
        threads.emplace_back([&] {
            compute(seconds(arguments));
            testify();
        });
    for (auto& thread : threads) thread.join();
}

void sleepOften(const Arguments& arguments) {
    for (int i = 0; i < numberAt(arguments, 0, 100); ++i) std::this_thread::sleep_for(1ms);
}

struct Pipes {
    int to[2] = {}, from[2] = {};
    Pipes() {
        if (pipe(to) != 0 || pipe(from) != 0)
            std::abort();
    }
};

void pass(int in, int out, int times, bool first) {
    char byte = 'x';
    for (int i = 0; i < times; ++i) {
        if (first && write(out, &byte, 1) != 1)
            return;
        if (read(in, &byte, 1) != 1)
            return;
        if (!first && write(out, &byte, 1) != 1)
            return;
    }
}

void pingpong(const Arguments& arguments) {
    const int times = numberAt(arguments, 0, 5000);
    Pipes pipes;
    std::thread other{[&] {
        pass(pipes.to[0], pipes.from[1], times, false);
        testify();
    }};
    pass(pipes.from[0], pipes.to[1], times, true);
    other.join();
}

// Runs `body` in a child and waits for its end.
void inChild(const std::function<void()>& body) {
    const pid_t child = fork();
    if (child == 0) {
        body();
        testify();
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
}

void pingpongProcesses(const Arguments& arguments) {
    const int times = numberAt(arguments, 0, 5000);
    Pipes pipes;
    const pid_t child = fork();
    if (child == 0) {
        pass(pipes.to[0], pipes.from[1], times, false);
        testify();
        _exit(0);
    }
    pass(pipes.from[0], pipes.to[1], times, true);
    int status = 0;
    waitpid(child, &status, 0);
}

void manyThreads(const Arguments& arguments) {
    std::vector<std::thread> threads;
    for (int i = 0; i < numberAt(arguments, 0, 8); ++i)
        threads.emplace_back([] {
            compute(2ms);
            std::this_thread::sleep_for(2ms);
            compute(1ms);
            testify();
        });
    for (auto& thread : threads) thread.join();
}

// Each leaves without any clearing up: what it has said of itself stays true.
void leave(const Arguments& arguments) {
    const auto lifeOf = [&] {
        compute(seconds(arguments));
        std::this_thread::sleep_for(20ms);
        testify();
        syscall(SYS_exit, 0);
    };
    const int count = numberAt(arguments, 1, 2);
    for (int i = 0; i < count; ++i)
        if (fork() == 0)
            lifeOf();
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back(lifeOf);
    for (auto& thread : threads) thread.join();
    for (int i = 0; i < count; ++i) wait(nullptr);
}

void forkOften(const Arguments& arguments) {
    for (int i = 0; i < numberAt(arguments, 0, 20); ++i) inChild([] { compute(500us); });
}

void churn(const Arguments& arguments) {
    for (int i = 0; i < numberAt(arguments, 0, 20); ++i)
        inChild([] { std::thread{[] { testify(); }}.join(); });
}

[[noreturn]] void execAgain(const char* verb, int count) {
    const std::string rest = std::to_string(count);
    execl("/proc/self/exe", "puppet", verb, rest.c_str(), nullptr);
    std::abort();
}

void execOften(const Arguments& arguments) {
    const int left = numberAt(arguments, 0, 3);
    compute(1ms);
    if (left > 0)
        execAgain("exec", left - 1);
}

void execInThread(const Arguments&) {
    std::thread{[] { execAgain("sleep", 5); }}.detach();
    for (;;) pause();
}

void rename(const Arguments&) {
    prctl(PR_SET_NAME, "first-name");
    compute(1ms);
    prctl(PR_SET_NAME, "second-name");
    compute(1ms);
}

void stopAndGoOn(const Arguments&) {
    const pid_t child = fork();
    if (child == 0) {
        raise(SIGSTOP);
        compute(1ms);
        testify();
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, WUNTRACED);
    std::this_thread::sleep_for(20ms);
    kill(child, SIGCONT);
    waitpid(child, &status, 0);
}

const std::map<std::string, void (*)(const Arguments&)> kVerbs{
    {"burn", burn},           {"share", share},
    {"sleep", sleepOften},    {"pingpong", pingpong},
    {"threads", manyThreads}, {"pingpong-processes", pingpongProcesses},
    {"fork", forkOften},      {"churn", churn},
    {"exec", execOften},      {"exec-thread", execInThread},
    {"rename", rename},       {"stop", stopAndGoOn},
    {"leave", leave},
};

}  // namespace

int main(int argc, char** argv) {
    const auto verb = argc > 1 ? kVerbs.find(argv[1]) : kVerbs.end();
    if (verb == kVerbs.end()) {
        std::fprintf(stderr, "puppet: no such verb\n");
        return 2;
    }
    verb->second(Arguments(argv + 2, argv + argc));
    testify();
    return 0;
}

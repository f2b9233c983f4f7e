// Runs a program under Capture and keeps the whole stream, and what the program testified about itself.
#pragma once

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "engine/capture/capture.h"
#include "tests/support/comes_true.h"

namespace heddle::test {

struct Testimony {            // of one thread about itself, from the kernel's own books
    std::int64_t timeNs = 0;  // when it said so
    std::int64_t cpuNs = 0, voluntary = 0, involuntary = 0, runDelayNs = 0;
};

struct TracedRun {
    std::string failure;  // empty: it worked
    wire::KernelSource source = wire::KernelSource::None;
    std::string whyNotBetter;
    std::vector<wire::Event> stream;
    std::map<int, Testimony> testimonies;  // by tid
    Pid root;
    int status = -1;
};

struct TraceRequest {
    std::vector<std::string> command;
    std::optional<wire::KernelSource> source = {};
    std::size_t largestRing = 8u << 20;
    bool drain = true;  // false: only when it has ended
};

// What the kernel has written down about a thread that sleeps.
inline Testimony booksOf(pid_t pid) {
    const std::string folder = "/proc/" + std::to_string(pid);
    Testimony books;
    // It has to have arrived at its pipe.
    HEDDLE_CHECK(comesTrue([&] {
        std::string stat;
        std::getline(std::ifstream{folder + "/stat"}, stat);
        return stat.find(") S ") != std::string::npos;
    }));
    std::ifstream{folder + "/schedstat"} >> books.cpuNs >> books.runDelayNs;
    std::ifstream status{folder + "/status"};
    for (std::string line; std::getline(status, line);) {
        (void)std::sscanf(line.c_str(), "voluntary_ctxt_switches: %ld", &books.voluntary);
        (void)std::sscanf(line.c_str(), "nonvoluntary_ctxt_switches: %ld", &books.involuntary);
    }
    return books;
}

// The child waits in front of its exec until the sources are open.
inline TracedRun trace(const TraceRequest& request) {
    TracedRun run;
    int go[2], says[2];
    if (::pipe2(go, O_CLOEXEC) != 0 || ::pipe2(says, O_CLOEXEC) != 0) {
        run.failure = "pipe";
        return run;
    }
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(says[1], STDOUT_FILENO);
        char byte;
        if (::read(go[0], &byte, 1) != 1)
            ::_exit(126);
        std::vector<char*> argv;
        for (const std::string& word : request.command) argv.push_back(const_cast<char*>(word.c_str()));
        argv.push_back(nullptr);
        ::execvp(argv[0], argv.data());
        ::_exit(127);
    }
    ::close(go[0]);
    ::close(says[1]);
    run.root = Pid{child};
    (void)booksOf(child);  // waits until it sleeps
    auto capture = capture::Capture::start({.root = run.root,
                                            .segment = nullptr,
                                            .forcedSource = request.source,
                                            .largestRing = request.largestRing});
    if (!capture) {
        run.failure = capture.error().sentence();
        ::kill(child, SIGKILL);
        ::waitpid(child, &run.status, 0);
        ::close(go[1]);
        ::close(says[0]);
        return run;
    }
    run.source = capture.value()->source();
    run.whyNotBetter = capture.value()->whyNotBetter();
    const Testimony before = booksOf(child);  // what it did before it was watched
    const bool let = ::write(go[1], "x", 1) == 1;
    ::close(go[1]);
    ::fcntl(says[0], F_SETFL, O_NONBLOCK);
    std::string said;
    const auto listen = [&] {
        char buffer[4096];
        for (ssize_t n = 0; (n = ::read(says[0], buffer, sizeof buffer)) > 0;)
            said.append(buffer, static_cast<std::size_t>(n));
    };
    while (let && ::waitpid(child, &run.status, WNOHANG) == 0) {
        capture.value()->wait(std::chrono::milliseconds{5});
        if (request.drain)
            capture.value()->poll(run.stream);
        listen();
    }
    capture.value()->noteReaped(run.root, run.status, MonotonicClock::now());
    capture.value()->finish(run.stream);
    listen();
    ::close(says[0]);

    const char* at = said.c_str();
    int tid = 0, used = 0;
    long long time = 0, cpu = 0, voluntary = 0, involuntary = 0, delay = 0;
    while (std::sscanf(at, "%d %lld %lld %lld %lld %lld\n%n", &tid, &time, &cpu, &voluntary, &involuntary,
                       &delay, &used) == 6) {
        run.testimonies[tid] = {time, cpu, voluntary, involuntary, delay};
        at += used;
    }
    if (const auto root = run.testimonies.find(child); root != run.testimonies.end()) {
        root->second.cpuNs -= before.cpuNs;
        root->second.voluntary -= before.voluntary;
        root->second.involuntary -= before.involuntary;
        root->second.runDelayNs -= before.runDelayNs;
    }
    return run;
}

namespace detail {

inline void sendBytes(int fd, const void* data, std::size_t size) {
    for (auto at = static_cast<const char*>(data); size > 0;) {
        const ssize_t n = ::write(fd, at, size);
        if (n <= 0)
            ::_exit(1);
        at += n;
        size -= static_cast<std::size_t>(n);
    }
}
inline bool receiveBytes(int fd, void* data, std::size_t size) {
    for (auto at = static_cast<char*>(data); size > 0;) {
        const ssize_t n = ::read(fd, at, size);
        if (n <= 0)
            return false;
        at += n;
        size -= static_cast<std::size_t>(n);
    }
    return true;
}
template <class Items>
void sendItems(int fd, const Items& items) {
    const std::size_t count = items.size();
    sendBytes(fd, &count, sizeof count);
    sendBytes(fd, items.data(), count * sizeof *items.data());
}
template <class Items>
bool receiveItems(int fd, Items& items) {
    std::size_t count = 0;
    if (!receiveBytes(fd, &count, sizeof count))
        return false;
    items.resize(count);
    return receiveBytes(fd, items.data(), count * sizeof *items.data());
}

}  // namespace detail

// Runs `work` as the user "nobody", without any privilege, in a child; hands back what it found.
template <class Work>
TracedRun inUnprivilegedChild(Work&& work) {
    TracedRun run;
    int result[2];
    if (::pipe2(result, O_CLOEXEC) != 0) {
        run.failure = "pipe";
        return run;
    }
    const pid_t child = ::fork();
    if (child == 0) {
        constexpr unsigned kNobody = 65534;
        if (::geteuid() == 0 &&
            (::setgroups(0, nullptr) != 0 || ::setgid(kNobody) != 0 || ::setuid(kNobody) != 0))
            ::_exit(1);
        ::prctl(PR_SET_DUMPABLE, 1);  // or /proc/self is root's
        const TracedRun found = work();
        std::vector<std::pair<int, Testimony>> testimonies(found.testimonies.begin(),
                                                           found.testimonies.end());
        detail::sendItems(result[1], found.failure);
        detail::sendItems(result[1], found.whyNotBetter);
        detail::sendItems(result[1], found.stream);
        detail::sendItems(result[1], testimonies);
        detail::sendBytes(result[1], &found.source, sizeof found.source);
        ::_exit(0);
    }
    ::close(result[1]);
    std::vector<std::pair<int, Testimony>> testimonies;
    if (!detail::receiveItems(result[0], run.failure) || !detail::receiveItems(result[0], run.whyNotBetter) ||
        !detail::receiveItems(result[0], run.stream) || !detail::receiveItems(result[0], testimonies) ||
        !detail::receiveBytes(result[0], &run.source, sizeof run.source))
        run.failure = "the child without privileges told nothing";
    run.testimonies.insert(testimonies.begin(), testimonies.end());
    ::close(result[0]);
    ::waitpid(child, &run.status, 0);
    return run;
}

}  // namespace heddle::test

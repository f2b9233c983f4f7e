// A child process, made by fork(): it shares the run's synchronisation objects, and nothing else that is
// changed from now on. It ends when its body returns; join() waits for that and gives its status.
//
// What its body needs it captures by value: fork() copies it. The destructor joins; that of a daemon kills it
// first. In a controlled run a signal is a step, at whose end it has been obeyed: the process has ended where
// its tasks stood, it is stopped, or it may be stepped again. Signals that it takes itself cannot be stepped.
#pragma once

#include <csignal>

#include <sys/types.h>

#include <optional>

#include "engine/runtime/task.h"

namespace heddle::runtime {

class Process : public Task {
public:
    Process(const std::string& name, const Body& body, CallSite at = CallSite::here())
        : Process(name, body, {}, at) {}
    Process(const std::string& name, const Body& body, TaskOptions options, CallSite at = CallSite::here());
    Process(Process&& other) noexcept = default;
    ~Process();
    // Returns the status as waitpid(2) gives it.
    int join(CallSite at = CallSite::here());
    // The same, but nothing if it has not ended within `limit`.
    [[nodiscard]] std::optional<int> joinFor(Duration limit, CallSite at = CallSite::here());
    [[nodiscard]] pid_t pid() const { return m_pid; }
    // Of one that was joined: its exit code, or, if a signal ended it, that signal's number below zero.
    [[nodiscard]] std::optional<int> exitCode() const;
    // A zombie is not alive; looking does not reap it.
    [[nodiscard]] bool isAlive(CallSite at = CallSite::here()) const;
    // SIGTERM, which it may refuse; SIGKILL, which it may not; any other. One that has ended is left alone.
    void terminate(CallSite at = CallSite::here()) { send(SIGTERM, at); }
    void kill(CallSite at = CallSite::here()) { send(SIGKILL, at); }
    // Stops it where it is (SIGSTOP), until activate() (SIGCONT). Returns when it stands.
    void suspend(CallSite at = CallSite::here());
    void activate(CallSite at = CallSite::here());
    void send(int signal, CallSite at = CallSite::here());

private:
    void deliver(const Step& step, int signal) const;
    // Not one that has ended, joined or not.
    [[nodiscard]] bool heedsSignals(const Step& step) const;
    // Whether the kernel knows its end; looking does not reap it.
    [[nodiscard]] bool isOver() const;
    std::optional<int> joinUntil(const Step& step, Instant deadline);
    // -1: the deadline came first.
    [[nodiscard]] int waitForEnd(const Step& step, Instant deadline) const;

    pid_t m_pid = 0;  // 0: the gate carries it
    bool m_isDaemon = false;
    std::optional<int> m_status;  // as waitpid(2) gives it, once it was joined
};

}  // namespace heddle::runtime

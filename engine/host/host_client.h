// The observer's side of the host: starts it, tells it what to run, hears what became of it.
//
// Everything that is observed is forked from the host, a small single-threaded process of its own that adopts
// all orphans among its descendants. Destroying the client, or the observer's death by whatever cause, ends
// them all. Thread rule: one owner thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/clock.h"
#include "engine/base/file_descriptor.h"
#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/host/protocol.h"

namespace heddle::host {

// Exactly one of scenario and command.
struct Launch {
    std::string scenario;
    std::map<std::string, std::string> parameters;
    std::vector<std::string> command;
    std::string workingDirectory;  // empty: the caller's
    int segmentFd = -1;            // of the run's segment; -1: unobserved by the runtime
    int outputFd = -1;             // standard output of what runs; -1: the caller's
    std::uint32_t taskLimit =
        0;                  // the kernel refuses more tasks than that, where it may be asked; 0: no limit
    bool ownGroup = false;  // the run gets a process group of its own, which kill() ends at once
};

struct Message {
    enum class Kind { Reaped, Stopped, Continued, ExecFailed, KeptInMemory, AllEnded };
    Kind kind{};
    Pid pid;
    int status = 0;  // Reaped: as waitpid(2) gives it; ExecFailed: errno
    Instant time{};  // as the host saw it
};

class HostClient {
public:
    // Starts the host. Errors: its program cannot be found or started.
    static Result<std::unique_ptr<HostClient>> start();
    HostClient(const HostClient&) = delete;
    HostClient& operator=(const HostClient&) = delete;
    // Ends everything and waits until that is done.
    ~HostClient();

    // Makes the first process of the run: it is there, and waits for go(). Again only when the run before has
    // ended. Errors: unknown scenario or parameter, program not found or not executable, no such directory;
    // nothing was started then.
    Result<Pid> prepare(const Launch& launch);
    void go();
    // Ends everything: SIGTERM, then after a short grace SIGKILL, until nothing is left; AllEnded tells when.
    void stop();
    // Ends everything at once, and returns when nothing is left. False: the host is gone.
    bool kill();
    // Only of processes of this run.
    void suspend(Pid pid);
    void resume(Pid pid);

    // Readable when there are messages.
    [[nodiscard]] int descriptor() const { return m_channel.get(); }
    // Appends what has come, without waiting. False when the host is gone (AllEnded has come, or it was
    // killed).
    bool receive(std::vector<Message>& out);
    [[nodiscard]] Pid hostPid() const { return m_host; }
    // After prepare(): whether the kernel itself keeps the limit on tasks.
    [[nodiscard]] bool kernelLimitsTasks() const { return m_kernelLimitsTasks; }

private:
    HostClient(FileDescriptor channel, Pid host) : m_channel(std::move(channel)), m_host(host) {}

    // The next reply, waited for. False: the host is gone.
    bool hear(Reply& reply);
    void note(const Reply& reply, std::vector<Message>& out);

    FileDescriptor m_channel;
    Pid m_host;
    std::vector<Message> m_heard;  // while another reply was waited for
    bool m_isRunning = false;      // prepared, and not all has ended
    bool m_kernelLimitsTasks = false;
};

}  // namespace heddle::host

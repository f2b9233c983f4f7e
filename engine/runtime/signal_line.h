// Real-time signals as a means of communication: each carries one small number to a process, and the kernel
// keeps them in a line until the process asks for them.
//
// Make it before the processes that use it: they must not be killed by the signal, so it is blocked in the
// thread that makes this, and in all that come from it. Messages have 4 bytes.
// One task receives; what it may have missed of the line's own numbers is found as long as fewer than 4096 of
// them are on their way.
#pragma once

#include <sys/types.h>

#include "engine/base/file_descriptor.h"
#include "engine/runtime/channel.h"

namespace heddle::runtime {

class SignalLine : public Channel {
public:
    explicit SignalLine(std::string_view name = {}, CallSite at = CallSite::here());
    ~SignalLine();

    void send(pid_t to, std::int32_t number, CallSite at = CallSite::here());
    // Waits for the next signal to this process.
    [[nodiscard]] std::int32_t receive(CallSite at = CallSite::here()) { return *receivePatiently({}, at); }
    // Nothing: there is none.
    [[nodiscard]] std::optional<std::int32_t> tryReceive(CallSite at = CallSite::here()) {
        return receivePatiently({.mayWait = false}, at);
    }
    // Nothing: none has come within `limit`.
    [[nodiscard]] std::optional<std::int32_t> receiveFor(Duration limit, CallSite at = CallSite::here()) {
        return receivePatiently({.limit = &limit}, at);
    }

private:
    std::optional<std::int32_t> receivePatiently(Patience patience, CallSite at);

    int m_signal;
    FileDescriptor m_fd;  // readable while the process that looks has one of these signals
    std::uint32_t m_lastNumber = 0;
};

}  // namespace heddle::runtime

// A queue of the kernel (POSIX) that keeps messages until somebody receives them: the most urgent first,
// those of the same urgency in the order of sending. Between threads, and processes that were made after it.
#pragma once

#include "engine/base/file_descriptor.h"
#include "engine/runtime/channel.h"

namespace heddle::runtime {

class MessageQueue : public Channel {
public:
    // Keeps up to `capacity` messages (Linux allows an ordinary user 10); a send to a full one waits.
    explicit MessageQueue(std::uint32_t capacity, std::string_view name = {}, CallSite at = CallSite::here());

    void send(std::string_view message, unsigned urgency = 0, CallSite at = CallSite::here()) {
        sendPatiently({}, message, urgency, at);
    }
    // False: it is full.
    [[nodiscard]] bool trySend(std::string_view message, unsigned urgency = 0,
                               CallSite at = CallSite::here()) {
        return sendPatiently({.mayWait = false}, message, urgency, at);
    }
    // False: it was full for as long as `limit`.
    [[nodiscard]] bool sendFor(std::string_view message, Duration limit, unsigned urgency = 0,
                               CallSite at = CallSite::here()) {
        return sendPatiently({.limit = &limit}, message, urgency, at);
    }
    [[nodiscard]] std::string receive(CallSite at = CallSite::here()) { return *receivePatiently({}, at); }
    // Nothing: it is empty.
    [[nodiscard]] std::optional<std::string> tryReceive(CallSite at = CallSite::here()) {
        return receivePatiently({.mayWait = false}, at);
    }
    // Nothing: it was empty for as long as `limit`.
    [[nodiscard]] std::optional<std::string> receiveFor(Duration limit, CallSite at = CallSite::here()) {
        return receivePatiently({.limit = &limit}, at);
    }

private:
    bool sendPatiently(Patience patience, std::string_view message, unsigned urgency, CallSite at);
    std::optional<std::string> receivePatiently(Patience patience, CallSite at);

    FileDescriptor m_queue;
};

}  // namespace heddle::runtime

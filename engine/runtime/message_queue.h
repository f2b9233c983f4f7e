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

    void send(std::string_view message, unsigned urgency = 0, CallSite at = CallSite::here());
    [[nodiscard]] std::string receive(CallSite at = CallSite::here());

private:
    FileDescriptor m_queue;
};

}  // namespace heddle::runtime

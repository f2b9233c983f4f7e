// What all means of communication between tasks have in common: a message goes from one sender to one
// receiver, and both ends are told to the observer, so that the views can draw it as an arrow.
//
// A stamp travels with each message: who sent it, and its number. A message is a few bytes of text or data,
// whole or not at all. In a controlled run sending and receiving are steps; who has nothing to receive waits.
// A fiber that waits lets the others of its thread go on.
#pragma once

#include <sys/types.h>

#include <cerrno>
#include <string>

#include "engine/runtime/sync_object.h"

namespace heddle::runtime {

// Of any message, in bytes.
inline constexpr std::size_t kLargestMessage = 4000;

class Channel : public SyncObject {
protected:
    struct Stamp {
        std::uint32_t sender = 0;  // TaskRef
        std::uint32_t number = 0;
    };
    Channel(wire::ObjectKind kind, std::string_view name, CallSite at);
    explicit Channel(ObjectId existing) : SyncObject(existing) {}

    [[nodiscard]] Step beginSend(CallSite at) const {
        return beginStep(at, {.kind = wire::OperationKind::Put, .object = id()});
    }
    [[nodiscard]] Step beginReceive(CallSite at) const {
        return beginStep(at, {.kind = wire::OperationKind::Get, .object = id()});
    }
    // The same, but it may give up after `limit`.
    [[nodiscard]] Step beginReceive(Duration limit, CallSite at) const {
        return beginStep(at,
                         {.kind = wire::OperationKind::Get, .timed = true, .object = id(), .length = limit});
    }
    // The stamp of a message that is sent now. Told before the message goes: nobody receives what was not
    // sent.
    [[nodiscard]] Stamp stamp(const Step& step, std::size_t bytes) const;
    void received(const Step& step, Stamp stamp) const;
    // Waits until `fd` can be read (POLLIN) or written (POLLOUT), and tells of it; false: `deadline` came
    // first.
    bool waitUntil(const Step& step, int fd, short ready, wire::Operation operation,
                   Instant deadline = Instant::max()) const;
    // Whether it can be at once.
    [[nodiscard]] static bool isReady(int fd, short ready);
};

// Calls `attempt`, a system call on a descriptor that does not block, until it gives something else than
// "would block" or "interrupted"; `wait` waits in between.
template <class Attempt, class Wait>
ssize_t tryUntilDone(Attempt attempt, Wait wait) {
    for (;;) {
        const ssize_t result = attempt();
        if (result >= 0 || (errno != EAGAIN && errno != EINTR))
            return result;
        if (errno == EAGAIN)
            wait();
    }
}

}  // namespace heddle::runtime

// What all means of communication between tasks have in common: a message goes from one sender to one
// receiver, and both ends are told to the observer, so that the views can draw it as an arrow.
//
// A stamp travels with each message: who sent it, and its number. A message is a few bytes of text or data,
// whole or not at all. In a controlled run sending and receiving are steps; who has nothing to receive waits.
// Loss: who waits in a channel waits in the kernel, and so holds up the other fibers of its thread.
#pragma once

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

    [[nodiscard]] Step beginSend(CallSite at) const {
        return beginStep(at, {.kind = wire::OperationKind::Put, .object = id()});
    }
    [[nodiscard]] Step beginReceive(CallSite at) const {
        return beginStep(at, {.kind = wire::OperationKind::Get, .object = id()});
    }
    // The stamp of a message that is sent now. Told before the message goes: nobody receives what was not
    // sent.
    [[nodiscard]] Stamp stamp(const Step& step, std::size_t bytes) const;
    void received(const Step& step, Stamp stamp) const;
    // The events around a wait in the kernel.
    void waitBegins(const Step& step, wire::Operation operation) const;
    void waitEnds(const Step& step) const;
    // Waits until `fd` can be read or written, with these events; without them if it can be at once.
    void waitUntilReadable(const Step& step, int fd) const;
    void waitUntilWritable(const Step& step, int fd) const;

private:
    void waitFor(const Step& step, int fd, short what, wire::Operation operation) const;
};

}  // namespace heddle::runtime

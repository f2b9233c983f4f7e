// Pipes and sockets: messages through a pair of descriptors, between threads and between processes that were
// made after it. receive() waits for a message; send() waits while the kernel's buffer is full. The forms
// that begin with "try" do not wait, those that end with "For" no longer than that.
#pragma once

#include "engine/base/file_descriptor.h"
#include "engine/runtime/channel.h"

namespace heddle::runtime {

struct DescriptorPair {
    FileDescriptor first, second;
};

// One direction: what is written to one descriptor is read from the other, message by message.
class DescriptorChannel : public Channel {
public:
    void send(std::string_view message, CallSite at = CallSite::here()) { sendPatiently({}, message, at); }
    // False: there is no room.
    [[nodiscard]] bool trySend(std::string_view message, CallSite at = CallSite::here()) {
        return sendPatiently({.mayWait = false}, message, at);
    }
    // False: there was none for as long as `limit`.
    [[nodiscard]] bool sendFor(std::string_view message, Duration limit, CallSite at = CallSite::here()) {
        return sendPatiently({.limit = &limit}, message, at);
    }
    [[nodiscard]] std::string receive(CallSite at = CallSite::here()) { return *receivePatiently({}, at); }
    // Nothing: there is no message.
    [[nodiscard]] std::optional<std::string> tryReceive(CallSite at = CallSite::here()) {
        return receivePatiently({.mayWait = false}, at);
    }
    // Nothing: none has come within `limit`.
    [[nodiscard]] std::optional<std::string> receiveFor(Duration limit, CallSite at = CallSite::here()) {
        return receivePatiently({.limit = &limit}, at);
    }

protected:
    DescriptorChannel(wire::ObjectKind kind, std::string_view name, FileDescriptor in, FileDescriptor out,
                      CallSite at)
        : Channel(kind, name, at), m_in(std::move(in)), m_out(std::move(out)) {}

private:
    bool sendPatiently(Patience patience, std::string_view message, CallSite at);
    std::optional<std::string> receivePatiently(Patience patience, CallSite at);

    FileDescriptor m_in, m_out;
};

class Pipe : public DescriptorChannel {
public:
    explicit Pipe(std::string_view name = {}, CallSite at = CallSite::here());

private:
    Pipe(std::string_view name, DescriptorPair ends, CallSite at);
};

// Two ends that are joined: what is sent at one is received at the other.
class Socket {
public:
    explicit Socket(const std::string& name = "socket", CallSite at = CallSite::here());

    class End {
    public:
        void send(std::string_view message, CallSite at = CallSite::here()) { m_out.send(message, at); }
        [[nodiscard]] bool trySend(std::string_view message, CallSite at = CallSite::here()) {
            return m_out.trySend(message, at);
        }
        [[nodiscard]] bool sendFor(std::string_view message, Duration limit, CallSite at = CallSite::here()) {
            return m_out.sendFor(message, limit, at);
        }
        [[nodiscard]] std::string receive(CallSite at = CallSite::here()) { return m_in.receive(at); }
        [[nodiscard]] std::optional<std::string> tryReceive(CallSite at = CallSite::here()) {
            return m_in.tryReceive(at);
        }
        [[nodiscard]] std::optional<std::string> receiveFor(Duration limit, CallSite at = CallSite::here()) {
            return m_in.receiveFor(limit, at);
        }

    private:
        friend class Socket;
        End(DescriptorChannel& in, DescriptorChannel& out) : m_in(in), m_out(out) {}
        DescriptorChannel& m_in;
        DescriptorChannel& m_out;
    };
    [[nodiscard]] End left() { return {m_toLeft, m_toRight}; }
    [[nodiscard]] End right() { return {m_toRight, m_toLeft}; }

private:
    class Direction : public DescriptorChannel {
    public:
        Direction(const std::string& name, FileDescriptor in, FileDescriptor out, CallSite at)
            : DescriptorChannel(wire::ObjectKind::Socket, name, std::move(in), std::move(out), at) {}
    };
    Socket(const std::string& name, DescriptorPair ends, CallSite at);

    Direction m_toRight, m_toLeft;
};

}  // namespace heddle::runtime

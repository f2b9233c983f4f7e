// One end of a connection: its descriptor, and the two channels that go through it. The objects are made by
// who connects; who accepts learns of them from the first bytes that come (Hello).
#pragma once

#include "engine/base/file_descriptor.h"
#include "engine/runtime/connection.h"

namespace heddle::runtime {

// One direction of a connection, as it is seen at one end.
class ConnectionDirection : public Channel {
public:
    ConnectionDirection(const std::string& name, CallSite at) : Channel(wire::ObjectKind::Socket, name, at) {}
    explicit ConnectionDirection(ObjectId existing) : Channel(existing) {}

    // As Connection's.
    std::optional<bool> send(int fd, std::string_view message, Patience patience, CallSite at);
    [[nodiscard]] TimedReceive receive(int fd, Patience patience, CallSite at);

private:
    // What stands before each message in the stream.
    struct Frame {
        std::uint32_t bytes = 0;
        Stamp stamp;
    };
    // The first message of what has arrived, if it is whole.
    [[nodiscard]] std::optional<std::string> takeWhole(const Step& step);

    std::string m_arrived;  // and not yet received
};

struct Connection::Ends {
    Ends(FileDescriptor descriptor, const std::string& name, CallSite at)
        : fd(std::move(descriptor)), out(name + " to the server", at), in(name + " to the client", at) {}
    Ends(FileDescriptor descriptor, ObjectId toClient, ObjectId toServer)
        : fd(std::move(descriptor)), out(toClient), in(toServer) {}

    FileDescriptor fd;
    ConnectionDirection out, in;
};

}  // namespace heddle::runtime

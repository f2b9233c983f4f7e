// A place where connections come in: a TCP port of the loopback device, which the kernel chooses. In the eyes
// of an observer a connection is a message: who connects sends it, who accepts receives it.
//
// Thread rule: any number of tasks, of several processes too, may accept. Only tasks of the same run can
// connect; a stranger is turned away.
#pragma once

#include "engine/base/file_descriptor.h"
#include "engine/runtime/connection.h"

namespace heddle::runtime {

class Listener : public Channel {
public:
    explicit Listener(std::string_view name = "listener", CallSite at = CallSite::here());

    [[nodiscard]] Address address() const { return {m_port, id()}; }
    // Waits until somebody connects.
    [[nodiscard]] Connection accept(CallSite at = CallSite::here());
    // The same, but nothing if nobody has connected within `limit`. (Who has connected by then is waited for
    // a little longer, until it has said whether it is of the run.)
    [[nodiscard]] std::optional<Connection> acceptFor(Duration limit, CallSite at = CallSite::here());

private:
    friend class Connection;
    // The first that goes through a connection.
    struct Hello {
        std::uint64_t run = 0;  // of which run who connects is a part
        Stamp stamp;
        std::uint32_t toServer = 0, toClient = 0;  // ObjectIds
    };
    [[nodiscard]] std::optional<Connection> acceptUntil(const Step& step, Instant deadline);
    // The listener as who connects sees it.
    explicit Listener(Address there) : Channel(there.listener), m_port(there.port) {}
    [[nodiscard]] static std::uint64_t runOf(const Step& step);
    // Makes the connection.
    void connect(const Connection& connection, CallSite at) const;
    // What who connected says first; nothing if that is no Hello of this run.
    [[nodiscard]] std::optional<Hello> greet(const Step& step, const FileDescriptor& fd) const;

    FileDescriptor m_fd;
    std::uint16_t m_port = 0;
};

}  // namespace heddle::runtime

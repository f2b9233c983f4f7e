// Two tasks joined over TCP on this machine, message by message, both ways. Copies share it; it closes when
// the last one in a process goes, and a process that ends closes its own.
//
// Thread rule: one sender and one receiver at a time at each end. A fiber that waits lets the others of its
// thread go on.
#pragma once

#include <memory>
#include <optional>

#include "engine/runtime/channel.h"

namespace heddle::runtime {

// Where somebody listens (Listener::address()).
struct Address {
    std::uint16_t port = 0;
    ObjectId listener;
};

// Sees to it that the process, and what it forks from now on, may have `count` descriptors and a few: raises
// its own limit as far as it may. Ends the process with a sentence if that is not enough.
void needDescriptors(std::size_t count);

// How a wait for a message with a time limit ended.
struct TimedReceive {
    std::optional<std::string> message;  // nothing: none has come within the limit, or...
    bool isClosed = false;               // ...the other end has closed it, and there is no more to come
    explicit operator bool() const { return message.has_value(); }
};

class Connection {
public:
    // Connects to who listens there. Ends the process with a sentence if nobody does.
    explicit Connection(Address address, const std::string& name = "connection",
                        CallSite at = CallSite::here());

    // False: the other end has closed it.
    bool send(std::string_view message, CallSite at = CallSite::here());
    // Nothing: there was no room for as long as `limit`, and nothing was sent. (What has begun to go goes on
    // to its end.)
    [[nodiscard]] std::optional<bool> sendFor(std::string_view message, Duration limit,
                                              CallSite at = CallSite::here());
    // The same, without a wait.
    [[nodiscard]] std::optional<bool> trySend(std::string_view message, CallSite at = CallSite::here());
    // Nothing: the other end has closed it, and there is no more to come.
    [[nodiscard]] std::optional<std::string> receive(CallSite at = CallSite::here());
    [[nodiscard]] TimedReceive receiveFor(Duration limit, CallSite at = CallSite::here());
    [[nodiscard]] TimedReceive tryReceive(CallSite at = CallSite::here());

private:
    friend class Listener;
    struct Ends;
    explicit Connection(std::shared_ptr<Ends> ends) : m_ends(std::move(ends)) {}

    std::shared_ptr<Ends> m_ends;
};

}  // namespace heddle::runtime

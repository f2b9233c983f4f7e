#include "engine/runtime/connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/runtime/connection_ends.h"

namespace heddle::runtime {

bool Connection::send(std::string_view message, CallSite at) {
    return *m_ends->out.send(m_ends->fd.get(), message, {}, at);
}

std::optional<bool> Connection::sendFor(std::string_view message, Duration limit, CallSite at) {
    return m_ends->out.send(m_ends->fd.get(), message, {.limit = &limit}, at);
}

std::optional<bool> Connection::trySend(std::string_view message, CallSite at) {
    return m_ends->out.send(m_ends->fd.get(), message, {.mayWait = false}, at);
}

std::optional<std::string> Connection::receive(CallSite at) {
    return m_ends->in.receive(m_ends->fd.get(), {}, at).message;
}

TimedReceive Connection::receiveFor(Duration limit, CallSite at) {
    return m_ends->in.receive(m_ends->fd.get(), {.limit = &limit}, at);
}

TimedReceive Connection::tryReceive(CallSite at) {
    return m_ends->in.receive(m_ends->fd.get(), {.mayWait = false}, at);
}

std::optional<bool> ConnectionDirection::send(int fd, std::string_view message, Patience patience,
                                              CallSite at) {
    const Step step = beginSend(at, patience);
    const bool isPatient = patience.mayWait && !patience.limit;
    if (hasGivenUp(step, wire::Operation::Write) ||
        (!isPatient && !isReady(fd, POLLOUT) &&
         !waitWithin(step, fd, POLLOUT, wire::Operation::Write, patience, deadlineOf(patience))))
        return std::nullopt;
    Frame frame{static_cast<std::uint32_t>(message.size()), stamp(step, message.size())};
    std::array<iovec, 2> parts{iovec{&frame, sizeof frame},
                               iovec{const_cast<char*>(message.data()), message.size()}};
    msghdr whole{};
    whole.msg_iov = parts.data();
    whole.msg_iovlen = parts.size();
    for (std::size_t left = sizeof frame + message.size(); left > 0;) {
        const ssize_t sent =
            *tryUntilDone([&] { return ::sendmsg(fd, &whole, MSG_NOSIGNAL); },
                          [&] { return waitUntil(step, fd, POLLOUT, wire::Operation::Write); });
        if (sent < 0 && (errno == EPIPE || errno == ECONNRESET))
            return false;
        if (sent < 0)
            giveUp("send a message", errnoText(errno));
        left -= static_cast<std::size_t>(sent);
        auto gone = static_cast<std::size_t>(sent);
        for (iovec& part : parts) {
            const std::size_t ofThis = std::min(gone, part.iov_len);
            part.iov_base = static_cast<char*>(part.iov_base) + ofThis;
            part.iov_len -= ofThis;
            gone -= ofThis;
        }
    }
    return true;
}

std::optional<std::string> ConnectionDirection::takeWhole(const Step& step) {
    Frame frame;
    if (m_arrived.size() < sizeof frame)
        return std::nullopt;
    std::memcpy(&frame, m_arrived.data(), sizeof frame);
    if (frame.bytes > kLargestMessage)
        giveUp("receive a message", "the other end is no connection of this run");
    if (m_arrived.size() < sizeof frame + frame.bytes)
        return std::nullopt;
    std::string message = m_arrived.substr(sizeof frame, frame.bytes);
    m_arrived.erase(0, sizeof frame + frame.bytes);
    received(step, frame.stamp);
    return message;
}

TimedReceive ConnectionDirection::receive(int fd, Patience patience, CallSite at) {
    const Step step = beginReceive(at, patience);
    if (hasGivenUp(step, wire::Operation::Read))
        return {};
    const Instant deadline = deadlineOf(patience);
    for (;;) {
        if (std::optional<std::string> message = takeWhole(step))
            return {std::move(message)};
        std::array<char, sizeof(Frame) + kLargestMessage> bytes;
        const auto got = tryUntilDone(
            [&] { return ::recv(fd, bytes.data(), bytes.size(), 0); },
            // Not waitWithin(): in a controlled run, too, what was sent may still be on its way.
            [&] { return patience.mayWait && waitUntil(step, fd, POLLIN, wire::Operation::Read, deadline); });
        if (!got)
            return {};
        if (*got < 0 && errno != ECONNRESET)
            giveUp("receive a message", errnoText(errno));
        if (*got <= 0)
            return {.message = {}, .isClosed = true};
        m_arrived.append(bytes.data(), static_cast<std::size_t>(*got));
    }
}

}  // namespace heddle::runtime

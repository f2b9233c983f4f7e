#include "engine/runtime/pipe.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>

#include "engine/runtime/limits.h"

namespace heddle::runtime {
namespace {

// Both keep messages apart: one write is one read.
DescriptorPair newPipe() {
    int ends[2];
    if (::pipe2(ends, O_DIRECT | O_CLOEXEC | O_NONBLOCK) < 0)
        giveUp("make a pipe", whyNoDescriptor(errno));
    return {FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
}

DescriptorPair newSocket() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) < 0)
        giveUp("make a socket", whyNoDescriptor(errno));
    return {FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
}

FileDescriptor copyOf(const FileDescriptor& fd) {
    FileDescriptor copy{::fcntl(fd.get(), F_DUPFD_CLOEXEC, 0)};
    if (!copy)
        giveUp("make a socket", whyNoDescriptor(errno));
    return copy;
}

}  // namespace

bool DescriptorChannel::sendPatiently(Patience patience, std::string_view message, CallSite at) {
    return sendWithin(patience, m_out.get(), message.size(), at, [&](Stamp mark) {
        const std::array<iovec, 2> parts{iovec{&mark, sizeof mark},
                                         iovec{const_cast<char*>(message.data()), message.size()}};
        return ::writev(m_out.get(), parts.data(), parts.size());
    });
}

std::optional<std::string> DescriptorChannel::receivePatiently(Patience patience, CallSite at) {
    const Step step = beginReceive(at, patience);
    if (hasGivenUp(step, wire::Operation::Read))
        return std::nullopt;
    const Instant deadline = deadlineOf(patience);
    Stamp mark;
    std::array<char, kLargestMessage> text;
    const std::array<iovec, 2> parts{iovec{&mark, sizeof mark}, iovec{text.data(), text.size()}};
    const auto got = tryUntilDone(
        [&] { return ::readv(m_in.get(), parts.data(), parts.size()); },
        [&] { return waitWithin(step, m_in.get(), POLLIN, wire::Operation::Read, patience, deadline); });
    if (!got)
        return std::nullopt;
    if (*got < static_cast<ssize_t>(sizeof mark))
        giveUp("receive a message", *got < 0 ? errnoText(errno) : "the other end is gone");
    received(step, mark);
    return std::string{text.data(), static_cast<std::size_t>(*got) - sizeof mark};
}

Pipe::Pipe(std::string_view name, CallSite at) : Pipe(name, newPipe(), at) {}

Pipe::Pipe(std::string_view name, DescriptorPair ends, CallSite at)
    : DescriptorChannel(wire::ObjectKind::Pipe, name, std::move(ends.first), std::move(ends.second), at) {}

Socket::Socket(const std::string& name, CallSite at) : Socket(name, newSocket(), at) {}

Socket::Socket(const std::string& name, DescriptorPair ends, CallSite at)
    : m_toRight(name + " to the right", copyOf(ends.second), copyOf(ends.first), at),
      m_toLeft(name + " to the left", std::move(ends.first), std::move(ends.second), at) {}

}  // namespace heddle::runtime

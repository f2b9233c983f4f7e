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

void DescriptorChannel::send(std::string_view message, CallSite at) {
    const Step step = beginSend(at);
    const auto wait = [&] { waitUntil(step, m_out.get(), POLLOUT, wire::Operation::Write); };
    if (!isReady(m_out.get(), POLLOUT))
        wait();
    Stamp mark = stamp(step, message.size());
    const std::array<iovec, 2> parts{iovec{&mark, sizeof mark},
                                     iovec{const_cast<char*>(message.data()), message.size()}};
    const ssize_t written =
        tryUntilDone([&] { return ::writev(m_out.get(), parts.data(), parts.size()); }, wait);
    if (written < 0)
        giveUp("send a message", errnoText(errno));
}

std::string DescriptorChannel::receive(CallSite at) {
    const Step step = beginReceive(at);
    Stamp mark;
    std::array<char, kLargestMessage> text;
    const std::array<iovec, 2> parts{iovec{&mark, sizeof mark}, iovec{text.data(), text.size()}};
    const ssize_t got = tryUntilDone([&] { return ::readv(m_in.get(), parts.data(), parts.size()); },
                                     [&] { waitUntil(step, m_in.get(), POLLIN, wire::Operation::Read); });
    if (got < static_cast<ssize_t>(sizeof mark))
        giveUp("receive a message", got < 0 ? errnoText(errno) : "the other end is gone");
    received(step, mark);
    return {text.data(), static_cast<std::size_t>(got) - sizeof mark};
}

Pipe::Pipe(std::string_view name, CallSite at) : Pipe(name, newPipe(), at) {}

Pipe::Pipe(std::string_view name, DescriptorPair ends, CallSite at)
    : DescriptorChannel(wire::ObjectKind::Pipe, name, std::move(ends.first), std::move(ends.second), at) {}

Socket::Socket(const std::string& name, CallSite at) : Socket(name, newSocket(), at) {}

Socket::Socket(const std::string& name, DescriptorPair ends, CallSite at)
    : m_toRight(name + " to the right", copyOf(ends.second), copyOf(ends.first), at),
      m_toLeft(name + " to the left", std::move(ends.first), std::move(ends.second), at) {}

}  // namespace heddle::runtime

#include "engine/runtime/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "engine/base/phrase.h"
#include "engine/runtime/connection_ends.h"
#include "engine/runtime/descriptor_wait.h"
#include "engine/runtime/limits.h"

namespace heddle::runtime {
namespace {

// A stranger who says nothing is turned away after that.
constexpr auto kPatience = std::chrono::seconds{1};

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

FileDescriptor newSocket(const char* what) {
    FileDescriptor fd{::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!fd)
        giveUp(what, whyNoDescriptor(errno));
    return fd;
}

void sendAtOnce(const FileDescriptor& fd) {
    const int yes = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

}  // namespace

Listener::Listener(std::string_view name, CallSite at) : Channel(wire::ObjectKind::Socket, name, at) {
    m_fd = newSocket("listen for connections");
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    if (::bind(m_fd.get(), raw, size) < 0 || ::listen(m_fd.get(), SOMAXCONN) < 0 ||
        ::getsockname(m_fd.get(), raw, &size) < 0)
        giveUp("listen for connections", errnoText(errno));
    m_port = ntohs(address.sin_port);
}

// The segment is the same file in all processes of a run.
std::uint64_t Listener::runOf(const Step& step) {
    struct stat segment {};
    ::fstat(step.thread.runtime().segment().fd(), &segment);
    return segment.st_ino;
}

Connection Listener::accept(CallSite at) {
    return *acceptUntil(beginReceive(at), Instant::max());
}

std::optional<Connection> Listener::acceptFor(Duration limit, CallSite at) {
    const Step step = beginReceive(at, {.limit = &limit});
    return acceptUntil(step,
                       step.permit == wire::WaitOutcome::TimedOut ? Instant::min() : deadlineAfter(limit));
}

std::optional<Connection> Listener::acceptUntil(const Step& step, Instant deadline) {
    for (;;) {
        FileDescriptor fd{::accept4(m_fd.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
        if (!fd && errno == EAGAIN) {
            if (!waitUntil(step, m_fd.get(), POLLIN, wire::Operation::Accept, deadline))
                return std::nullopt;
            continue;
        }
        if (!fd && errno != ECONNABORTED && errno != EINTR)
            giveUp("accept a connection", whyNoDescriptor(errno));
        if (!fd)
            continue;
        if (const std::optional<Hello> hello = greet(step, fd)) {
            sendAtOnce(fd);
            received(step, hello->stamp);
            return Connection{std::make_shared<Connection::Ends>(std::move(fd), ObjectId{hello->toClient},
                                                                 ObjectId{hello->toServer})};
        }
    }
}

std::optional<Listener::Hello> Listener::greet(const Step& step, const FileDescriptor& fd) const {
    Hello hello;
    if (!isReady(fd.get(), POLLIN))
        awaitDescriptor(step, fd.get(), POLLIN, deadlineAfter(kPatience));
    const ssize_t got = ::recv(fd.get(), &hello, sizeof hello, 0);
    const std::uint32_t objects = step.thread.runtime().segment().limits().objects;
    const bool isOurs = got == sizeof hello && hello.run == runOf(step) && hello.toServer < objects &&
                        hello.toClient < objects;
    return isOurs ? std::optional{hello} : std::nullopt;
}

void Listener::connect(const Connection& connection, CallSite at) const {
    const Step step = beginSend(at);
    const FileDescriptor& fd = connection.m_ends->fd;
    const sockaddr_in address = loopback(m_port);
    int error =
        ::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0 ? errno : 0;
    if (error == EINPROGRESS) {
        waitUntil(step, fd.get(), POLLOUT, wire::Operation::Connect);
        socklen_t size = sizeof error;
        ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    }
    if (error != 0)
        giveUp(Phrase{"connect to port %1", m_port}, errnoText(error));
    sendAtOnce(fd);
    const Hello hello{runOf(step), stamp(step, sizeof hello), connection.m_ends->out.id().value(),
                      connection.m_ends->in.id().value()};
    if (::send(fd.get(), &hello, sizeof hello, MSG_NOSIGNAL) != sizeof hello)
        giveUp(Phrase{"connect to port %1", m_port}, errnoText(errno));
}

Connection::Connection(Address address, const std::string& name, CallSite at)
    : m_ends(std::make_shared<Ends>(newSocket("connect to a server"), name, at)) {
    Listener{address}.connect(*this, at);
}

}  // namespace heddle::runtime
